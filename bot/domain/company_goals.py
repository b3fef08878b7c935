"""Where something leads, in a company's file: `{department: Продажи}`, `{employee: 101}`, `voicemail`."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import yaml

from bot.domain.menus import ALONE, Kind
from bot.domain.yaml_nodes import Key, Mistake, Read, Word, guess, line_of, mapping, word

Names = Mapping[Kind, list[str]]
COMPLAINTS = {
    Kind.DEPARTMENT: "there is no department",
    Kind.EMPLOYEE: "no employee has the phone",
    Kind.VOICEMAIL: "no employee has the phone",
    Kind.MENU: "there is no voice menu",
}


@dataclass(frozen=True, slots=True)
class Goal:
    """Where it leads. `name`: the department's, the menu's, the employee's phone; "": voicemail of the company."""

    kind: Kind
    name: str = ""

    def __str__(self) -> str:
        return f"{self.kind} {self.name}".strip()


def goal(kinds: Collection[Kind], rule: str) -> Read:
    """One of these; `rule` says it in words."""
    keys = {kind.value: Key(word, "") for kind in Kind if kind in kinds and kind is not Kind.REPEAT}

    alone = {kind.value: kind for kind in ALONE & set(kinds)}

    def read(node: yaml.Node) -> Goal:
        if alone and isinstance(node, yaml.ScalarNode):
            if node.value not in alone:
                raise Mistake(line_of(node), rule)
            return Goal(alone[node.value])
        said = {Kind(kind): name for kind, name in mapping(node, keys).items() if name}
        if len(said) != 1:
            raise Mistake(line_of(node), rule)
        return Goal(*next(iter(said.items())))

    return read


def check(goal: Goal, names: Names) -> None:
    """`Mistake` when it leads to nobody of the file."""
    if goal.name and goal.name not in names[goal.kind]:
        assert isinstance(goal.name, Word)
        complaint = f"{COMPLAINTS[goal.kind]} “{goal.name}”{guess(goal.name, names[goal.kind])}"
        raise Mistake(goal.name.line, complaint)
