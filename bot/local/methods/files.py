"""Where to download a file."""

from bot.local.errors import bad_request
from bot.local.rules import FILE_TOO_BIG
from bot.local.store import Json
from bot.local.telegram import Call


def get_file(call: Call) -> Json:
    file = call.telegram.files.find(call.params["file_id"])
    if file["file_size"] > call.telegram.limits.download_bytes:
        raise bad_request(FILE_TOO_BIG)
    return {name: file[name] for name in ("file_id", "file_unique_id", "file_size", "file_path")}
