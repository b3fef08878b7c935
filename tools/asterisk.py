"""The private test Asterisk and SIPp, without root: `python -m tools.asterisk` (`make asterisk`) prints where they are.

Nothing is installed: the packages of a release that has Asterisk 22 are taken through the machine's own apt and mirror,
with an apt state of our own, unpacked into a folder of the user's cache, and run there through their own `ld.so`, so
that the machine's release does not matter. A second run finds the stamp and does nothing.
"""

import fcntl
import hashlib
import os
import platform
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

PACKAGES = ("base-files", "asterisk", "asterisk-mp3", "sip-tester")
LEFT_OUT = ("usr/share/doc", "usr/share/man", "usr/share/locale", "usr/share/perl*", "usr/lib/python3*", "etc/asterisk")
PROGRAMS = {"asterisk": "usr/sbin/asterisk", "sipp": "usr/bin/sipp"}


@dataclass(frozen=True, slots=True)
class Release:
    """A release with Asterisk 22, whatever release the machine itself runs."""

    suite: str
    components: str
    keyring: str


RELEASES = {
    "Debian": Release("forky", "main", "/usr/share/keyrings/debian-archive-keyring.gpg"),
    "Ubuntu": Release("resolute", "main universe", "/usr/share/keyrings/ubuntu-archive-keyring.gpg"),
}


@dataclass(frozen=True, slots=True)
class Machine:
    """Where a processor's packages keep the dynamic loader and the libraries."""

    loader: str
    libraries: str


MACHINES = {
    "x86_64": Machine("usr/lib64/ld-linux-x86-64.so.2", "usr/lib/x86_64-linux-gnu"),
    "aarch64": Machine("usr/lib/ld-linux-aarch64.so.1", "usr/lib/aarch64-linux-gnu"),
}


class CannotBring(Exception):
    """The private Asterisk cannot be had on this machine; the text says why."""


def place() -> Path:
    """The folder of the tree that this recipe makes, whether it is there or not."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    recipe = Path(__file__).read_bytes() + platform.machine().encode()
    return cache / "gudok" / "asterisk" / hashlib.sha256(recipe).hexdigest()[:12]


def installed() -> Path | None:
    """The tree, or None when `bring` has not been run."""
    return place() if place().is_dir() else None


def bring() -> Path:
    """Make the tree unless it is there. `CannotBring` when this machine can't."""
    tree = place()
    tree.parent.mkdir(parents=True, exist_ok=True)
    with (tree.parent / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if tree.is_dir():
            return tree
        with TemporaryDirectory(dir=tree.parent, prefix="making-") as folder:
            made = Path(folder) / "tree"
            unpack(download(Path(folder), tree.parent / "packages"), made)
            finish(made)
            made.rename(tree)
    return tree


def download(folder: Path, packages: Path) -> list[Path]:
    """The closure of `PACKAGES`, base-files first (it lays the links of /lib64)."""
    options = apt_options(folder, packages)
    print("Fetching the package list of the release that has Asterisk ...", flush=True)
    run("apt-get", *options, "-qq", "update")
    print("Fetching 110 MB of packages (kept for the next time) ...", flush=True)
    run("apt-get", *options, "-qq", "--yes", "--download-only", "install", *PACKAGES)
    planned = run("apt-get", *options, "-qq", "--simulate", "install", *PACKAGES)
    chosen = {line.split()[1] for line in planned.splitlines() if line.startswith("Inst ")}
    files = newest(packages, chosen)
    return sorted(files, key=lambda deb: not deb.name.startswith("base-files_"))


def newest(packages: Path, chosen: set[str]) -> list[Path]:
    """Of each chosen package the file that was fetched last: older ones stay behind after an update of the release."""
    files: dict[str, Path] = {}
    for deb in sorted(packages.glob("*.deb"), key=lambda file: file.stat().st_mtime):
        name = deb.name.partition("_")[0]
        if name in chosen:
            files[name] = deb
    return list(files.values())


def apt_options(folder: Path, packages: Path) -> list[str]:
    """An apt state of our own: an empty list of installed packages, so that the whole closure is computed."""
    for name in ("state/lists/partial", "cache"):
        (folder / name).mkdir(parents=True)
    (packages / "partial").mkdir(parents=True, exist_ok=True)
    (folder / "status").touch()
    (folder / "sources.list").write_text(source_line())
    values = {
        "Dir::State": folder / "state",
        "Dir::State::status": folder / "status",
        "Dir::Cache": folder / "cache",
        "Dir::Cache::archives": packages,
        "Dir::Etc::sourcelist": folder / "sources.list",
        "Dir::Etc::sourceparts": "/dev/null",
        "Dir::Etc::preferences": "/dev/null",
        "Dir::Etc::preferencesparts": "/dev/null",
        "Acquire::Check-Valid-Until": "false",
        "Acquire::Languages": "none",
        "APT::Install-Recommends": "false",
        "APT::Sandbox::User": run("id", "-un").strip(),
        "Debug::NoLocking": "true",
    }
    return [part for key, value in values.items() for part in ("-o", f"{key}={value}")]


def source_line() -> str:
    """The mirror that the machine's own apt uses, with the suite that we want."""
    listed = run("apt-get", "indextargets", "--format", "$(ORIGIN) $(REPO_URI) $(CODENAME)", "Created-By: Packages")
    for line in listed.splitlines():
        origin, mirror, _ = line.split(" ", 2)
        if origin in RELEASES and "security" not in mirror:
            release = RELEASES[origin]
            signed = f"[signed-by={release.keyring}] " if Path(release.keyring).exists() else ""
            return f"deb {signed}{mirror} {release.suite} {release.components}\n"
    raise CannotBring("apt knows no mirror of Debian or Ubuntu; run `apt-get update` once")


def unpack(debs: list[Path], tree: Path) -> None:
    tree.mkdir()
    print(f"Unpacking {len(debs)} packages ...", flush=True)
    extract(debs[0], tree)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(lambda deb: extract(deb, tree), debs[1:]))


def extract(deb: Path, tree: Path) -> None:
    left_out = [f"--exclude=./{name}" for name in LEFT_OUT]
    with subprocess.Popen(["dpkg-deb", "--fsys-tarfile", deb], stdout=subprocess.PIPE) as archive:
        command = ["tar", "-x", "--keep-directory-symlink", "--no-same-owner", *left_out, "-C", tree]
        subprocess.run(command, stdin=archive.stdout, check=True)
    if archive.returncode:
        raise CannotBring(f"{deb.name} is damaged; delete it and try again")


def finish(tree: Path) -> None:
    """What installation scripts would have done, and a wrapper for each program."""
    sounds = tree / "usr/share/asterisk/sounds"
    (sounds / "en").unlink(missing_ok=True)
    (sounds / "en").symlink_to("en_US_f_Allison")
    machine = MACHINES[platform.machine()]
    (tree / "wrapped").mkdir()
    for name, program in PROGRAMS.items():
        wrapper = tree / "wrapped" / name
        wrapper.write_text(
            "#!/bin/sh\n"
            'tree=$(dirname "$(dirname "$(readlink -f "$0")")")\n'
            f'exec "$tree/{machine.loader}" --argv0 "$0" --library-path "$tree/{machine.libraries}" '
            f'"$tree/{program}" "$@"\n'
        )
        wrapper.chmod(0o755)
    run(str(tree / "wrapped" / "asterisk"), "-V")


def run(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "LC_ALL": "C.UTF-8"})
    if done.returncode:
        reason = (done.stderr or done.stdout).strip().splitlines() or ["no reason given"]
        raise CannotBring(f"{Path(command[0]).name} failed: {reason[0]}")
    return done.stdout


def check_machine() -> None:
    """`CannotBring` where the recipe has no chance."""
    missing = [tool for tool in ("apt-get", "dpkg-deb", "tar") if not shutil.which(tool)]
    if platform.system() != "Linux" or missing:
        raise CannotBring("this needs Debian or Ubuntu")
    if platform.machine() not in MACHINES:
        raise CannotBring(f"there is no recipe for the processor {platform.machine()}")


def main() -> None:
    try:
        check_machine()
        print(bring() / "wrapped")
    except CannotBring as why:
        sys.exit(f"No private Asterisk: {why}.")


if __name__ == "__main__":
    main()
