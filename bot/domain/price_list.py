"""The operator's price list as a file: `recording: 650`, a line for each price, rubles a month."""

from bot.domain.catalogue import Catalogue
from bot.domain.prices import prices, with_prices
from bot.domain.yaml_nodes import Key, Mistake, Word, document, mapping, word


def priced(catalogue: Catalogue, text: str, file_name: str) -> Catalogue:
    """The catalogue with the prices of the list; `Refused` names the line of a mistake."""
    try:
        listed: dict[str, Word] = mapping(document(text), {key: Key(word, "") for key in prices(catalogue)})
    except Mistake as mistake:
        raise mistake.in_file(file_name) from mistake
    return with_prices(catalogue, {key: written for key, written in listed.items() if written})
