"""The prices of the catalogue, and how an operator puts their own in their place (O2)."""

from collections.abc import Mapping
from dataclasses import replace

from bot.domain import money
from bot.domain.catalogue import Catalogue
from bot.domain.errors import N_, Refused
from bot.domain.options import Option
from bot.domain.packs import SmsPack, StoragePack
from bot.domain.tariffs import Tariff

FEES = {"": "price", ".extra-employee": "extra_employee", ".extra-did": "extra_did"}  # of a tariff, as price lists say


def prices(catalogue: Catalogue) -> dict[str, int]:
    """Every price by the key that a price list uses ("recording", "basic", "basic.extra-did"), in kopecks.

    It is for a month, of an SMS pack for the whole of it.
    """
    fees = {t.key + suffix: int(getattr(t, field)) for t in catalogue.tariffs for suffix, field in FEES.items()}
    entries: tuple[Option | SmsPack | StoragePack, ...] = (
        *catalogue.options,
        *catalogue.sms_packs,
        catalogue.storage_pack,
    )
    return fees | {entry.key: entry.price for entry in entries}


def with_prices(catalogue: Catalogue, listed: Mapping[object, object]) -> Catalogue:
    """The catalogue with the operator's prices (rubles a month); what they set is no longer marked as ours.

    `Refused` names a key that is not in the catalogue, or a price that is no amount of money.
    """
    known = prices(catalogue)
    unknown = [key for key in listed if key not in known]
    if unknown:
        raise Refused(
            N_("The price list names “{key}”, which is not in the catalogue. There are: {known}."),
            key=unknown[0],
            known=", ".join(known),
        )
    amounts = {str(key): _amount(str(key), written) for key, written in listed.items()}
    return Catalogue(
        tariffs=tuple(_repriced_tariff(tariff, amounts) for tariff in catalogue.tariffs),
        options=tuple(
            replace(option, price=amounts[option.key], ours=False) if option.key in amounts else option
            for option in catalogue.options
        ),
        sms_packs=tuple(replace(pack, price=amounts.get(pack.key, pack.price)) for pack in catalogue.sms_packs),
        storage_pack=replace(
            catalogue.storage_pack, price=amounts.get(catalogue.storage_pack.key, catalogue.storage_pack.price)
        ),
    )


def _amount(key: str, written: object) -> int:
    try:
        return money.kopecks(written)
    except ValueError:
        raise Refused(
            N_("The price of “{key}” is “{written}”: write rubles a month, such as 700 or 23.33."),
            key=key,
            written=written,
        ) from None


def _repriced_tariff(tariff: Tariff, amounts: Mapping[str, int]) -> Tariff:
    fees = {field: amounts[tariff.key + suffix] for suffix, field in FEES.items() if tariff.key + suffix in amounts}
    return replace(tariff, **fees, ours=tariff.ours - fees.keys())  # type: ignore[arg-type]  # fees are int fields
