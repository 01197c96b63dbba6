"""Asks every address that is shown whether it is still there. Reports, and never takes anything away.

Off by default, since it asks machines of others. HEAD first, GET where HEAD is not understood; a page is
never read. No cookies, and nothing is sent but our name.
"""

import http.client
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urljoin, urlsplit

from wegwijzer.directory.rules.freshness import Fact

SECONDS = 5.0  # that a machine may be silent
AT_ONCE = 4
MOST_STEPS = 5  # from address to address
AGENT = "Wegwijzer link check"
FOR_GOOD = (301, 308)
ELSEWHERE = (301, 302, 303, 307, 308)
ASK_OTHERWISE = (400, 403, 404, 405, 501)  # answers to HEAD of machines that only know GET
NOT_TOLD = (401, 403, 408, 425, 429)  # it is there, and does not talk to programs
CONNECTIONS: Mapping[str, type[http.client.HTTPConnection]] = {
    "http": http.client.HTTPConnection,
    "https": http.client.HTTPSConnection,
}


class Found(StrEnum):
    GOOD = "good"
    MOVED = "moved"  # for good, to another address
    BROKEN = "broken"
    UNSURE = "unsure"  # a person has to look


@dataclass(frozen=True, slots=True)
class Link:
    """An address, and which facts of whom lean on it."""

    url: str
    used_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of asking. `detail`: the status or the error; `to`: where it moved."""

    link: Link
    found: Found
    detail: str
    to: str = ""


def links(facts: Iterable[Fact]) -> list[Link]:
    """Every https address once, in the order of the alphabet."""
    users: dict[str, dict[str, None]] = {}
    for fact in facts:
        for url in fact.links:
            users.setdefault(url, {})[f"{fact.about} {fact.id}"] = None
    return [Link(url, tuple(used_by)) for url, used_by in sorted(users.items())]


def check(asked: Iterable[Link]) -> list[Answer]:
    """Ask them all, a few at a time; the answers in the same order."""
    with ThreadPoolExecutor(max_workers=AT_ONCE) as pool:
        return list(pool.map(ask, asked))


def ask(link: Link) -> Answer:
    """Follow one address to where it ends."""
    url, for_good = link.url, True
    for _ in range(MOST_STEPS):
        try:
            status, to = _status(url)
        except (OSError, http.client.HTTPException, ValueError) as error:
            return Answer(link, Found.BROKEN, _plain(error))
        if status not in ELSEWHERE or not to:
            moved = url if url != link.url and for_good else ""
            return Answer(link, _meaning(status, bool(moved)), str(status), moved)
        url, for_good = urljoin(url, to), for_good and status in FOR_GOOD
    return Answer(link, Found.BROKEN, f"more than {MOST_STEPS} redirects")


def _meaning(status: int, moved: bool) -> Found:
    if status in NOT_TOLD or status >= 500:
        return Found.UNSURE
    if status >= 300:
        return Found.BROKEN
    return Found.MOVED if moved else Found.GOOD


def _status(url: str) -> tuple[int, str]:
    """The status of an address, and where it points on."""
    status, to = _request("HEAD", url)
    return _request("GET", url) if status in ASK_OTHERWISE else (status, to)


def _request(method: str, url: str) -> tuple[int, str]:
    parts = urlsplit(url)
    if parts.scheme not in CONNECTIONS or not parts.hostname:
        raise ValueError(f"not an address of a page: {url}")
    connection = CONNECTIONS[parts.scheme](parts.hostname, parts.port, timeout=SECONDS)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        connection.request(method, path, headers={"User-Agent": AGENT, "Accept": "text/html, */*"})
        answer = connection.getresponse()
        return answer.status, answer.getheader("Location") or ""
    finally:
        connection.close()


def _plain(error: Exception) -> str:
    return f"{type(error).__name__}: {error}".strip(": ")
