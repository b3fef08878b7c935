"""Who may do what in a company (G1)."""

from enum import StrEnum


class Role(StrEnum):
    """ADMIN runs the PBX from the chat; STAFF sees the voicemail of their own number."""

    ADMIN = "admin"
    STAFF = "staff"
