"""`python -m bot.local`: the local Telegram alone, so that it lives on while the bot is killed."""

import argparse
import asyncio
import logging
import sys
from pathlib import Path

from aiohttp import web

from bot.local.scene import Scene
from bot.local.server import build

SHUTDOWN = 1.0  # seconds that open sockets may hold the end up


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bot.local", description="A Bot API server of one's own.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8080, help="0: any free one")
    parser.add_argument("--state", type=Path, help="folder that keeps the chats; without it they end with the process")
    parser.add_argument("--token", required=True, help="as BotFather's: 42:abc")
    return parser.parse_args()


async def serve(host: str, port: int, state: Path | None, token: str) -> None:
    """Run until killed; the address is the one line of output."""
    runner = web.AppRunner(build(state, token, Scene()), access_log=None, shutdown_timeout=SHUTDOWN)
    await runner.setup()
    await web.TCPSite(runner, host, port).start()
    host, port = runner.addresses[0][:2]
    sys.stdout.write(f"http://{host}:{port}\n")
    sys.stdout.flush()
    try:
        await asyncio.Event().wait()
    finally:
        await runner.cleanup()


if __name__ == "__main__":
    given = arguments()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    asyncio.run(serve(given.host, given.port, given.state, given.token))
