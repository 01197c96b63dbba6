"""Fetching an open file from its public address, in parts: what was fetched before a break is kept."""

import hashlib
import json
import re
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from email.message import Message
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from pathlib import Path
from typing import IO, Any
from urllib.parse import unquote, urldefrag, urlsplit

LARGEST = 200 * 1024 * 1024  # bytes
TRIES = 5  # in a row that bring nothing new
MOST_TRIES = 50  # in all: a server that cannot go on may break off a little further each time, for ever
SECONDS = 30  # of silence
AT_ONCE = 64 * 1024  # bytes
_DATED = re.compile(r"(?<!\d)20\d\d(?!\d)|(?<!\d)20\d{6}(?!\d)")

Progress = Callable[[int, int], None]  # bytes so far, and of how many; 0 when the server does not say


class DownloadFailed(RuntimeError):
    """In plain words, with the address. What was fetched is kept for the next time."""


@dataclass(frozen=True)
class Fetched:
    """A file on disk, and its address without what stands behind #."""

    path: Path
    url: str


def fetch(address: str, folder: Path, *, largest: int = LARGEST, progress: Progress | None = None) -> Fetched:
    """Fetch an address into a folder. `#sha256=...` behind the address is what the file must have.

    The name gets the day on which the server says the file was changed, unless it has a year already. Raises
    `DownloadFailed`.
    """
    url, expected = _checked(address)
    folder.mkdir(parents=True, exist_ok=True)
    part = _Part(folder / f".{hashlib.sha256(url.encode()).hexdigest()[:16]}.part", url, largest)
    done = _until_whole(part, progress)
    digest = _sha256(part.path)
    if expected and digest != expected:
        part.forget()
        raise DownloadFailed(f"{url}: sha256 is {digest}, expected {expected}; the file was thrown away")
    target = folder / _name(url, done)
    part.path.replace(target)
    part.forget()
    return Fetched(target, url)


def _until_whole(part: "_Part", progress: Progress | None) -> Message:
    tries = 0
    for _ in range(MOST_TRIES):
        if done := _tried(part, progress):
            return done
        tries = 0 if part.grew else tries + 1
        if tries >= TRIES:
            break
    often = f"{TRIES} times in a row" if tries >= TRIES else f"{MOST_TRIES} times"
    raise DownloadFailed(
        f"{part.url}: the connection broke off after {part.size} bytes, {often}; "
        "call again to go on from there"
    )


def _checked(address: str) -> tuple[str, str]:
    url, behind = urldefrag(address)
    parts = urlsplit(url)
    if not _allowed(url):
        raise DownloadFailed(f"{url}: only https addresses are fetched")
    if parts.username or parts.password:
        raise DownloadFailed(f"{parts.hostname}: an address with a password in it is not fetched")
    if behind and not re.fullmatch(r"sha256=[0-9a-f]{64}", behind):
        raise DownloadFailed(f"{url}: behind # only sha256= and 64 digits can stand")
    return url, behind.removeprefix("sha256=")


def _allowed(url: str) -> bool:
    """https; without it only what never leaves this machine."""
    parts = urlsplit(url)
    return parts.scheme == "https" or (
        parts.scheme == "http" and parts.hostname in ("127.0.0.1", "localhost", "::1")
    )


class _OnlyAllowed(urllib.request.HTTPRedirectHandler):
    """A redirect leads to no address that would not be fetched itself."""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Any, newurl: str
    ) -> urllib.request.Request | None:
        if not _allowed(newurl):
            raise DownloadFailed(f"{req.full_url}: leads to an address without https")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


_OPENER = urllib.request.build_opener(_OnlyAllowed)


class _Part:
    """The part that is on disk, and by which mark of the server it can be gone on with."""

    def __init__(self, path: Path, url: str, largest: int) -> None:
        self.path = path
        self.mark = path.with_suffix(".mark")
        self.url = url
        self.largest = largest
        self.grew = False

    @property
    def size(self) -> int:
        return self.path.stat().st_size if self.path.exists() else 0

    def request(self) -> urllib.request.Request:
        """For the rest, when the server can tell that it is still the same file; else for the whole."""
        headers = {"Accept-Encoding": "identity", "User-Agent": "wegwijzer"}
        mark = self._mark()
        if self.size and mark:
            headers |= {"Range": f"bytes={self.size}-", "If-Range": mark}
        return urllib.request.Request(self.url, headers=headers)  # noqa: S310  # the scheme was looked at

    def _mark(self) -> str:
        try:
            return str(json.loads(self.mark.read_text("utf-8")))
        except (OSError, ValueError):
            return ""

    def begin(self, headers: Message) -> None:
        tag = headers["ETag"] or ""
        mark = tag if tag.startswith('"') else headers["Last-Modified"] or ""
        self.path.write_bytes(b"")
        self.mark.write_text(json.dumps(mark), "utf-8")

    def forget(self) -> None:
        self.path.unlink(missing_ok=True)
        self.mark.unlink(missing_ok=True)

    def too_large(self) -> DownloadFailed:
        self.forget()
        return DownloadFailed(f"{self.url}: larger than {self.largest // 1024 // 1024} MB, so not fetched")


def _tried(part: _Part, progress: Progress | None) -> Message | None:
    """One try; gives the headers when the file is whole, None when the connection broke off."""
    before = part.size
    try:
        with _OPENER.open(part.request(), timeout=SECONDS) as response:
            whole = _receive(response, part, progress)
            return response.headers if whole else None
    except urllib.error.HTTPError as error:
        if error.code == 416:  # the part is longer than the file
            part.forget()
            return None
        if error.code >= 500:
            return None
        raise DownloadFailed(f"{part.url}: the server answers {error.code} {error.reason}") from error
    except urllib.error.URLError as error:
        if before or part.size:
            return None
        raise DownloadFailed(f"{part.url}: cannot be reached ({error.reason})") from error
    except (HTTPException, OSError):
        return None
    finally:
        part.grew = part.size > before


def _receive(response: Any, part: _Part, progress: Progress | None) -> bool:
    if not (response.status == 206 and _from(response.headers) == part.size):
        part.begin(response.headers)
    size = part.size
    length = response.headers["Content-Length"]
    total = size + int(length) if length and length.isdigit() else 0
    if total > part.largest:
        raise part.too_large()
    with part.path.open("ab") as file:
        while chunk := response.read1(AT_ONCE):
            size += len(chunk)
            if size > part.largest:
                raise part.too_large()
            file.write(chunk)
            if progress:
                progress(size, total)
    return not total or size == total


def _from(headers: Message) -> int:
    found = re.match(r"bytes (\d+)-", headers["Content-Range"] or "")
    return int(found[1]) if found else -1


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _name(url: str, headers: Message) -> str:
    name = re.sub(r"[^\w.()-]", "-", unquote(urlsplit(url).path.rsplit("/", 1)[-1])).strip(".") or "file.csv"
    if _DATED.search(name):
        return name
    try:
        day = parsedate_to_datetime(headers["Last-Modified"]).date().isoformat()
    except (TypeError, ValueError):
        return name
    stem, dot, kind = name.rpartition(".")
    return f"{stem}.{day}{dot}{kind}" if dot else f"{name}.{day}"
