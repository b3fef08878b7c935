"""Pictures of the statistics, drawn from a fixture."""

import struct

from bot.domain.figures import Column, Columns, Growth
from bot.media.charts import draw_columns, draw_growth

HOURS = tuple(Column(str(n), 3 * n, n) for n in range(24))


def size(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def test_columns_are_wide_enough_for_a_phone_and_show_their_data() -> None:
    drawn = draw_columns(Columns("Звонки по часам за 30 дней", "Ответили", "Без ответа: 33 %", HOURS))
    assert size(drawn) == (1200, 750)
    quiet = draw_columns(Columns("Звонки по часам за 30 дней", "Ответили", "Без ответа: 33 %", HOURS[:1] * 24))
    assert drawn != quiet


def test_growth_has_the_room_and_the_forecast() -> None:
    days, used = tuple(f"{n:02}.11" for n in range(1, 45)), tuple(n / 40 for n in range(30))
    facts = ("Записи, ГБ", "Занято", "Прогноз", "Место: 1 ГБ")
    drawn = draw_growth(Growth(*facts, days, used, (0.8, 0.9) * 7, 1.0))
    assert size(drawn) == (1200, 750)
    assert drawn != draw_growth(Growth(*facts, days, used, (0.8,) * 14, 1.0))
