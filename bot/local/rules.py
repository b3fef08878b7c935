"""The numbers of the Bot API as named settings, and the exact words in which Telegram refuses.

Where Telegram's own number is not published (flood, callback expiry, keyboard size) it is one that others observed.
"""

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Lengths are UTF-16 code units unless a name says bytes; times are seconds."""

    text: int = 4096
    caption: int = 1024
    entities: int = 100
    button_data_bytes: int = 64
    button_text: int = 256
    copy_text: int = 256
    inline_buttons: int = 100
    inline_row: int = 8
    reply_buttons: int = 300
    reply_row: int = 12
    markup_bytes: int = 10_000
    placeholder: int = 64
    start_payload: int = 64

    callback_answer: float = 15.0
    callback_undelivered: float = 150.0
    update_undelivered: float = 24 * 3600.0
    callback_text: int = 200
    delete_within: float = 48 * 3600.0

    updates_per_poll: int = 100
    poll_wait: int = 50
    webhook_connections: int = 40
    webhook_wait: float = 60.0
    webhook_retry_first: float = 1.0
    webhook_retry_last: float = 60.0
    secret: int = 256

    chat_per_second: float = 1.0
    chat_burst: int = 10
    all_per_second: float = 30.0
    all_burst: int = 30

    download_bytes: int = 20 * MIB
    upload_bytes: int = 50 * 1000 * 1000
    photo_bytes: int = 10 * 1000 * 1000
    person_upload_bytes: int = 2000 * 1000 * 1000
    waveform_bytes: int = MIB

    commands: int = 100
    command: int = 32
    command_description: int = 256
    name: int = 64
    description: int = 512
    short_description: int = 120


TEXT_EMPTY = "message text is empty"
TEXT_TOO_LONG = "message is too long"
CAPTION_TOO_LONG = "message caption is too long"
UNSUPPORTED_PARSE_MODE = "unsupported parse_mode"
BUTTON_DATA_INVALID = "BUTTON_DATA_INVALID"
BUTTON_TYPE_INVALID = "BUTTON_TYPE_INVALID"
NO_ACTION = "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
MARKUP_TOO_LONG = "reply markup is too long"
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
EDIT_NOT_FOUND = "message to edit not found"
CANT_EDIT = "message can't be edited"
NO_TEXT_TO_EDIT = "there is no text in the message to edit"
NO_CAPTION_TO_EDIT = "there is no caption in the message to edit"
DELETE_NOT_FOUND = "message to delete not found"
CANT_DELETE = "message can't be deleted for everyone"
REPLY_NOT_FOUND = "message to be replied not found"
QUERY_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
CHAT_NOT_FOUND = "chat not found"
WRONG_FILE_ID = "wrong remote file identifier specified: Wrong string length"
WRONG_KIND = "can't use file of type {actual} as {wanted}"
NO_URL_UPLOAD = "failed to get HTTP URL content"
FILE_EMPTY = "file must be non-empty"
FILE_TOO_BIG = "file is too big"
BAD_IMAGE = "IMAGE_PROCESS_FAILED"
WEBHOOK_IS_ACTIVE = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
OTHER_POLLER = "terminated by other getUpdates request; make sure that only one bot instance is running"

BLOCKED = "bot was blocked by the user"
NEVER_STARTED = "bot can't initiate conversation with a user"
DEACTIVATED = "user is deactivated"
