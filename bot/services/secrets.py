"""Random values that are made once and stay the same over restarts."""

from secrets import token_bytes

from sqlalchemy import select

from bot.db.models import Secret
from bot.db.store import Store
from bot.db.upsert import insert_new


async def secret(store: Store, name: str, bytes: int = 24) -> bytes:
    """The secret of that name, made now if there is none; of two processes that ask at once both get the same."""
    async with store.write() as session:
        await insert_new(session, Secret, name=name, value=token_bytes(bytes))
        return (await session.scalars(select(Secret.value).where(Secret.name == name))).one()
