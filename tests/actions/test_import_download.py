"""Fetching a file from an address, against a server on this machine that breaks off, lies and wanders."""

import hashlib
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from wegwijzer.directory.download import MOST_TRIES, DownloadFailed, fetch

DATA = bytes(range(256)) * 4000  # a little over a megabyte
CHANGED = "Tue, 04 Aug 2026 06:00:00 GMT"


class Server(ThreadingHTTPServer):
    """`breaks`: after how many bytes each answer ends; the last holds for the rest. `asked`: the ranges."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.data = DATA
        self.breaks: list[int | None] = [None]
        self.tag = '"one"'
        self.resumes = True
        self.tells_length = True
        self.status = 0
        self.asked: list[str | None] = []

    def handle_error(self, request, client_address):
        """Who asks may go away halfway."""

    @property
    def address(self):
        return f"http://127.0.0.1:{self.server_address[1]}"


class Handler(BaseHTTPRequestHandler):
    server: Server

    def log_message(self, format, *args):
        pass

    def do_GET(self):
        server = self.server
        server.asked.append(self.headers["Range"])
        if self.path == "/away":
            self.send_response(302)
            self.send_header("Location", "http://open.example/file.csv")
            self.end_headers()
            return
        if server.status:
            self.send_error(server.status)
            return
        begin = self.begin()
        self.send_response(206 if begin else 200)
        if begin:
            self.send_header("Content-Range", f"bytes {begin}-{len(server.data) - 1}/{len(server.data)}")
        if server.tells_length:
            self.send_header("Content-Length", str(len(server.data) - begin))
        if server.tag:
            self.send_header("ETag", server.tag)
        self.send_header("Last-Modified", CHANGED)
        self.end_headers()
        after = server.breaks.pop(0) if len(server.breaks) > 1 else server.breaks[0]
        rest = server.data[begin:]
        self.wfile.write(rest if after is None else rest[:after])
        self.close_connection = True

    def begin(self):
        wanted, condition = self.headers["Range"], self.headers["If-Range"]
        if not wanted or not self.server.resumes or condition != self.server.tag:
            return 0
        return int(wanted.removeprefix("bytes=").rstrip("-"))


@pytest.fixture
def server():
    running = Server()
    thread = threading.Thread(target=running.serve_forever, args=(0.02,))
    thread.start()
    yield running
    running.shutdown()
    running.server_close()
    thread.join(timeout=10)


def test_a_file_is_fetched_and_named_with_the_day_of_its_facts(server, tmp_path):
    fetched = fetch(f"{server.address}/images/02.-alle-vestigingen.csv", tmp_path)
    assert fetched.path.name == "02.-alle-vestigingen.2026-08-04.csv"
    assert fetched.path.read_bytes() == DATA
    assert [path.name for path in tmp_path.iterdir()] == [fetched.path.name]
    assert fetch(f"{server.address}/scholen-2026-07.csv", tmp_path).path.name == "scholen-2026-07.csv"


def test_after_a_break_only_the_rest_is_fetched(server, tmp_path):
    server.breaks = [400_000, 300_000, None]
    told = []
    fetched = fetch(
        f"{server.address}/f.csv", tmp_path, progress=lambda done, total: told.append((done, total))
    )
    assert fetched.path.read_bytes() == DATA
    assert server.asked == [None, "bytes=400000-", "bytes=700000-"]
    assert told[-1] == (len(DATA), len(DATA))
    assert told == sorted(told)


def test_what_was_fetched_is_kept_for_the_next_call(server, tmp_path):
    server.breaks = [400_000, 0]
    with pytest.raises(DownloadFailed, match="broke off after 400000 bytes, 5 times in a row; call again"):
        fetch(f"{server.address}/f.csv", tmp_path)
    server.breaks, server.asked = [None], []
    assert fetch(f"{server.address}/f.csv", tmp_path).path.read_bytes() == DATA
    assert server.asked == ["bytes=400000-"]


def test_a_file_that_changed_meanwhile_is_begun_anew(server, tmp_path):
    server.breaks = [400_000, 0]
    with pytest.raises(DownloadFailed):
        fetch(f"{server.address}/f.csv", tmp_path)
    server.breaks, server.tag, server.data = [None], '"two"', DATA[::-1]
    assert fetch(f"{server.address}/f.csv", tmp_path).path.read_bytes() == DATA[::-1]


@pytest.mark.parametrize("without", ["tag", "resumes"])
def test_a_server_that_cannot_go_on_begins_anew(server, tmp_path, without):
    setattr(server, without, "" if without == "tag" else False)
    server.breaks = [400_000, None]
    assert fetch(f"{server.address}/f.csv", tmp_path).path.read_bytes() == DATA


def test_a_server_that_breaks_off_elsewhere_each_time_is_given_up(server, tmp_path):
    server.tag, server.breaks = "", [300_000, 400_000] * 100
    with pytest.raises(DownloadFailed, match=f"{MOST_TRIES} times; call again"):
        fetch(f"{server.address}/f.csv", tmp_path)
    assert len(server.asked) == MOST_TRIES


def test_the_checksum_is_held_to(server, tmp_path):
    good = hashlib.sha256(DATA).hexdigest()
    fetched = fetch(f"{server.address}/f.csv#sha256={good}", tmp_path / "good")
    assert fetched.url == f"{server.address}/f.csv"
    with pytest.raises(DownloadFailed, match=f"sha256 is {good}, expected {'0' * 64}"):
        fetch(f"{server.address}/f.csv#sha256={'0' * 64}", tmp_path / "bad")
    assert list((tmp_path / "bad").iterdir()) == []


@pytest.mark.parametrize("tells_length", [True, False])
def test_more_than_the_limit_is_not_fetched(server, tmp_path, tells_length):
    server.tells_length = tells_length
    with pytest.raises(DownloadFailed, match="larger than"):
        fetch(f"{server.address}/f.csv", tmp_path, largest=1000)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("status", "why"), [(404, "answers 404"), (503, "5 times in a row")])
def test_what_the_server_refuses_is_told(server, tmp_path, status, why):
    server.status = status
    with pytest.raises(DownloadFailed, match=why):
        fetch(f"{server.address}/f.csv", tmp_path)


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("http://open.example/f.csv", "only https"),
        ("file:///etc/hostname", "only https"),
        ("https://me:secret@open.example/f.csv", "open.example: an address with a password"),
        ("https://open.example/f.csv#page", "behind #"),
        ("http://127.0.0.1:1/f.csv", "cannot be reached"),
    ],
)
def test_an_address_that_cannot_be_fetched_says_why(tmp_path, address, why):
    with pytest.raises(DownloadFailed, match=why):
        fetch(address, tmp_path)


def test_nobody_is_led_to_an_address_without_https(server, tmp_path):
    with pytest.raises(DownloadFailed, match="leads to an address without https"):
        fetch(f"{server.address}/away", tmp_path)
