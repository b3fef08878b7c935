"""What the server answers when it refuses."""

from typing import Any

NAMES = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    409: "Conflict",
    413: "Request Entity Too Large",
    429: "Too Many Requests",
    500: "Internal Server Error",
    502: "Bad Gateway",
}


class ApiError(Exception):
    """A refusal to the bot, in the Bot API's form: `Bad Request: message text is empty`."""

    def __init__(self, code: int, words: str = "", retry_after: int | None = None) -> None:
        name = NAMES.get(code, "Error")
        super().__init__(f"{name}: {words}" if words else name)
        self.code = code
        self.retry_after = retry_after

    def body(self) -> dict[str, Any]:
        """The JSON of the answer."""
        body: dict[str, Any] = {"ok": False, "error_code": self.code, "description": str(self)}
        if self.retry_after is not None:
            body["parameters"] = {"retry_after": self.retry_after}
        return body


def bad_request(words: str) -> ApiError:
    return ApiError(400, words)


class PersonError(Exception):
    """A refusal to the person's side (the page or a test): one sentence."""

    def __init__(self, text: str, status: int = 400) -> None:
        super().__init__(text)
        self.status = status
