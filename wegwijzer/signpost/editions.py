"""Editions on disk: build, list, publish, roll back, load. Files and nothing else, so that they outlive every
database.

editions/0001.edition.gz    one file per edition, never changed
editions/0123abcd.finder    what the finder learned from the sentences with that hash; editions share it
editions/published          a line per publication: number and date; the last line is the edition in use
"""

import gc
import gzip
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wegwijzer.pack.load import Pack
from wegwijzer.signpost.finder import model as finder_model
from wegwijzer.signpost.finder.examples import Example, examples
from wegwijzer.signpost.finder.examples import digest as digest_of_examples
from wegwijzer.signpost.finder.model import DamagedModel, Model
from wegwijzer.signpost.names import short_names
from wegwijzer.signpost.policy import read_facets, read_policy
from wegwijzer.signpost.rules.compiling import Compiled, compile_policy
from wegwijzer.signpost.rules.edition import (
    DamagedEdition,
    Edition,
    body,
    digest,
    from_bytes,
    head_of,
    to_bytes,
)
from wegwijzer.signpost.rules.ladder import Policy
from wegwijzer.signpost.rules.proofs import Counterexample, prove

LEARNED = ("examples", "cues", "phrases")  # the finder learns from these; no page shows them


@dataclass(frozen=True)
class Build:
    """What came out of compiling a pack. `counterexamples` is empty when every promise holds."""

    policy: Policy
    compiled: Compiled
    counterexamples: list[Counterexample]
    body: dict[str, Any]
    check_seconds: float
    material: list[Example]

    @property
    def hash(self) -> str:
        return digest(self.body)

    @property
    def learned(self) -> str:
        """The hash of what the finder learns from."""
        return str(self.body["learned"])


def compile_pack(pack: Pack) -> Build:
    """Compile a pack without problems and prove its promises. Writes nothing."""
    policy, facets = read_policy(pack), read_facets(pack)
    begin = time.perf_counter()
    with _without_collector():
        compiled = compile_policy(policy, facets)
        counterexamples = prove(policy, compiled)
    seconds = time.perf_counter() - begin
    for kind in ("topic", "desk", "right"):
        short_names(kind, tuple(pack.all(kind)))
    settings = pack.get("pack", "pack")
    languages, emergency = tuple(settings["languages"]), tuple(settings["emergency_languages"])
    content = {language: _content(pack, language) for language in (*languages, *emergency)}
    material = examples(pack)
    whole = body(compiled, content, languages, emergency, digest_of_examples(material))
    return Build(policy, compiled, counterexamples, whole, seconds, material)


@contextmanager
def _without_collector() -> Iterator[None]:
    """Compiling makes a million small tuples and no cycles: a collector of cycles has nothing to find."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _content(pack: Pack, language: str) -> dict[str, dict[str, Any]]:
    kinds = pack.documents.get(language, {})
    return {
        kind: {id: document.data for id, document in files.items()}
        for kind, files in kinds.items()
        if kind not in LEARNED
    }


class Shelf:
    """The folder of editions."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.log = folder / "published"

    def _path(self, number: int) -> Path:
        return self.folder / f"{number:04}.edition.gz"

    def numbers(self) -> list[int]:
        names = (path.name.split(".")[0] for path in self.folder.glob("[0-9]*.edition.gz"))
        return sorted(int(name) for name in names if name.isascii() and name.isdigit())

    def published(self) -> list[int]:
        """The numbers that are or were in use, oldest first; the last one is in use.

        Publishing an earlier edition again takes back those that came after it: they are left out.
        """
        try:
            lines = self.log.read_text("utf-8", errors="replace").splitlines()
        except OSError:
            return []
        used: list[int] = []
        for line in lines:
            number = line.split(" ")[0]
            if number.isascii() and number.isdigit():
                used = used[: used.index(int(number))] if int(number) in used else used
                used.append(int(number))
        return used

    def add(self, build: Build, built: str) -> int:
        """Write a new edition and give its number."""
        self.folder.mkdir(parents=True, exist_ok=True)
        number = max(self.numbers(), default=0)
        while True:
            number += 1
            try:
                _write_once(self._path(number), gzip.compress(to_bytes(build.body, number, built), mtime=0))
                return number
            except FileExistsError:  # somebody else built at the same time
                continue

    def read(self, number: int) -> Edition:
        """Raises `DamagedEdition`, also when there is no such edition."""
        try:
            return from_bytes(gzip.decompress(self._path(number).read_bytes()))
        except FileNotFoundError as error:
            raise DamagedEdition(f"there is no edition {number}") from error
        except (OSError, EOFError, gzip.zlib.error) as error:  # type: ignore[attr-defined]  # gzip raises the errors of zlib
            raise DamagedEdition(f"edition {number} cannot be read: {type(error).__name__}") from error

    def head(self, number: int) -> dict[str, Any]:
        """Number, date and hash of an edition, without loading it. Raises `DamagedEdition`."""
        try:
            with gzip.open(self._path(number)) as file:
                return head_of(file.readline())
        except (OSError, EOFError, gzip.zlib.error) as error:  # type: ignore[attr-defined]  # the same
            raise DamagedEdition(f"edition {number} cannot be read: {type(error).__name__}") from error

    def publish(self, number: int, at: str) -> None:
        """Bring an edition into use.

        It is loaded first: what cannot be loaded is not published. Raises `DamagedEdition`.
        """
        self.read(number)
        before = self.log.read_bytes() if self.log.exists() else b""
        ended = b"" if before.endswith(b"\n") or not before else b"\n"
        _write(self.log, before + ended + f"{number} {at}\n".encode())

    def current(self) -> tuple[Edition | None, list[str]]:
        """The edition in use.

        When its file is damaged the last good one before it. With what is wrong, in words.
        """
        problems: list[str] = []
        for number in self._candidates():
            try:
                return self.read(number), problems
            except DamagedEdition as error:
                problems.append(f"edition {number}: {error}")
        return None, [*problems, "no edition is published"]

    def _candidates(self) -> Iterator[int]:
        return iter(dict.fromkeys(reversed(self.published())))

    def _model_path(self, learned: str) -> Path:
        return self.folder / f"{learned[:16]}.finder"

    def knows(self, learned: str, embedder: str) -> bool:
        """Whether the finder learned from the sentences with this hash; `embedder` is "" when any will do."""
        try:
            return embedder in ("", finder_model.made_by(self._raw_model(learned)))
        except DamagedModel:
            return False

    def made_by(self, edition: Edition) -> str:
        """The embedder that the finder of this edition learned with, "" for none. Raises `DamagedModel`."""
        return finder_model.made_by(self._raw_model(edition.learned))

    def _raw_model(self, learned: str) -> bytes:
        try:
            return self._model_path(learned).read_bytes()
        except OSError as error:
            raise DamagedModel("what the finder learned cannot be read") from error

    def keep(self, model: Model) -> None:
        """Write what the finder learned."""
        self.folder.mkdir(parents=True, exist_ok=True)
        _write(self._model_path(model.digest), finder_model.to_bytes(model))

    def model(self, edition: Edition) -> Model:
        """What the finder of this edition learned. Raises `DamagedModel`, also when it is not there."""
        model = finder_model.from_bytes(self._raw_model(edition.learned))
        if model.digest != edition.learned:
            raise DamagedModel("the finder learned from other sentences than those of this edition")
        return model

    def stamp(self) -> int:
        """Changes when another edition is published."""
        try:
            return self.log.stat().st_mtime_ns
        except OSError:
            return 0


def _write_once(path: Path, data: bytes) -> None:
    """Like `_write`, but raises `FileExistsError` instead of writing over what is there."""
    whole = path.with_name(f".{path.name}.{os.getpid()}.new")
    _write(whole, data)
    try:
        os.link(whole, path)
    finally:
        whole.unlink()


def _write(path: Path, data: bytes) -> None:
    """Whole or not at all: a reader never sees half a file."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    with temporary.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
