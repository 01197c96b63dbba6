"""The front of the site: published pages leave as ready bytes, before Django's request cycle begins.

A page is a pure function of edition and address, so it is rendered once and then handed out as it is, packed
or not. Nothing here touches the database, keeps an address of a visitor, or writes a line about a request.
Forms and the leave button go on to Django.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from wegwijzer.directory.files import Published
from wegwijzer.directory.rules.register import Register
from wegwijzer.directory.rules.search import SchoolSearch
from wegwijzer.signpost.editions import Shelf
from wegwijzer.signpost.facts import facts_on
from wegwijzer.signpost.finder.embedder import installed
from wegwijzer.signpost.finder.find import Finder
from wegwijzer.signpost.finder.model import DamagedModel
from wegwijzer.signpost.pages.frame import Installation, Page, Redirect
from wegwijzer.signpost.pages.opening import pages_change_at
from wegwijzer.signpost.pages.routing import page_at
from wegwijzer.signpost.rules.edition import Edition
from wegwijzer.site import clock, rendering
from wegwijzer.site.api import everywhere
from wegwijzer.site.faults import tell_where
from wegwijzer.site.jobs import every_hour
from wegwijzer.site.middleware import SECURITY, WENT_WRONG
from wegwijzer.site.ready import Ready, Shelved, ready
from wegwijzer.ui.files import built_files

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

KEPT_BYTES = 32 * 1024 * 1024  # rendered pages in memory
LARGEST_FORM = 512 * 1024  # bytes; far more than a form of ours, and little enough to stay off the disk
LOOK_AGAIN = 2.0  # seconds between looks for what was published
FOR_EVER = {"Cache-Control": "public, max-age=31536000, immutable", "X-Content-Type-Options": "nosniff"}
HTML, TEXT = "text/html; charset=utf-8", "text/plain; charset=utf-8"
DJANGO = ("/weg", "/werk", "/.well-known/security.txt", "/robots.txt")
TOO_LARGE = "Dit is te veel om te lezen. Ga terug en probeer het korter. Is er gevaar? Bel 112."

log = logging.getLogger("wegwijzer.front")


@dataclass(frozen=True)
class InUse:
    """Everything that pages are made of. `stamps`: of the edition and the register that were looked at."""

    stamps: tuple[int, int]
    edition: Edition | None
    finder: Finder | None
    search: SchoolSearch
    installation: Installation
    changes_at: datetime | None


class Front:
    """The ASGI application: ready pages here, all else in Django."""

    def __init__(self, django: App, shelf: Shelf, published: Published) -> None:
        self.django, self.shelf, self.published = django, shelf, published
        files = built_files().items()
        self.files = {name: ready(200, kind, body, FOR_EVER) for name, (kind, body) in files}
        self.installation = rendering.installation()
        self.pages = Shelved(KEPT_BYTES)
        self.making: dict[str, asyncio.Task[Ready]] = {}
        self.too_large = ready(413, TEXT, TOO_LARGE.encode())
        self.too_large_data = everywhere.too_large()
        self.not_so = ready(405, TEXT, b"", {**SECURITY, "Allow": "GET, HEAD, POST"})
        self.broken = ready(500, TEXT, WENT_WRONG.encode())
        self.edition: Edition | None = None
        self.changes_at: datetime | None = None
        self.finder: Finder | None = None
        self.search = SchoolSearch(self.installation.register)
        self.schools_lost = False  # a register was published, and neither it nor its spare can be read
        self.stamps = (0, 0)
        self.look()

    @property
    def register(self) -> Register:
        """The schools in use."""
        return self.installation.register

    def look(self) -> None:
        """Bring into use what is published now, at once."""
        self.use(self._looked())

    def _looked(self) -> "InUse":
        """What is to be in use now. Takes a second, touches nothing of what is in use.

        What cannot be read is told and left: the last good edition and register stay.
        """
        stamps = (self.shelf.stamp(), self.published.stamp())
        edition, finder, register, search = self.edition, self.finder, self.register, self.search
        if stamps[0] != self.stamps[0] or edition is None:
            found, problems = self.shelf.current()
            _tell(problems)
            if found is not None and found is not edition:
                edition, finder = found, self._finder_of(found)
        if stamps[1] != self.stamps[1]:
            other, problems = self.published.current()
            _tell(problems)
            if not register.schools or (other.schools and not problems):
                register, search = other, SchoolSearch(other)
            self.schools_lost = bool(problems) and not register.schools
        return self.in_use(stamps, edition, finder, register, search)

    def in_use(
        self,
        stamps: tuple[int, int],
        edition: Edition | None,
        finder: Finder | None,
        register: Register,
        search: SchoolSearch,
    ) -> InUse:
        """Everything that follows from an edition and a register at this moment."""
        moment = clock.now()
        installation, changes_at = replace(self.installation, register=register), None
        if edition is not None:
            facts = facts_on(edition, register, moment.date())
            installation = replace(installation, standing=facts.standing)
            changes_at = pages_change_at(facts, moment)
        return InUse(stamps, edition, finder, search, installation, changes_at)

    def use(self, new: "InUse") -> None:
        """Swap, and forget every page. Only ever on the event loop, so that no page is kept that is old."""
        self.stamps, self.edition, self.finder, self.search = new.stamps, new.edition, new.finder, new.search
        self.installation, self.changes_at = new.installation, new.changes_at
        self.pages.clear()

    def _finder_of(self, edition: Edition) -> Finder | None:
        """Without what it learned there is no finder, and the questions go on."""
        same = self.finder and self.finder.model.digest == edition.learned
        try:
            model = self.finder.model if self.finder and same else self.shelf.model(edition)
            finder = Finder(edition, model, installed())
            finder.warm_up()
        except DamagedModel as error:
            log.error(str(error))
        except Exception as error:  # whatever it is, the rest of the site goes on
            tell_where("the finder could not be made ready", error)
        else:
            return finder
        return None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._lifespan(receive, send)
        elif scope["type"] != "http":
            return
        elif everywhere.is_api(scope["path"]):
            await self._form(everywhere.readable(scope), receive, send)
        elif scope["method"] not in ("GET", "HEAD", "POST"):
            await self._send(self.not_so, scope, send)
        elif scope["method"] == "POST" or scope["path"] in DJANGO or self._is_work(scope) or not self.edition:
            await self._form(scope, receive, send)
        else:
            await self._page(scope, send)

    @staticmethod
    def _is_work(scope: Scope) -> bool:
        return bool(scope["path"].startswith("/werk/"))

    async def _page(self, scope: Scope, send: Send) -> None:
        path = scope["path"]
        try:
            answer = self.pages.get(path) or self.files.get(path) or await self._made(path)
        except Exception as error:
            tell_where("a page could not be made", error)
            answer = self.broken
        await self._send(answer, scope, send)

    async def _send(self, answer: Ready, scope: Scope, send: Send) -> None:
        accepted = next((value for name, value in scope["headers"] if name == b"accept-encoding"), b"")
        start, body = answer.for_client(accepted)
        await send(start)
        await send({**body, "body": b""} if scope["method"] == "HEAD" else body)

    async def _made(self, path: str) -> Ready:
        """A page that nobody asked for yet. Whoever asks while it is being made waits for the same one."""
        if path not in self.making:
            task = self.making[path] = asyncio.create_task(self._make(path))
            task.add_done_callback(lambda _: self.making.pop(path, None))
        return await asyncio.shield(self.making[path])

    async def _make(self, path: str) -> Ready:
        edition, installation = self.edition, self.installation
        if edition is None:
            raise RuntimeError("no edition is published")
        page = await asyncio.to_thread(page_at, edition, installation, path, rendering.draw_qr, clock.now())
        if isinstance(page, Redirect):
            # A school that is not known now may be known tomorrow, so that way is not learned by heart.
            status = 308 if page.for_good else 307
            return ready(status, TEXT, b"", {**SECURITY, "Location": page.to})
        # All unknown addresses share one answer per language; there are too many of them to keep.
        kept_as = path if page.status == 200 else f"{page.status} {page.language}"
        answer = self.pages.get(kept_as)
        if answer is None:
            answer = await asyncio.to_thread(_drawn, page)
            if edition is self.edition and installation is self.installation:
                self.pages.keep(kept_as, answer)
        return answer

    async def _form(self, scope: Scope, receive: Receive, send: Send) -> None:
        """On to Django, with the whole form in memory: what people type never touches the disk."""
        form = b""
        more = True
        while more:
            message = await receive()
            if message["type"] != "http.request":
                return
            form += message.get("body", b"")
            more = message.get("more_body", False)
            if len(form) > LARGEST_FORM:
                data = everywhere.is_api(scope["path"])
                await self._send(self.too_large_data if data else self.too_large, scope, send)
                return
        await self.django(scope, _once(form, receive), send)

    async def _lifespan(self, receive: Receive, send: Send) -> None:
        watchers: list[asyncio.Task[None]] = []
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                watchers = [asyncio.create_task(work) for work in (self._watch(), every_hour())]
                await send({"type": "lifespan.startup.complete"})
            else:
                for watcher in watchers:
                    watcher.cancel()
                await send({"type": "lifespan.shutdown.complete"})
                return

    async def _watch(self) -> None:
        """Take up what is newly published without a restart, and keep "nu open" true."""
        while True:
            await asyncio.sleep(LOOK_AGAIN)
            try:
                published = (self.shelf.stamp(), self.published.stamp())
                if published != self.stamps or (self.changes_at and clock.now() >= self.changes_at):
                    self.use(await asyncio.to_thread(self._looked))
            except Exception as error:
                tell_where("what was published could not be taken up", error)  # what is in use stays


def _tell(problems: list[str]) -> None:
    for problem in problems:
        log.error(problem)


def _drawn(page: Page) -> Ready:
    return ready(page.status, HTML, rendering.render(page))


def _once(form: bytes, receive: Receive) -> Receive:
    """What Django reads instead of the wire: the form in one piece, then whatever comes after it."""
    pieces = [{"type": "http.request", "body": form, "more_body": False}]

    async def next_message() -> MutableMapping[str, Any]:
        return pieces.pop() if pieces else await receive()

    return next_message
