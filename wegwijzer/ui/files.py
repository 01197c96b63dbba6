"""The built files by their address, which holds a hash of what is in them."""

import hashlib
from functools import cache
from pathlib import Path

STATIC = Path(__file__).resolve().parent / "static"
TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}


@cache
def built_files() -> dict[str, tuple[str, bytes]]:
    """(type, content) by address. An address can be kept for ever."""
    files = {}
    for path in sorted(STATIC.glob("*")):
        if path.suffix in TYPES:
            content = path.read_bytes()
            name = f"/static/{path.stem}.{hashlib.sha256(content).hexdigest()[:10]}{path.suffix}"
            files[name] = (TYPES[path.suffix], content)
    return files


def address_of(stem: str, suffix: str) -> str:
    """The address of a built file; without it the pages still stand, unstyled, and `doctor` says so."""
    return next(
        (name for name in built_files() if name.startswith(f"/static/{stem}.") and name.endswith(suffix)),
        f"/static/{stem}{suffix}",
    )
