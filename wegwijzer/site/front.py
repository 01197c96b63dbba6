"""The front of the site: published pages leave as ready bytes, before Django's request cycle begins.

A page is a pure function of edition and address, so it is rendered once and then handed out as it is, packed
or not. Nothing here touches the database, keeps an address of a visitor, or writes a line about a request.
Forms and the leave button go on to Django.
"""

import asyncio
import gzip
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from typing import Any

import brotli

from wegwijzer.signpost.editions import Shelf
from wegwijzer.signpost.pages.frame import Redirect
from wegwijzer.signpost.pages.routing import page_at
from wegwijzer.signpost.rules.edition import Edition
from wegwijzer.site import rendering
from wegwijzer.site.middleware import SECURITY

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

KEPT_BYTES = 32 * 1024 * 1024  # rendered pages in memory; the least used go first
LOOK_AGAIN = 2.0  # seconds between looks for a newly published edition
FOR_EVER = {"Cache-Control": "public, max-age=31536000, immutable", "X-Content-Type-Options": "nosniff"}
DJANGO = ("/weg", "/.well-known/", "/robots.txt")

log = logging.getLogger("wegwijzer.front")


@dataclass(frozen=True, slots=True)
class Ready:
    """An answer, ready to be sent: start and body messages per encoding."""

    plain: tuple[dict[str, Any], dict[str, Any]]
    gzip: tuple[dict[str, Any], dict[str, Any]]
    br: tuple[dict[str, Any], dict[str, Any]]
    size: int


def ready(status: int, kind: str, body: bytes, headers: dict[str, str] | None = None) -> Ready:
    """Pack once, send often.

    Nothing secret is mixed with what a visitor typed, so packing tells nobody anything.
    """
    base = [(name.lower().encode(), value.encode()) for name, value in (headers or dict(SECURITY)).items()]
    base += [(b"content-type", kind.encode()), (b"vary", b"accept-encoding")]

    def messages(content: bytes, encoding: bytes = b"") -> tuple[dict[str, Any], dict[str, Any]]:
        found = [*base, (b"content-length", str(len(content)).encode())]
        if encoding:
            found.append((b"content-encoding", encoding))
        start = {"type": "http.response.start", "status": status, "headers": found}
        return start, {"type": "http.response.body", "body": content}

    packed, smallest = gzip.compress(body, 6, mtime=0), brotli.compress(body, quality=5)
    return Ready(
        messages(body),
        messages(packed, b"gzip"),
        messages(smallest, b"br"),
        len(body) + len(packed) + len(smallest),
    )


class Front:
    """The ASGI application: ready pages here, all else in Django."""

    def __init__(self, django: App, shelf: Shelf) -> None:
        self.django, self.shelf = django, shelf
        self.files = {
            name: ready(200, kind, body, FOR_EVER) for name, (kind, body) in rendering.built_files().items()
        }
        self.installation = rendering.installation()
        self.pages: OrderedDict[str, Ready] = OrderedDict()
        self.kept = 0
        self.edition: Edition | None = None
        self.stamp = -1
        self.load()

    def load(self) -> None:
        """Take up the published edition.

        A damaged one is told in the log, and the last good one stays in use.
        """
        self.stamp = self.shelf.stamp()
        edition, problems = self.shelf.current()
        for problem in problems:
            log.error(problem)
        if edition is not None and (self.edition is None or edition.hash != self.edition.hash):
            self.edition = edition
            self.pages.clear()
            self.kept = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._lifespan(receive, send)
        elif scope["type"] != "http":
            return
        elif scope["method"] in ("GET", "HEAD") and self.edition and not scope["path"].startswith(DJANGO):
            await self._page(scope, send)
        else:
            await self.django(scope, receive, send)

    async def _page(self, scope: Scope, send: Send) -> None:
        path = scope["path"]
        answer = self.pages.get(path) or self.files.get(path)
        if answer is None:
            answer = await asyncio.get_running_loop().run_in_executor(None, self.render, path)
        accepted = b""
        for name, value in scope["headers"]:
            if name == b"accept-encoding":
                accepted = value
                break
        start, body = answer.br if b"br" in accepted else answer.gzip if b"gzip" in accepted else answer.plain
        await send(start)
        await send(body if scope["method"] == "GET" else {**body, "body": b""})

    def render(self, path: str) -> Ready:
        """Make the answer for an address, and keep it when it is a page that exists."""
        edition = self.edition
        if edition is None:
            raise RuntimeError("no edition is published")
        page = page_at(edition, self.installation, path, rendering.draw_qr)
        if isinstance(page, Redirect):
            return ready(308, "text/plain; charset=utf-8", b"", {**SECURITY, "Location": page.to})
        answer = ready(page.status, "text/html; charset=utf-8", rendering.render(page))
        if page.status == 200 and edition is self.edition:
            self._keep(path, answer)
        return answer

    def _keep(self, path: str, answer: Ready) -> None:
        before = self.pages.pop(path, None)
        self.kept += answer.size - (before.size if before else 0)
        self.pages[path] = answer
        while self.kept > KEPT_BYTES:
            _, oldest = self.pages.popitem(last=False)
            self.kept -= oldest.size

    async def _lifespan(self, receive: Receive, send: Send) -> None:
        watcher: asyncio.Task[None] | None = None
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                watcher = asyncio.create_task(self._watch())
                await send({"type": "lifespan.startup.complete"})
            else:
                if watcher:
                    watcher.cancel()
                await send({"type": "lifespan.shutdown.complete"})
                return

    async def _watch(self) -> None:
        """Take up a newly published edition without a restart."""
        loop = asyncio.get_running_loop()
        while True:
            await asyncio.sleep(LOOK_AGAIN)
            if self.shelf.stamp() != self.stamp:
                await loop.run_in_executor(None, self.load)
