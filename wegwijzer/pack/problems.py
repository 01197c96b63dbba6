"""What is wrong in the pack, and where."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake. `file` is relative to the content folder; `line` counts from 1."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"
