"""Asks the real application, in this process: the front, and Django behind it.

An error is an error here and not a page that says so. What a web server would refuse to send is refused too.
"""

import asyncio
import gzip
import re
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from types import TracebackType
from typing import Any
from urllib.parse import unquote

import brotli

from tests.pages.reading import Reading

REFUSED = re.compile(rb"[\x00-\x08\x0a-\x1f\x7f]")
FORM = (("content-type", "application/x-www-form-urlencoded"),)

Headers = Iterable[tuple[str, str]]


class NotSent(AssertionError):
    """A web server does not send this header: the visitor would see an error."""


@dataclass(frozen=True)
class Answer:
    status: int
    headers: list[tuple[str, str]]
    body: bytes

    def header(self, name: str) -> str:
        found = [value for key, value in self.headers if key == name.lower()]
        assert len(found) <= 1, f"{name} is there {len(found)} times"
        return found[0] if found else ""

    @cached_property
    def content(self) -> bytes:
        """The body, unpacked."""
        unpack = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}
        return bytes(unpack[self.header("content-encoding")](self.body))

    @property
    def text(self) -> str:
        return self.content.decode()

    @cached_property
    def page(self) -> Reading:
        return Reading(self.content)


class Asking:
    """One application on a loop of its own; the thread of the test may be that of a browser."""

    def __init__(self, application: Any) -> None:
        self.application = application
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)

    def __enter__(self) -> "Asking":
        self.thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ):
        asyncio.run_coroutine_threadsafe(self.loop.shutdown_default_executor(), self.loop).result(10)
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(10)
        self.loop.close()

    def get(self, path: str, headers: Headers = ()) -> Answer:
        return self("GET", path, headers=headers)

    def post(self, path: str, body: bytes = b"", headers: Headers = FORM) -> Answer:
        return self("POST", path, headers=headers, body=body)

    def __call__(
        self, method: str, path: str, query: bytes = b"", headers: Headers = (), body: bytes = b""
    ) -> Answer:
        """`path` as it is written in an address: with %-signs."""
        return self.raw(method, unquote(path), query, headers, body)

    def raw(
        self, method: str, path: str, query: bytes = b"", headers: Headers = (), body: bytes = b""
    ) -> Answer:
        """`path` as a web server gives it: without %-signs."""
        return asyncio.run_coroutine_threadsafe(
            self._ask(method, path, query, headers, body), self.loop
        ).result(60)

    async def _ask(self, method: str, path: str, query: bytes, headers: Headers, body: bytes) -> Answer:
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": method,
            "scheme": "https",
            "path": path,
            "raw_path": path.encode("utf-8", "replace"),
            "root_path": "",
            "query_string": query,
            "headers": [(b"host", b"wegwijzer.example"), *_encoded(headers)],
            "client": ("192.0.2.77", 50000),
            "server": ("127.0.0.1", 8000),
        }
        asked = iter([{"type": "http.request", "body": body, "more_body": False}])
        sent: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            for message in asked:
                return message
            return await asyncio.Future()  # the visitor stays until the answer is there

        async def send(message: dict[str, Any]) -> None:
            sent.append(message)

        await self.application(scope, receive, send)
        return _answer(sent)


def _encoded(headers: Headers) -> list[tuple[bytes, bytes]]:
    return [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers]


def _answer(sent: list[dict[str, Any]]) -> Answer:
    start, *rest = sent
    for name, value in start["headers"]:
        if REFUSED.search(name) or REFUSED.search(value):
            raise NotSent(f"{name!r}: {value!r}")
    headers = [(name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in start["headers"]]
    return Answer(start["status"], headers, b"".join(message.get("body", b"") for message in rest))
