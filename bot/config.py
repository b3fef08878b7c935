"""Settings: loaded once from the environment and `.env`, and passed in."""

import re
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationInfo, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

LOOPBACK = ("127.0.0.1", "::1", "localhost")
SHAPES = {
    "bot_token": (r"\d+:\S+", "GUDOK_BOT_TOKEN is what @BotFather gives, like 123456:ABC-def"),
    "bot_api": (r"https?://\S+", "GUDOK_BOT_API is an address like http://127.0.0.1:8081"),
    "ari_url": (
        r"https?://[^:@/\s]+:[^@/\s]+@[^@\s]+",
        "GUDOK_ARI_URL is an address like http://user:password@host:8088",
    ),
    "database": (
        r"(sqlite(\+aiosqlite)?|postgres(ql)?|postgresql\+asyncpg)://\S+",
        "GUDOK_DATABASE is the URL of a PostgreSQL or SQLite database, like postgresql://user:password@host/gudok",
    ),
    "redis_url": (r"(rediss?|unix)://\S+", "GUDOK_REDIS_URL is an address like redis://:password@host:6379/0"),
    "smtp_url": (
        r"smtps?://([^:@/\s]+:[^@/\s]+@)?[^@/\s]+",
        "GUDOK_SMTP_URL is an address like smtps://user:password@host:465",
    ),
    "mail_from": (
        r"([^<>\r\n]+ <)?[^\s<>@]+@[^\s<>@]+>?",
        "GUDOK_MAIL_FROM is an address like Gudok <pbx@example.com>",
    ),
    "smpp_url": (
        r"smpp://[^:@/\s]+:[^@/\s]+@[^@/\s]+",
        "GUDOK_SMPP_URL is an address like smpp://user:password@host:2775?source=Romashka",
    ),
    "webhook_url": (r"https?://\S+", "GUDOK_WEBHOOK_URL is an address like https://pbx.example.com/telegram"),
    "webhook_secret": (r"[\w-]{1,256}", "GUDOK_WEBHOOK_SECRET is 1 to 256 of A-Z, a-z, 0-9, _ and -"),
}
"""What a setting looks like, and the sentence for one that does not; the value itself is never repeated."""


class Settings(BaseSettings):
    """Each outside part has an embedded default; one setting puts the real one in its place."""

    model_config = SettingsConfigDict(
        env_prefix="GUDOK_", env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True
    )

    bot_token: SecretStr | None = Field(None, description="Telegram instead of the local chat")
    bot_api: str = Field("https://api.telegram.org", description="another Bot API server")
    ari_url: SecretStr | None = Field(None, description="Asterisk: http://user:password@host:8088")
    database: SecretStr | None = Field(None, description="an SQLAlchemy URL instead of the SQLite file")
    redis_url: SecretStr | None = Field(None, description="chat state for several processes")
    smtp_url: SecretStr | None = Field(None, description="e-mail: smtps://user:password@host")
    mail_from: str | None = Field(None, description="whom mails come from: Gudok <pbx@example.com>")
    smpp_url: SecretStr | None = Field(None, description="SMS: smpp://user:password@host:2775")
    webhook_url: str | None = Field(None, description="Telegram calls us instead of being polled")
    webhook_secret: SecretStr | None = Field(None, description="what Telegram must say with each call")
    private_webhooks: bool = Field(False, description="call events may go to addresses of this network, too")
    page: str = Field("127.0.0.1:8080", description="where the page and the sounds are served")
    catalogue: Path | None = Field(None, description="a YAML file with the operator's prices, in rubles a month")
    ballast: int = Field(64, ge=0, le=4096, description="MB kept aside for a full disk; 0 for none")
    data: Path = Field(Path("data"), description="recordings, melodies and the SQLite file")

    @field_validator(*SHAPES)
    @classmethod
    def _looks_right(cls, value: SecretStr | str | None, which: ValidationInfo) -> SecretStr | str | None:
        shape, sentence = SHAPES[which.field_name or ""]
        text = value.get_secret_value() if isinstance(value, SecretStr) else value
        if text is not None and not re.fullmatch(shape, text):
            raise ValueError(sentence)
        return value

    @field_validator("page")
    @classmethod
    def _host_and_port(cls, value: str) -> str:
        host, _, port = value.rpartition(":")
        if not host or not port.isdecimal() or int(port) > 65535:
            raise ValueError("GUDOK_PAGE is an address like 127.0.0.1:8080")
        return value

    @model_validator(mode="after")
    def _webhook_has_a_secret(self) -> "Settings":
        if self.webhook_url and not (self.webhook_secret and self.webhook_secret.get_secret_value()):
            raise ValueError("GUDOK_WEBHOOK_URL needs GUDOK_WEBHOOK_SECRET: without it anybody could pose as Telegram")
        return self

    @model_validator(mode="after")
    def _mail_has_a_sender(self) -> "Settings":
        if self.smtp_url and not self.mail_from:
            raise ValueError("GUDOK_SMTP_URL needs GUDOK_MAIL_FROM: the address that mails come from")
        return self

    @property
    def ari_in_the_clear(self) -> str:
        """The host to which ARI's password would go unencrypted over a network; "" for none."""
        url = urlsplit(self.ari_url.get_secret_value() if self.ari_url else "")
        return "" if url.scheme == "https" or url.hostname in LOOPBACK else url.hostname or ""

    @property
    def page_host(self) -> str:
        """The host part of `page`."""
        return urlsplit(f"//{self.page}").hostname or "127.0.0.1"

    @property
    def page_port(self) -> int:
        """The port part of `page`; 0 lets the system choose."""
        return int(self.page.rpartition(":")[2])

    @property
    def database_url(self) -> str:
        """The real database, or the embedded SQLite file."""
        return self.database.get_secret_value() if self.database else f"sqlite+aiosqlite:///{self.data / 'gudok.db'}"

    @property
    def local_chat(self) -> bool:
        """Whether the chat is on our page."""
        return self.bot_token is None
