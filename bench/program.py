"""Runs our own program, with settings of its own and a folder that is thrown away."""

import os
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

WEGWIJZER = str(Path(sys.executable).with_name("wegwijzer"))
_folder = tempfile.TemporaryDirectory(prefix="wegwijzer-bench-")


@cache
def environment() -> dict[str, str]:
    """As in production: nothing of the shell that started it, no debug mode."""
    editions = Path(_folder.name) / "editions"
    editions.mkdir(exist_ok=True)
    for model in (Path(__file__).parents[1] / "var" / "editions").glob("*.finder"):
        shutil.copy(model, editions)  # what was learned need not be learned again
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("WEGWIJZER_", "DJANGO_"))
    }
    return kept | {
        "WEGWIJZER_VAR": _folder.name,
        "WEGWIJZER_SECRET_KEY": "only-for-measuring-and-of-no-other-use",
    }


def wegwijzer(*arguments: str) -> str:
    done = subprocess.run([WEGWIJZER, *arguments], env=environment(), capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"wegwijzer {' '.join(arguments)}:\n{done.stdout}{done.stderr}")
    return done.stdout
