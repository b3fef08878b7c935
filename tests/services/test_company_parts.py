"""A company is loaded in parts: what a screen has not named is not there, rather than empty."""

import pytest

from bot.db.store import Store
from bot.domain.catalogue import CATALOGUE
from bot.services.administration import Administration
from bot.services.company_parts import EVERYTHING, Part
from tests.databases import Hand
from tests.services.firm import Firm


async def test_what_was_not_loaded_cannot_be_asked_for(store: Store, hand: Hand, firm: Firm) -> None:
    async with Administration(store, hand, CATALOGUE).look(firm.admin(), (Part.DIDS,)) as company:
        assert len(company.dids) == 2
        for part in set(EVERYTHING) - {Part.DIDS}:
            with pytest.raises(AttributeError, match=part):
                getattr(company, part)


async def test_who_names_nothing_gets_everything(store: Store, hand: Hand, firm: Firm) -> None:
    async with Administration(store, hand, CATALOGUE).look(firm.admin()) as company:
        assert all(hasattr(company, part) for part in Part)
