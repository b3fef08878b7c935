"""Private Asterisks for tests: the files of deploy/asterisk in run folders of their own, loopback, free ports."""

import asyncio
import shutil
import socket
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import mkdtemp

from tools import asterisk

KIT = Path(__file__).parents[2] / "deploy" / "asterisk"
PASSWORD = "private"
DIRECTORIES = ("etc/local", "lib", "db", "run", "log", "spool/recording", "cache", "agi", "keys")


def free_port(kind: socket.SocketKind) -> int:
    with closing(socket.socket(socket.AF_INET, kind)) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass
class PrivateAsterisk:
    """One Asterisk. `phones` (0: not registered) and `trunk` are UDP ports of its telephones and its operator."""

    media_url: str
    phones: dict[str, int]
    trunk: int
    folder: Path = field(default_factory=lambda: Path(mkdtemp(prefix="ga")))
    http_port: int = field(default_factory=lambda: free_port(socket.SOCK_STREAM))
    sip_port: int = field(default_factory=lambda: free_port(socket.SOCK_DGRAM))
    process: asyncio.subprocess.Process | None = None

    @property
    def url(self) -> str:
        return f"http://gudok:{PASSWORD}@127.0.0.1:{self.http_port}"

    @property
    def recordings(self) -> Path:
        return self.folder / "spool" / "recording" / "gudok"

    def configure(self) -> None:
        """Write the run folder: the kit as it is, and the few values that it leaves to its user."""
        for name in DIRECTORIES:
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        etc = self.folder / "etc"
        for file in KIT.glob("*.conf"):
            shutil.copy(file, etc)
        (etc / "asterisk.conf").write_text(asterisk_conf(self.folder, tree()))
        for name, text in self.local_values().items():
            (etc / "local" / name).write_text(text)

    def local_values(self) -> dict[str, str]:
        return {
            "ari.conf": f"[gudok]\ntype = user\npassword = {PASSWORD}\n",
            "http.conf": f"bindport = {self.http_port}\n",
            "extconfig.conf": (
                f"musiconhold => curl,{self.media_url}/moh\nmusiconhold_entry => curl,{self.media_url}/moh-entry\n"
            ),
            "pjsip.conf": pjsip_conf(self.sip_port, self.phones, self.trunk),
        }

    async def start(self) -> None:
        """Run it; returns when ARI answers."""
        wrapped = tree() / "wrapped" / "asterisk"
        log = (self.folder / "log" / "console").open("ab")
        with closing(log):
            self.process = await asyncio.create_subprocess_exec(
                wrapped, "-f", "-C", self.folder / "etc" / "asterisk.conf", stdout=log, stderr=log
            )
        async with asyncio.timeout(20):
            await self._answering()

    async def _answering(self) -> None:
        control = self.folder / "run" / "asterisk.ctl"
        while not (control.exists() and await self.cli("core waitfullybooted")):
            assert self.process is not None
            assert self.process.returncode is None, (self.folder / "log" / "console").read_text()
            await asyncio.sleep(0.02)

    async def cli(self, command: str) -> str:
        """What the console answers to a command; "" when it is not there."""
        wrapped = tree() / "wrapped" / "asterisk"
        asked = await asyncio.create_subprocess_exec(
            wrapped,
            "-C",
            self.folder / "etc" / "asterisk.conf",
            "-rx",
            command,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
        )
        answer, _ = await asked.communicate()
        return "" if asked.returncode else answer.decode()

    async def kill(self) -> None:
        """As a power cut does; `start` brings it back with the same ports and database."""
        if self.process and self.process.returncode is None:
            self.process.kill()
            await self.process.wait()
        (self.folder / "run" / "asterisk.ctl").unlink(missing_ok=True)

    async def stop(self) -> None:
        await self.kill()
        shutil.rmtree(self.folder)


def tree() -> Path:
    found = asterisk.installed()
    assert found is not None, "`make asterisk` has not been run"
    return found


def asterisk_conf(folder: Path, tree: Path) -> str:
    """Programs and sounds of the tree, everything else in the run folder. `cache` is short: asterisk#444."""
    libraries = next(tree.glob("usr/lib/*/asterisk/modules"))
    return f"""[directories]
astetcdir => {folder}/etc
astmoddir => {libraries}
astvarlibdir => {folder}/lib
astdbdir => {folder}/db
astkeydir => {folder}/keys
astdatadir => {tree}/usr/share/asterisk
astagidir => {folder}/agi
astspooldir => {folder}/spool
astrundir => {folder}/run
astlogdir => {folder}/log
astsbindir => {tree}/usr/sbin
astcachedir => {folder}/cache

[options]
verbose = 3
nocolor = yes
documentation_language = en_US
"""


def pjsip_conf(sip_port: int, phones: dict[str, int], trunk: int) -> str:
    loopback = "media_address = 127.0.0.1\nbind_rtp_to_media_address = yes\n"
    sections = [f"[udp]\ntype = transport\nprotocol = udp\nbind = 127.0.0.1:{sip_port}\n"]
    for number, port in phones.items():
        sections.append(f"[{number}](gudok-phone)\naors = {number}\n{loopback}")
        contact = f"contact = sip:{number}@127.0.0.1:{port}\n" if port else ""
        sections.append(f"[{number}]\ntype = aor\n{contact}")
    sections.append(f"[trunk](gudok-trunk)\naors = trunk\n{loopback}")
    sections.append(f"[trunk]\ntype = aor\ncontact = sip:127.0.0.1:{trunk}\n")
    sections.append("[trunk]\ntype = identify\nendpoint = trunk\nmatch = 127.0.0.1\n")
    return "\n".join(sections)
