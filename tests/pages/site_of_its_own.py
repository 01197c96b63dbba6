"""Sites that a test may break: each has a folder of its own and runs in a process of its own."""

import contextlib
import ctypes
import gzip
import json
import os
import shutil
import subprocess
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tests.running_site import WEGWIJZER, Site, free_port, wait_until_it_answers
from wegwijzer.signpost.rules.edition import to_bytes

PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH = 24, 1, 2


@dataclass(frozen=True)
class OwnSite:
    folder: Path
    environment: dict[str, str]
    url: str = ""

    @property
    def var(self) -> Path:
        return self.folder / "var"

    @property
    def editions(self) -> Path:
        return self.var / "editions"

    def edition_file(self, number: int) -> Path:
        return self.editions / f"{number:04}.edition.gz"

    def command(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [WEGWIJZER, *arguments], env=self.environment, capture_output=True, text=True, timeout=15
        )

    def asked(
        self, path: str, data: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> tuple[int, str]:
        """Status and text of an answer; a status that is an error is an answer too."""
        request = urllib.request.Request(self.url + path, data, dict(headers or {}))
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()

    def written(self) -> str:
        """All that the site wrote: its folder, its output, its temporary files."""
        found = [path for path in self.folder.rglob("*") if path.is_file() and path.suffix != ".gz"]
        return "\n".join(f"{path.name}\n{path.read_bytes().decode('latin-1')}" for path in found)


def own_site(site: Site, folder: Path, **environment: str) -> OwnSite:
    """The same edition and schools as the shared site, in a folder of its own."""
    (folder / "tmp").mkdir()
    for name in ("editions", "directory"):
        shutil.copytree(site.var / name, folder / "var" / name)
    own = {"WEGWIJZER_VAR": str(folder / "var"), "TMPDIR": str(folder / "tmp")}
    return OwnSite(folder, site.environment | own | environment)


@contextlib.contextmanager
def running(
    own: OwnSite, before: Callable[[], None] | None = None, program: tuple[str, ...] = (str(WEGWIJZER),)
) -> Iterator[OwnSite]:
    """`before` is done in the new process, before it becomes the site; `program` may be a sabotaged one."""
    port, log = free_port(), own.folder / "output.log"
    with log.open("a") as output:
        process = subprocess.Popen(
            [*program, "serve", "--port", str(port)],
            env=own.environment,
            stdout=output,
            stderr=subprocess.STDOUT,
            preexec_fn=before,
        )
        try:
            url = f"http://127.0.0.1:{port}"
            wait_until_it_answers(f"{url}/nood/", process, log)
            yield replace(own, url=url)
        finally:
            process.terminate()
            process.wait(timeout=10)


def obey_file_modes() -> None:
    """Even the administrator may then write only what the mode of a file allows."""
    if os.geteuid() == 0:
        libc = ctypes.CDLL(None, use_errno=True)
        for capability in (CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH):
            if libc.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0):
                os._exit(77)


def add_edition(own: OwnSite, number: int, change: Callable[[Any], None]) -> None:
    """A further edition on the shelf: the first one, with one change. Not published yet."""
    _, raw = gzip.decompress(own.edition_file(1).read_bytes()).split(b"\n", 1)
    body = json.loads(raw)
    change(body["content"])
    own.edition_file(number).write_bytes(gzip.compress(to_bytes(body, number, "2026-11-24"), 1))


def damage(path: Path) -> None:
    """One byte in the middle differs, as after a bad disk or half a copy."""
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
