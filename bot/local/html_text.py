"""Telegram's HTML → text and entities, with Telegram's own words for what is wrong.

Stricter in two things: an `&` that begins none of the allowed entities is refused (Telegram shows it as it stands, and
so hides that somebody's text was not quoted), and so is a link to nowhere.
"""

import re
from dataclasses import dataclass
from html import unescape
from typing import Any

from bot.local.errors import ApiError, bad_request
from bot.local.utf16 import units

Entity = dict[str, Any]

TYPES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "span": "spoiler",
    "tg-spoiler": "spoiler",
    "tg-emoji": "custom_emoji",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
AMPERSAND = re.compile(r"&(?:lt|gt|amp|quot|#\d{1,7}|#x[0-9a-fA-F]{1,6});")
NAME = re.compile(r"[^\s>]*")
ATTRIBUTE = re.compile(r"""\s*([^\s=>/"']+)\s*(?:(=)\s*(?:"([^"]*)"|'([^']*)'|([A-Za-z0-9.-]+)(?=[\s>])))?""")
LINK = re.compile(r"(?:https?://|tg://|mailto:|tel:)?[^\s/]+\S*", re.IGNORECASE)
USER = re.compile(r"tg://user\?id=(\d+)")


@dataclass(frozen=True, slots=True)
class Open:
    """A tag that waits for its end; `start` is where its text begins."""

    tag: str
    attributes: dict[str, str]
    start: int


class HtmlText:
    """One pass over the source. `text` and `entities` hold the result."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._at = 0
        self._length = 0
        self._parts: list[str] = []
        self._open: list[Open] = []
        self.entities: list[Entity] = []
        self._parse()
        self.text = "".join(self._parts)
        self.entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))

    def _parse(self) -> None:
        steps = {"<": self._tag, "&": self._ampersand}
        while self._at < len(self._source):
            steps.get(self._source[self._at], self._plain)()
        if self._open:
            raise cant_parse(f'Can\'t find end tag corresponding to start tag "{self._open[-1].tag}"')

    def _plain(self) -> None:
        end = self._at
        while end < len(self._source) and self._source[end] not in "<&":
            end += 1
        self._add(self._source[self._at : end])
        self._at = end

    def _add(self, text: str) -> None:
        self._parts.append(text)
        self._length += units(text)

    def _ampersand(self) -> None:
        found = AMPERSAND.match(self._source, self._at)
        if not found:
            raise cant_parse(f"Unsupported HTML entity {self._where(self._at)}")
        self._add(unescape(found[0]))
        self._at = found.end()

    def _tag(self) -> None:
        if self._source.startswith("</", self._at):
            self._end_tag()
        else:
            self._start_tag()

    def _start_tag(self) -> None:
        begin = self._at
        name = self._name(begin + 1)
        if self._at >= len(self._source):
            raise cant_parse(f"Unclosed start tag {self._where(begin)}")
        if name not in TYPES:
            raise cant_parse(f'Unsupported start tag "{name}" {self._where(begin)}')
        attributes = self._attributes(name, begin)
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise cant_parse(f'Tag "span" must have class "tg-spoiler" {self._where(begin)}')
        self._open.append(Open(name, attributes, self._length))

    def _name(self, at: int) -> str:
        found = NAME.match(self._source, at)
        self._at = found.end() if found else at
        return self._source[at : self._at].lower()

    def _attributes(self, tag: str, begin: int) -> dict[str, str]:
        attributes: dict[str, str] = {}
        while True:
            while self._source[self._at : self._at + 1].isspace():
                self._at += 1
            if self._at >= len(self._source):
                raise cant_parse(f"Unclosed start tag {self._where(begin)}")
            if self._source[self._at] == ">":
                self._at += 1
                return attributes
            found = ATTRIBUTE.match(self._source, self._at)
            if not found:
                raise cant_parse(f'Empty attribute name in the tag "{tag}" {self._where(begin)}')
            attributes[found[1].lower()] = unescape(found[3] or found[4] or (found[5] or "").lower())
            self._at = found.end()

    def _end_tag(self) -> None:
        begin = self._at
        if not self._open:
            raise cant_parse(f"Unexpected end tag {self._where(begin)}")
        name = self._name(begin + 2)
        while self._source[self._at : self._at + 1].isspace():
            self._at += 1
        if self._source[self._at : self._at + 1] != ">":
            raise cant_parse(f"Unclosed end tag {self._where(begin)}")
        self._at += 1
        opened = self._open.pop()
        if name and name != opened.tag:
            raise cant_parse(f'Unmatched end tag {self._where(begin)}, expected "</{opened.tag}>", found "</{name}>"')
        self._close(opened, begin)

    def _close(self, opened: Open, begin: int) -> None:
        length = self._length - opened.start
        if not length:
            return
        entity: Entity = {"type": TYPES[opened.tag], "offset": opened.start, "length": length}
        if not self._inside_pre(opened, entity):
            self.entities.append(self._with_attributes(entity, opened, begin))

    def _inside_pre(self, opened: Open, entity: Entity) -> bool:
        """`<pre><code class="language-python">`: the language belongs to the block, the code needs no entity."""
        if opened.tag != "code" or not self._open or self._open[-1].tag != "pre":
            return False
        language = opened.attributes.get("class", "")
        if language.startswith("language-"):
            self._open[-1].attributes["language"] = language.removeprefix("language-")
        return True

    def _with_attributes(self, entity: Entity, opened: Open, begin: int) -> Entity:
        attributes = opened.attributes
        if opened.tag == "a":
            return self._link(entity, attributes.get("href", ""), begin)
        if opened.tag == "tg-emoji":
            if not attributes.get("emoji-id", "").isdecimal():
                raise cant_parse(f"Invalid custom emoji identifier specified {self._where(begin)}")
            return {**entity, "custom_emoji_id": attributes["emoji-id"]}
        if opened.tag == "pre" and "language" in attributes:
            return {**entity, "language": attributes["language"]}
        if opened.tag == "blockquote" and "expandable" in attributes:
            return {**entity, "type": "expandable_blockquote"}
        return entity

    def _link(self, entity: Entity, href: str, begin: int) -> Entity:
        if user := USER.fullmatch(href):
            return {**entity, "type": "text_mention", "user": {"id": int(user[1])}}
        if not LINK.fullmatch(href):
            raise cant_parse(f"Wrong link {self._where(begin)}")
        return {**entity, "url": href}

    def _where(self, at: int) -> str:
        return f"at byte offset {len(self._source[:at].encode())}"


def cant_parse(words: str) -> ApiError:
    return bad_request(f"can't parse entities: {words}")
