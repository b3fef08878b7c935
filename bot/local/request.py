"""What the bot asks, in any of the forms that Telegram takes → checked parameters and uploaded files."""

import contextlib
import json
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import BodyPartReader, ClientResponse, MultipartReader, web

from bot.local.errors import ApiError, bad_request
from bot.local.files import Files, Upload
from bot.local.rules import TEXT_EMPTY, Limits
from bot.local.schema import Field, Misfit, Schema

INTEGER = re.compile(r"-?\d{1,18}")
BOOLEANS = {"true": True, "True": True, "1": True, "false": False, "False": False, "0": False}
Incoming = web.Request | ClientResponse  # a method may ride in the reply to a webhook, too
MISSING = {"text": TEXT_EMPTY, "chat_id": "chat_id is empty", "message_id": "message identifier is not specified"}
TEXTUAL = {"String", "InputFile", "InputFile or String"}


@dataclass(slots=True)
class Body:
    """What came in: texts still to be decoded, values that JSON decoded already, files."""

    texts: dict[str, str] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)
    uploads: dict[str, Upload] = field(default_factory=dict)


@contextlib.asynccontextmanager
async def received(message: Incoming, files: Files, limits: Limits) -> AsyncIterator[Body]:
    """Read what came in; uploads that no message has taken by the end are deleted."""
    body = Body()
    try:
        if message.content_type.startswith("multipart/"):
            await _read_parts(MultipartReader(message.headers, message.content), body, files, limits.upload_bytes)
        elif message.content_type == "application/json":
            body.values = json_object(await message.read() or b"{}")
        elif message.content_type == "application/x-www-form-urlencoded":
            body.texts = dict(parse_qsl((await message.read()).decode(), keep_blank_values=True))
        yield body
    finally:
        for upload in body.uploads.values():
            upload.path.unlink(missing_ok=True)


def json_object(data: bytes) -> dict[str, Any]:
    try:
        value = json.loads(data)
    except ValueError as error:
        raise bad_request(f"can't parse JSON: {error}") from error
    if not isinstance(value, dict):
        raise bad_request("JSON object expected as parameters")
    return value


async def _read_parts(reader: MultipartReader, body: Body, files: Files, most: int) -> None:
    async for part in reader:
        if not isinstance(part, BodyPartReader) or part.name is None:
            raise bad_request("a part of the form has no name")
        if part.filename is None:
            body.texts[part.name] = await part.text()
        else:
            body.uploads[part.name] = await save(part, files, most)


async def save(part: BodyPartReader, files: Files, most: int) -> Upload:
    """Write a part to disk as it comes; 413 when there is more than `most` bytes (read to the end all the same)."""
    path = files.incoming()
    size = 0
    with path.open("wb") as file:
        while chunk := await part.read_chunk(65_536):
            size += len(chunk)
            if size <= most:
                file.write(chunk)
    if size > most:
        path.unlink()
        raise ApiError(413)
    return Upload(path, part.filename or "", part.headers.get("Content-Type", ""))


def parameters(method: str, takes: frozenset[str], body: Body, schema: Schema) -> dict[str, Any]:
    """The parameters of a method, decoded and checked; a file stands in them as `attach://NAME`."""
    fields = schema.methods[method]
    for name in (*body.texts, *body.values):
        if name not in fields:
            raise bad_request(f'unknown parameter "{name}"')
        if name not in takes:
            raise bad_request(f'parameter "{name}" of {method} is not known to the local chat')
    texts = {name: decoded(fields[name], text) for name, text in body.texts.items() if text or fields[name].required}
    files = {name: f"attach://{name}" for name in body.uploads if name in takes and "InputFile" in fields[name].type}
    params = body.values | files | texts
    for name, value in params.items():
        check(fields[name], value, schema)
    if missing := [field.name for field in fields.values() if field.required and field.name not in params]:
        raise bad_request(MISSING.get(missing[0], f"there is no {missing[0]} in the request"))
    return params


def decoded(field: Field, text: str) -> Any:
    """The value of a form field by its type; types with structure travel as JSON."""
    if field.type in TEXTUAL:
        return text
    if field.type == "Integer or String":
        return int(text) if INTEGER.fullmatch(text) else text
    if field.type == "Boolean":
        return BOOLEANS.get(text, text)
    try:
        return json.loads(text)
    except ValueError as error:
        raise bad_request(f"can't parse {field.name}: {field.type} in JSON expected") from error


def check(field: Field, value: Any, schema: Schema) -> None:
    try:
        schema.check(field.type, value, field.name)
    except Misfit as misfit:
        raise bad_request(f"can't parse {misfit}") from misfit
