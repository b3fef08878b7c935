"""Checks values against the Bot API schema, as strictly as it is written: no unknown fields, no wrong types.

Each type is compiled once into a function; objects compile their fields when they are first met, since types refer to
each other in circles.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent / "schema" / "bot-api-10.3.json"
LISTED = re.compile(r"^ - (\w+)$", re.MULTILINE)
EITHER = re.compile(r", | and | or ")


class Misfit(Exception):
    """A value that is not of its type; the words say where and why."""


Check = Callable[[Any, str], None]


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter of a method or a field of an object."""

    name: str
    type: str
    required: bool


def _simple(name: str, fits: Callable[[Any], bool]) -> Check:
    def check(value: Any, path: str) -> None:
        if not fits(value):
            raise Misfit(f"{path}: {name} expected")

    return check


def _is_utf8(value: Any) -> bool:
    if type(value) is not str:
        return False
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


SIMPLE: dict[str, Check] = {
    "Integer": _simple("Integer", lambda value: type(value) is int),
    "Float": _simple("Float", lambda value: type(value) in (int, float)),
    "Boolean": _simple("Boolean", lambda value: type(value) is bool),
    "True": _simple("True", lambda value: value is True),
    "String": _simple("String in UTF-8", _is_utf8),
    "InputFile": _simple("InputFile", lambda value: type(value) is str and value.startswith("attach://")),
}


class Schema:
    """The types and methods of the Bot API."""

    def __init__(self, file: Path = FILE) -> None:
        document = json.loads(file.read_text("utf-8"))
        entries = [entry for section in document["items"] for entry in section["children"]]
        fields = {entry["name"]: _fields(entry) for entry in entries}
        self.methods = {entry["name"]: fields[entry["name"]] for entry in entries if entry["category"] == "methods"}
        self._objects = {entry["name"]: fields[entry["name"]] for entry in entries if entry["category"] == "types"}
        self._unions = {entry["name"]: LISTED.findall(entry["description"]) for entry in entries}
        self._checks: dict[str, Check] = dict(SIMPLE)

    def check(self, type_name: str, value: Any, path: str = "") -> None:
        """Raise `Misfit` unless `value` is a `type_name` ("Message", "Array of Update", "Integer or String")."""
        self._compiled(type_name)(value, path or type_name)

    def checked(self, type_name: str, value: Any) -> Any:
        """The value itself, when it fits."""
        self.check(type_name, value)
        return value

    def fields(self, type_name: str) -> dict[str, Field]:
        """The fields of an object."""
        return self._objects[type_name]

    def fits(self, type_name: str, value: Any) -> bool:
        try:
            self.check(type_name, value)
        except Misfit:
            return False
        return True

    def _compiled(self, type_name: str) -> Check:
        if type_name not in self._checks:
            self._checks[type_name] = self._compile(type_name)
        return self._checks[type_name]

    def _compile(self, type_name: str) -> Check:
        if type_name.startswith("Array of "):
            return self._array(type_name.removeprefix("Array of "))
        if len(names := EITHER.split(type_name)) > 1:
            return self._union(names)
        if listed := self._unions.get(type_name):
            return self._union(listed)
        return self._object(self._objects[type_name])

    def _array(self, item: str) -> Check:
        check_item = self._compiled(item)

        def check(value: Any, path: str) -> None:
            if type(value) is not list:
                raise Misfit(f"{path}: Array expected")
            for index, one in enumerate(value):
                check_item(one, f"{path}[{index}]")

        return check

    def _union(self, names: list[str]) -> Check:
        def check(value: Any, path: str) -> None:
            reasons: list[str] = []
            for name in names:
                try:
                    return self._compiled(name)(value, path)
                except Misfit as misfit:
                    reasons.append(f"not {name} ({misfit})")
            raise Misfit(f"{path}: {'; '.join(reasons)}")

        return check

    def _object(self, fields: dict[str, Field]) -> Check:
        required = frozenset(field.name for field in fields.values() if field.required)

        def check(value: Any, path: str) -> None:
            if type(value) is not dict:
                raise Misfit(f"{path}: Object expected")
            if missing := required - value.keys():
                raise Misfit(f"{path}: field {sorted(missing)[0]} is missing")
            for name, one in value.items():
                if name not in fields:
                    raise Misfit(f"{path}: unknown field {name}")
                self._compiled(fields[name].type)(one, f"{path}.{name}")

        return check


@cache
def bot_api() -> Schema:
    """The schema of this Bot API; it never changes, and reading it takes 10 ms."""
    return Schema()


def _fields(entry: dict[str, Any]) -> dict[str, Field]:
    return {one["name"]: Field(one["name"], one["type"], one["required"]) for one in entry["annotations"]}
