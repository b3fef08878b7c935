"""aiogram's FSM over the database."""

from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.base import StorageKey

from bot.db.chat_state import ChatStates
from bot.handlers.storage import DatabaseStorage
from tests.chat.world import World


class Wizard(StatesGroup):
    """A wizard of two steps."""

    name = State()
    number = State()


def context(world: World, chat_id: int) -> FSMContext:
    return FSMContext(DatabaseStorage(ChatStates(world.store)), StorageKey(bot_id=1, chat_id=chat_id, user_id=chat_id))


async def test_a_wizard_goes_on_after_a_restart(world: World) -> None:
    before = context(world, 5)
    await before.set_state(Wizard.number)
    await before.update_data(name="Иванов")
    after = context(world, 5)
    assert await after.get_state() == "Wizard:number"
    assert await after.get_data() == {"name": "Иванов"}
    assert await context(world, 6).get_state() is None


async def test_a_wizard_that_is_over_leaves_nothing(world: World) -> None:
    wizard = context(world, 5)
    await wizard.set_state(Wizard.name)
    await wizard.update_data(name="x")
    await wizard.clear()
    assert (await wizard.get_state(), await wizard.get_data()) == (None, {})
