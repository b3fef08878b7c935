"""The one family of errors that a person can cause."""


class Refused(Exception):
    """What was asked cannot be done; `text` says why and what to do next.

    `text` is an English message id with `{name}` placeholders: it is put into the person's language, and `params` into
    it, in the one place that shows refusals.
    """

    def __init__(self, text: str, **params: object) -> None:
        super().__init__(text)
        self.text = text
        self.params = params

    def __str__(self) -> str:
        return self.text.format(**self.params)


def N_(text: str) -> str:  # noqa: N802 - gettext's own name for "translate later"
    """Mark a message id for extraction; it is translated where it is shown."""
    return text
