"""YAML read with its line numbers, so that a mistake can be shown where it is.

PyYAML's nodes know their lines; values stay the text that was written: `phone: 0101` keeps its zero.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

import yaml

from bot.domain.errors import Refused

LONGEST = 200  # characters of a value


class Mistake(Exception):
    """One sentence about one line. The command line speaks English: these sentences are not translated."""

    def __init__(self, line: int, sentence: str) -> None:
        super().__init__(sentence)
        self.line = line
        self.sentence = sentence

    def in_file(self, name: str) -> Refused:
        """For the person who wrote the file."""
        return Refused("{file}, line {line}: {sentence}", file=name, line=self.line, sentence=self.sentence)


class Word(str):
    """A text from the file; `line` is where it stands."""

    line: int

    def __new__(cls, text: str, line: int) -> "Word":
        word = super().__new__(cls, text)
        word.line = line
        return word


Read = Callable[[yaml.Node], Any]


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a mapping: how its value is read, and what stands for a missing one (None: it must be there)."""

    read: Read
    default: Any = None


def document(text: str) -> yaml.Node:
    """The root of the one document in `text`."""
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        raise _not_yaml(error) from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise Mistake(line, f"the character {error.character!r} may not stand in YAML.") from error
    if root is None:
        raise Mistake(1, "the file is empty.")
    return root


def _not_yaml(error: yaml.MarkedYAMLError) -> Mistake:
    """YAML notices an open bracket where the next thing does not fit, often lines later: both places are told."""
    found, began = error.problem_mark or error.context_mark, error.context_mark
    line = found.line + 1 if found else 1
    opened = f", in what begins on line {began.line + 1}" if began and began.line + 1 != line else ""
    return Mistake(line, f"this is not YAML: {error.problem or error.context}{opened}.")


def line_of(node: yaml.Node) -> int:
    """Counted from 1."""
    return int(node.start_mark.line) + 1


def word(node: yaml.Node) -> Word:
    """A text on one line."""
    line = line_of(node)
    if not isinstance(node, yaml.ScalarNode):
        raise Mistake(line, "one value is expected here, not a list or a mapping.")
    value = node.value.strip()
    if not value:
        raise Mistake(line, "the value is missing.")
    if not value.isprintable() or len(value) > LONGEST:
        raise Mistake(line, f"a text may have one line, at most {LONGEST} characters, and no control characters.")
    return Word(value, line)


def items(read: Read) -> Read:
    """A list whose items are read by `read`."""

    def read_items(node: yaml.Node) -> tuple[Any, ...]:
        if not isinstance(node, yaml.SequenceNode):
            raise Mistake(line_of(node), "a list is expected here: lines that begin with “- ”.")
        return tuple(read(item) for item in node.value)

    return read_items


def pairs(node: yaml.Node) -> list[tuple[Word, yaml.Node]]:
    """Keys and values of a mapping whose keys are anything, each once."""
    if not isinstance(node, yaml.MappingNode):
        raise Mistake(line_of(node), "lines such as “key: …” are expected here.")
    found = [(word(key), value) for key, value in node.value]
    seen: set[str] = set()
    for key, _ in found:
        if key in seen:
            raise Mistake(key.line, f"“{key}” is here twice.")
        seen.add(key)
    return found


def mapping(node: yaml.Node, keys: Mapping[str, Key]) -> dict[str, Any]:
    """The values of a mapping that has these keys and no others."""
    if not isinstance(node, yaml.MappingNode):
        raise Mistake(line_of(node), f"lines such as “{next(iter(keys))}: …” are expected here.")
    found: dict[str, Any] = {}
    for key_node, value in node.value:
        key = word(key_node)
        if key in found:
            raise Mistake(key.line, f"“{key}” is here twice.")
        if key not in keys:
            raise Mistake(key.line, f"“{key}” is not known here{guess(key, keys)}")
        found[key] = keys[key].read(value)
    for name, key_ in keys.items():
        if name not in found and key_.default is None:
            raise Mistake(line_of(node), f"“{name}” is missing.")
    return {name: found.get(name, key_.default) for name, key_ in keys.items()}


def guess(typed: str, known: Mapping[str, Any] | list[str]) -> str:
    """The end of a sentence about something unknown: what may have been meant, or what there is."""
    close = get_close_matches(typed, list(known), n=1)
    if close:
        return f". Did you mean “{close[0]}”?"
    listed = ", ".join(list(known)[:12])
    return f". Known: {listed}." if listed else ": there are none."
