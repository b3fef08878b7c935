"""What an option is: the shape of an entry of the catalogue."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.effects import Effect
from bot.domain.errors import N_


class Scope(StrEnum):
    """Whether an option is switched for the company or for each number; a number's fee is taken for each."""

    COMPANY = "company"
    NUMBER = "number"


class NumberKind(StrEnum):
    """ADDED is an outside number registered on the PBX: it can neither show a Did nor be recorded."""

    OWN = "own"
    ADDED = "added"


Facts = frozenset[str]  # what is true of a company, or of one number in it: OWN_NUMBER, HAS_DID, is_on(key), …

OWN_NUMBER = "own-number"
HAS_DID = "has-did"


def is_on(key: str) -> str:
    """The fact that this option is on."""
    return f"on:{key}"


def company_facts(dids: int, on: Iterable[str]) -> Facts:
    """Of a company with that many Dids and these company options on."""
    return frozenset(map(is_on, on)) | ({HAS_DID} if dids else set())


def number_facts(company: Facts, kind: NumberKind, on: Iterable[str]) -> Facts:
    """Of one number with these number options on, in a company of which those facts are true."""
    return company | frozenset(map(is_on, on)) | ({OWN_NUMBER} if kind is NumberKind.OWN else set())


@dataclass(frozen=True, slots=True)
class Need:
    """What an option cannot work without. `missing` is a message id: what to do where `fact` is not true."""

    fact: str
    missing: str


@dataclass(frozen=True, slots=True)
class Flag:
    """A free tick of an option. `warning`, a message id, is to be confirmed before it is switched off; "" if none."""

    key: str
    name: str
    default: bool
    warning: str = ""


@dataclass(frozen=True, slots=True)
class Amount:
    """A number of minutes that is set for an option. `choices` have buttons, the others that are allowed are typed."""

    key: str
    name: str
    default: int
    allowed: range
    choices: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """One entry; menu, price, refusals, ledger lines and what calls do follow from it.

    `name` and `about` are message ids, `price` is kopecks a month (for each number, where the scope is NUMBER).
    `ours`: neither the seeds nor the operator give the price.
    """

    key: str
    scope: Scope
    name: str
    about: str
    price: int
    ours: bool = False
    needs: tuple[Need, ...] = ()
    flags: tuple[Flag, ...] = ()
    amounts: tuple[Amount, ...] = ()
    effect: Effect | None = None

    def amount(self, key: str) -> Amount:
        """The amount of that key, or KeyError."""
        return {amount.key: amount for amount in self.amounts}[key]

    def flags_on(self, stored: Mapping[str, bool]) -> frozenset[str]:
        """The flags that are ticked; one that nobody has touched stands at its default."""
        return frozenset(flag.key for flag in self.flags if stored.get(flag.key, flag.default))


NEEDS_DID = Need(HAS_DID, N_("Add a public number first."))
NEEDS_OWN_NUMBER = Need(
    OWN_NUMBER, N_("Not for added numbers: they can neither show a public number to clients nor be recorded.")
)
