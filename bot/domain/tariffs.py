"""What a tariff includes and costs, and what a change of tariff brings with it (O1, O2)."""

from dataclasses import dataclass

GIB = 2**30


@dataclass(frozen=True, slots=True)
class Tariff:
    """Fees are kopecks a month, `storage` is bytes, `name` a message id.

    `ours`: the fields whose figure neither the seeds nor the operator give.
    """

    key: str
    name: str
    price: int
    employees: int
    dids: int
    extra_employee: int
    extra_did: int
    storage: int
    ours: frozenset[str] = frozenset()

    def employees_over(self, employees: int) -> int:
        """How many of them are paid for one by one."""
        return max(0, employees - self.employees)

    def dids_over(self, dids: int) -> int:
        """How many of them are paid for one by one."""
        return max(0, dids - self.dids)


@dataclass(frozen=True, slots=True)
class TariffChange:
    """What the administrator sees before it: kopecks a month with all options and packs, storage in bytes."""

    monthly_before: int
    monthly_after: int
    employees_over: int
    dids_over: int
    storage_before: int
    storage_after: int


def monthly(tariff: Tariff, employees: int, dids: int) -> int:
    """The tariff with what goes beyond it, in kopecks a month."""
    extra_employees = tariff.employees_over(employees) * tariff.extra_employee
    return tariff.price + extra_employees + tariff.dids_over(dids) * tariff.extra_did


def change(old: Tariff, new: Tariff, employees: int, dids: int, pays: int) -> TariffChange:
    """What a company of that size gets into. `pays`: all that it pays now, in kopecks a month."""
    return TariffChange(
        monthly_before=pays,
        monthly_after=pays - monthly(old, employees, dids) + monthly(new, employees, dids),
        employees_over=new.employees_over(employees),
        dids_over=new.dids_over(dids),
        storage_before=old.storage,
        storage_after=new.storage,
    )
