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
        new = self.path.with_name(f".{NAME}.{os.getpid()}.new")
        data = to_bytes(register)
        from_bytes(data)  # what cannot be read is not published
        new.write_bytes(data)
        if self.path.exists():
            os.replace(self.path, self.before)
        os.replace(new, self.path)

    def current(self) -> tuple[Register, list[str]]:
        """The register in use; when it is damaged the one before it. With what is wrong, in words."""
        problems: list[str] = []
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
