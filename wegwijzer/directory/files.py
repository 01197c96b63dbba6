"""The published register on disk: one file and its spare, replaced as a whole, that outlive databases."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from wegwijzer.directory.rules.register import EMPTY, DamagedRegister, Register, from_bytes, to_bytes

NAME = "register.gz"


class Published:
    """The folder of the published register and its spare copy.

    The spare is never older than the register itself: what was withdrawn stays withdrawn when one is damaged.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME
        self.spare = folder / f"spare.{NAME}"

    @contextmanager
    def alone(self) -> Iterator[None]:
        """While others wait who want to publish too, in whatever process."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        folder = os.open(self.path.parent, os.O_RDONLY)
        try:
            fcntl.flock(folder, fcntl.LOCK_EX)
            yield
        finally:
            os.close(folder)  # which lets the next one in

    def write(self, register: Register) -> None:
        """Whole or not at all: a reader never sees half a file. Raises `DamagedRegister`."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        data = to_bytes(register)
        from_bytes(data)  # what cannot be read is not published
        self._put(self.spare, data)
        self._put(self.path, data)
        self.path.with_name(f"before.{NAME}").unlink(missing_ok=True)  # older versions kept the last but one

    def _put(self, path: Path, data: bytes) -> None:
        new = path.with_name(f".{path.name}.{os.getpid()}.new")
        with new.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())  # one power cut may not harm both copies
        os.replace(new, path)

    def current(self) -> tuple[Register, list[str]]:
        """The register in use; when it is damaged or lost its spare copy. With what is wrong, in words.

        With problems and without schools none can be read; without either, none was ever published.
        """
        problems: list[str] = []
        if self.spare.exists() and not self.path.exists():
            problems.append(f"{self.path.name} is gone")
        for path in (self.path, self.spare):
            try:
                return from_bytes(path.read_bytes()), problems
            except FileNotFoundError:
                continue
            except (OSError, DamagedRegister) as error:
                problems.append(f"{path.name}: {error}")
        return EMPTY, problems

    def stamp(self) -> int:
        """Changes when another register is published."""
        try:
            return self.path.stat().st_mtime_ns
        except OSError:
            return 0
