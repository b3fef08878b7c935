"""A Bot API server that does everything it is asked and does nothing. Prints its address."""

import asyncio

from aiohttp import web

MESSAGE = {"message_id": 7, "date": 1, "chat": {"id": 1, "type": "private"}, "text": "Options"}


async def _yes(request: web.Request) -> web.Response:
    await request.read()
    edited = request.path.endswith(("editMessageText", "sendMessage"))
    return web.json_response({"ok": True, "result": MESSAGE if edited else True})


async def _serve() -> None:
    site = web.Application()
    site.router.add_post("/{token}/{method}", _yes)
    runner = web.AppRunner(site, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    print(f"http://127.0.0.1:{runner.addresses[0][1]}", flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(_serve())
