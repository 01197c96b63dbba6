"""The link check asks a server of our own, on this machine."""

import threading
import time
from collections import Counter
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from wegwijzer.directory import link_check
from wegwijzer.directory.link_check import Found, Link
from wegwijzer.directory.rules.freshness import Fact

STATUS = {"/good": 200, "/gone": 404, "/shut": 403, "/down": 500, "/odd": 304}
STEPS = {
    "/moved": (301, "/good"),
    "/moved-far": (308, "/moved"),
    "/elsewhere-today": (302, "/good"),
    "/mixed": (302, "/moved"),
    "/moved-to-nothing": (301, "/gone"),
    "/circle": (301, "/circle"),
    "/to-a-file": (301, "file:///etc/hosts"),
}


class Pages(BaseHTTPRequestHandler):
    """Counts what was asked, and how many at the same time."""

    asked: Counter[str] = Counter()
    headers_seen: list[str] = []  # shared on purpose
    busy = most = 0
    lock = threading.Lock()

    def do_HEAD(self) -> None:
        if self.path == "/only-get":
            return self.answer(405)
        if self.path == "/slow":
            with Pages.lock:
                Pages.busy += 1
                Pages.most = max(Pages.most, Pages.busy)
            time.sleep(0.1)
            with Pages.lock:
                Pages.busy -= 1
            return self.answer(200)
        if self.path == "/silent":
            time.sleep(1)
        status, to = STEPS.get(self.path, (STATUS.get(self.path, 200), ""))
        return self.answer(status, to)

    def do_GET(self) -> None:
        self.answer(200 if self.path == "/only-get" else STATUS.get(self.path, 200))

    def answer(self, status: int, to: str = "") -> None:
        Pages.asked[f"{self.command} {self.path}"] += 1
        Pages.headers_seen.append(self.headers["User-Agent"])
        self.send_response(status)
        if to:
            self.send_header("Location", to)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def site():
    Pages.asked, Pages.headers_seen, Pages.most = Counter(), [], 0
    with ThreadingHTTPServer(("127.0.0.1", 0), Pages) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.parametrize(
    ("path", "found", "detail", "to"),
    [
        ("/good", Found.GOOD, "200", ""),
        ("/good?a=b", Found.GOOD, "200", ""),
        ("/only-get", Found.GOOD, "200", ""),
        ("/gone", Found.BROKEN, "404", ""),
        ("/shut", Found.UNSURE, "403", ""),
        ("/down", Found.UNSURE, "500", ""),
        ("/odd", Found.BROKEN, "304", ""),
        ("/moved", Found.MOVED, "200", "/good"),
        ("/moved-far", Found.MOVED, "200", "/good"),
        ("/elsewhere-today", Found.GOOD, "200", ""),
        ("/mixed", Found.GOOD, "200", ""),
        ("/moved-to-nothing", Found.BROKEN, "404", "/gone"),
        ("/circle", Found.BROKEN, "more than 5 redirects", ""),
        ("/to-a-file", Found.BROKEN, "ValueError: not an address of a page: file:///etc/hosts", ""),
    ],
)
def test_what_comes_of_an_address(site, path, found, detail, to):
    answer = link_check.ask(Link(site + path, ("desk loket",)))
    assert (answer.found, answer.detail) == (found, detail)
    assert answer.to == (site + to if to else "")


def test_a_page_is_only_got_when_head_is_not_understood(site):
    for path in ("/good", "/only-get"):
        link_check.ask(Link(site + path, ()))
    assert Pages.asked == {"HEAD /good": 1, "HEAD /only-get": 1, "GET /only-get": 1}
    assert set(Pages.headers_seen) == {link_check.AGENT}


def test_a_machine_that_keeps_silent_or_is_not_there_is_broken(site, monkeypatch):
    monkeypatch.setattr(link_check, "SECONDS", 0.2)
    assert link_check.ask(Link(f"{site}/silent", ())).found == Found.BROKEN
    assert link_check.ask(Link("http://127.0.0.1:9/", ())).found == Found.BROKEN


def test_no_more_than_four_are_asked_at_a_time_and_answers_keep_their_order(site):
    asked = [Link(f"{site}/slow", (str(number),)) for number in range(12)]
    assert [answer.link for answer in link_check.check(asked)] == asked
    assert 1 < Pages.most <= 4


def test_every_address_is_asked_once_and_names_all_who_lean_on_it():
    def fact(id: str, *urls: str) -> Fact:
        return Fact("desk", id, "web", "web", "bron", "A", date(2026, 11, 23), "redactie", urls)

    found = link_check.links(
        [fact("b", "https://b.example", "https://a.example"), fact("a", "https://b.example")]
    )
    assert found == [Link("https://a.example", ("desk b",)), Link("https://b.example", ("desk b", "desk a"))]
