"""The published register on disk: one file, replaced as a whole, that outlives every database."""

import os
from pathlib import Path

from wegwijzer.directory.rules.register import EMPTY, DamagedRegister, Register, from_bytes, to_bytes

NAME = "register.gz"


class Published:
    """The folder of the published register, with the one before it."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME
        self.before = folder / f"before.{NAME}"

    def write(self, register: Register) -> None:
        """Whole or not at all: a reader never sees half a file. Raises `DamagedRegister`."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        data = to_bytes(register)
        from_bytes(data)  # what cannot be read is not published
        if self.path.exists():  # a copy: there is no moment without a register, and none with an older one
            self._put(self.before, self.path.read_bytes())
        self._put(self.path, data)

    def _put(self, path: Path, data: bytes) -> None:
        new = path.with_name(f".{path.name}.{os.getpid()}.new")
        new.write_bytes(data)
        os.replace(new, path)

    def current(self) -> tuple[Register, list[str]]:
        """The register in use; when it is damaged or lost the one before it. With what is wrong, in words."""
        problems: list[str] = []
        if self.before.exists() and not self.path.exists():
            problems.append(f"{self.path.name} is gone; the one before it may show what was withdrawn since")
        for path in (self.path, self.before):
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
