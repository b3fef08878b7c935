"""gudok run | check | invite | company import, export | migrate."""

import argparse
import asyncio
import gc
import logging
import signal
import sys
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from bot.app import ALL, Part, Running, running, services, telegram
from bot.app.parts import check as check_parts
from bot.check import findings, plain
from bot.config import Settings
from bot.domain.errors import Refused
from bot.domain.money import kopecks, split
from bot.domain.roles import Role
from bot.handlers.invitation import link

SubParsers = Any  # argparse names its type only in private
Command = Callable[[Settings, argparse.Namespace], Awaitable[int]]


def main() -> None:
    """The command `gudok`."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)-7s %(name)s: %(message)s")
    for chatty in ("apscheduler", "aiogram.event", "alembic", "aiohttp.access"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    asked = _parser().parse_args()
    try:
        sys.exit(asyncio.run(asked.command(Settings(), asked)))
    except ValidationError as error:
        sys.exit(
            "\n".join(
                str(mistake["msg"]).removeprefix("Value error, ") for mistake in error.errors(include_input=False)
            )
        )
    except Refused as refused:
        sys.exit(str(refused))
    except OSError as error:
        sys.exit(plain(error))
    except UnicodeDecodeError:
        sys.exit("This file is not text in UTF-8.")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="gudok", description="A company PBX whose console is a Telegram chat.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    run_ = _add(commands, "run", run, "run everything; prints the address of the page")
    run_.add_argument("--only", type=Part, choices=list(Part), help="this part; other processes do the others")
    _add(commands, "check", check, "say what is right and what is missing")
    _add(commands, "migrate", migrate, "bring the database to the newest form")
    invite_ = _add(commands, "invite", invite, "a one-time link for an administrator")
    invite_.add_argument("company", nargs="?", help="its key in the company file; not needed while there is only one")
    company = commands.add_parser("company", help="a company as a YAML file").add_subparsers(required=True)
    import_ = _add(company, "import", import_company, "make the PBX as the file says")
    import_.add_argument("file", type=Path)
    export = _add(company, "export", export_company, "print the file that makes this PBX")
    export.add_argument("company", nargs="?")
    pay = _add(company, "pay", pay_company, "write down a payment")
    pay.add_argument("company")
    pay.add_argument("rubles", help="such as 1500 or 23.33")
    pay.add_argument("--note", default="", help="names the payment, so that it is not written down twice")
    return parser


def _add(
    to: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, command: Command, says: str
) -> argparse.ArgumentParser:
    parser = to.add_parser(name, help=says, description=says)
    parser.set_defaults(command=command)
    return parser


async def run(settings: Settings, asked: argparse.Namespace) -> int:
    """Until Ctrl+C or SIGTERM. ARI rules over all calls: its password does not travel in the clear."""
    if host := settings.ari_in_the_clear:
        raise Refused("GUDOK_ARI_URL would send its password to {host} in the clear: use https or a tunnel.", host=host)
    parts = frozenset({asked.only}) if asked.only else ALL
    check_parts(settings, parts)
    stop = asyncio.Event()
    for sign in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(sign, stop.set)
    async with running(settings, parts=parts) as app:
        gc.freeze()  # what is loaded now stays: a collection over it would hold up a tap (docs/bench.md)
        await _welcome(settings, app)
        await stop.wait()
    return 0


async def _welcome(settings: Settings, app: Running) -> None:
    if settings.local_chat or settings.ari_url is None:
        print(f"\n  Gudok is here: {app.address}\n", flush=True)
    for company, token in app.invites.items():
        how = (
            "Open the page: the chat there has the invitation." if settings.local_chat else await _link(settings, token)
        )
        print(f"  {company} has no administrator yet. {how}\n", flush=True)


async def _link(settings: Settings, token: str) -> str:
    """Where the invite leads; in the local chat it is a message to send."""
    if settings.local_chat:
        return f"send «/start {token}» in the chat on the page"
    bot = telegram(settings, settings.bot_api)
    try:
        return await link(bot, token) or f"send «/start {token}» to your bot"
    finally:
        await bot.session.close()


async def check(settings: Settings, _: argparse.Namespace) -> int:
    """One line for each part; 1 when something is missing."""
    found = await findings(settings)
    for finding in found:
        print(f"{'✓' if finding.ok else '✗'} {finding.name}: {finding.detail}")
    return 0 if all(finding.ok for finding in found) else 1


async def migrate(settings: Settings, _: argparse.Namespace) -> int:
    """Also done at every start."""
    async with services(settings):
        print("The database is up to date.")
    return 0


async def invite(settings: Settings, asked: argparse.Namespace) -> int:
    """The token is printed for whoever sits at the terminal, and logged nowhere."""
    async with services(settings) as use:
        company_id, name = await use.directory.company(asked.company)
        token = await use.people.invite(company_id, Role.ADMIN)
    print(f"Makes an administrator of {name}, once, within 24 hours: {await _link(settings, token)}")
    return 0


async def import_company(settings: Settings, asked: argparse.Namespace) -> int:
    """The same file twice changes nothing the second time."""
    async with services(settings) as use:
        result = await use.companies.import_yaml(asked.file.read_text("utf-8"), asked.file.name)
    print("\n".join(result.changes) or f"{result.company_key}: the PBX is as the file says already.")
    return 0


async def export_company(settings: Settings, asked: argparse.Namespace) -> int:
    """To standard output."""
    async with services(settings) as use:
        print(await use.companies.export_yaml(asked.company), end="")
    return 0


async def pay_company(settings: Settings, asked: argparse.Namespace) -> int:
    """Without a note every payment is a new one."""
    try:
        amount = kopecks(asked.rubles)
    except ValueError as error:
        raise Refused(
            "“{amount}” is no amount of money: write rubles, such as 1500 or 23.33.", amount=asked.rubles
        ) from error
    async with services(settings) as use:
        balance = await use.billing.pay(asked.company, amount, asked.note or f"paid at {datetime.now(UTC):%F %T.%f}")
    rubles, rest = split(abs(balance))
    print(f"Written down. Before today's fees the balance is {'-' if balance < 0 else ''}{rubles}.{rest:02} rubles.")
    return 0


if __name__ == "__main__":
    main()
