"""The published register on disk: one file and its spare, replaced as a whole, that outlive databases."""

import os
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

    def write(self, register: Register) -> None:
        """Whole or not at all: a reader never sees half a file. Raises `DamagedRegister`."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        data = to_bytes(register)
        from_bytes(data)  # what cannot be read is not published
        self._put(self.spare, data)
        self._put(self.path, data)

    def _put(self, path: Path, data: bytes) -> None:
        new = path.with_name(f".{path.name}.{os.getpid()}.new")
        new.write_bytes(data)
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
