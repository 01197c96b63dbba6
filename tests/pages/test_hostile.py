"""Addresses, headers and forms that nobody means well with: an answer, never an error."""

import contextlib
import http.client
import socket
from urllib.parse import quote, urljoin

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.pages.asking import FORM
from tests.pages.kinds import PUPIL

CALM = {200, 302, 303, 308, 400, 403, 404, 405, 413}
METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "CONNECT", "GEHEIM")
PLACES = ("/", "/w/", "/zoeken/", "/code/", "/weg", "/en/zoeken", "/nood/", "/o/", "/robots.txt")
ANYTHING = st.characters(exclude_categories=["Cs"])  # a server never gives half a surrogate pair

PIECES = st.sampled_from(
    ["", "w", "o", "l", "r", "en", "uk", "nl", "rechten", "nood", "code", "zoeken", "weg", "route", "uitleg"]
    + ["1", "8", "9", "0", "²", "٣", "leerling", "mbo", "MDQ9-SYF3", "mdq9syf3", "MDQ9 SYF3", "0000-0000"]
    + [
        "..",
        ".",
        "...",
        "\\",
        "\\\\",
        "%2e%2e",
        "%",
        "%00",
        "\x00",
        "\r\n",
        "static",
        "ww.css",
        ".well-known",
    ]
    + [
        "a" * 300,
        "\u202e",
        "İ",
        "ß",
        "\U0001f600",
        "<script>",
        "' OR 1=1--",
        "${7*7}",
        "{{7*7}}",
        "@",
        "//",
        ":",
    ]
)
PATHS = st.one_of(
    st.lists(st.one_of(PIECES, st.text(ANYTHING, max_size=12)), max_size=6).map(
        lambda parts: "/" + "/".join(parts)
    ),
    st.lists(PIECES, max_size=6).map(lambda parts: "/" + "/".join(parts) + "/"),
    st.text(ANYTHING, max_size=60).map(lambda text: f"/{text}"),
)
HEADER = st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=40)
TYPES = st.one_of(
    st.sampled_from(
        ["application/x-www-form-urlencoded", "multipart/form-data", "multipart/form-data; boundary=x"]
        + ["application/x-www-form-urlencoded; charset=utf-16", "text/plain; charset=bestaat-niet"]
        + [
            "multipart/form-data; boundary=" + "b" * 300,
            "application/json",
            "",
            ";;;=",
            "text/html; charset=",
        ]
    ),
    HEADER,
)
BODIES = st.one_of(
    st.binary(max_size=300),
    st.text(max_size=100).map(lambda text: f"woorden={text}&code={text}".encode("utf-8", "replace")),
    st.binary(max_size=80).map(
        lambda data: b'--x\r\nContent-Disposition: form-data; name="woorden"\r\n\r\n' + data
    ),
)


@settings(max_examples=400)
@given(path=PATHS, query=st.binary(max_size=60), method=st.sampled_from(METHODS))
@example(path="/a\r\nSet-Cookie: x=1", query=b"", method="GET")
@example(path="/w/\x00/", query=b"", method="GET")
def test_any_path_gets_a_calm_answer(ask, path, query, method):
    answer = ask.raw(method, path, query)
    assert answer.status in CALM


@settings(max_examples=200)
@given(path=PATHS)
@example(path="//elders.example/pad")
@example(path="/\\elders.example")
@example(path="/\\/elders.example")
@example(path="/\t/elders.example")
@example(path="/en/\\elders.example")
def test_no_address_sends_a_visitor_to_another_site(ask, path):
    """A browser reads a backslash as a slash: "/\\elders.example" is another host."""
    answer = ask.raw("GET", path)
    if 300 <= answer.status < 400 and not path.startswith("/weg"):
        to = answer.header("location")
        seen = to.replace("\\", "/").replace("\t", "")
        assert urljoin("https://wegwijzer.example/", seen).startswith("https://wegwijzer.example/"), to
        assert to.isascii(), "an address in a header is written with %-signs"


@settings(max_examples=200)
@given(
    path=st.sampled_from(PLACES),
    method=st.sampled_from(("GET", "POST")),
    headers=st.dictionaries(
        st.sampled_from(
            ["accept-encoding", "accept-language", "cookie", "range", "origin", "x-forwarded-for"]
        )
        | st.sampled_from(
            ["accept", "if-none-match", "if-modified-since", "expect", "content-length", "referer"]
        ),
        HEADER,
        max_size=4,
    ),
)
def test_any_header_gets_a_calm_answer(ask, path, method, headers):
    assert ask(method, path, headers=headers.items()).status in CALM


@pytest.mark.parametrize(
    "host", ["", "elders.example", "a b", "127.0.0.1:99999999", "<script>", "x" * 3000, "[::1", "\xff"]
)
@pytest.mark.parametrize(
    "path", ["/", "/zoeken/", "/code/", "/weg", "/onderwerpen", "/.well-known/security.txt"]
)
def test_the_host_header_is_believed_by_nobody(ask, host, path):
    for method in ("GET", "POST"):
        answer = ask(method, path, headers=[("host", host)])
        assert answer.status in CALM
        assert "elders.example" not in answer.text + answer.header("location")


@settings(max_examples=300)
@given(
    path=st.sampled_from(PLACES),
    method=st.sampled_from(("POST", "PUT", "PATCH", "DELETE", "OPTIONS")),
    kind=TYPES,
    body=BODIES,
)
@example(path="/zoeken/", method="POST", kind="multipart/form-data; boundary=x", body=b"--x--")
def test_any_form_gets_a_calm_answer(ask, path, method, kind, body):
    assert ask(method, path, headers=[("content-type", kind)], body=body).status in CALM


@pytest.mark.parametrize("path", PLACES)
@pytest.mark.parametrize(
    "kind", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "image/png"]
)
def test_a_megabyte_gets_a_calm_answer(ask, path, kind):
    for body in (b"woorden=" + b"a" * 2**20, b"\xff" * 2**20, b"a=1&" * 2**18, b"--x\r\n" * 2**17):
        assert ask.post(path, body, headers=[("content-type", kind)]).status in CALM


def test_a_form_of_a_megabyte_is_refused_over_the_wire_too(site):
    host, port = site.url.removeprefix("http://").split(":")
    line = http.client.HTTPConnection(host, int(port), timeout=10)
    line.request("POST", "/zoeken/", b"woorden=" + b"a" * 2**20, dict(FORM))
    answer = line.getresponse()
    assert answer.status == 413
    assert "112" in answer.read().decode()
    line.close()


@pytest.mark.parametrize("length", [190, 210, 2_000, 100_000])
def test_an_endless_address_gets_a_page_that_helps(ask, length):
    answer = ask.get("/" + "a" * length + "/")
    assert answer.status == 404
    assert answer.page.with_class("ww-door")


def spellings(code):
    yield code.replace("-", "")
    yield code.replace("-", " ")
    yield code.lower()
    yield f" {code[0]}-{code[1:4]} {code[5:]} "
    yield code.replace("0", "O").replace("1", "l")


def test_a_code_in_another_spelling_leads_to_the_address_that_counts(ask, edition, addresses):
    for answers in (PUPIL, {"audience": "ouder"}, {"audience": "school", "topic": "anders"}):
        code, path = edition.code(answers), addresses("nl").go_on(answers)
        for spelling in set(spellings(code)) - {code}:
            answer = ask.get(f"/w/{quote(spelling)}/")
            assert (answer.status, answer.header("location")) == (308, path), spelling


@settings(max_examples=200)
@given(text=st.text(alphabet="0123456789ABCDEFGHJKMNPQRSTVWXYZ-ol ", min_size=1, max_size=12))
def test_any_code_leads_on_or_to_a_page_that_helps(ask, text):
    answer = ask.get(f"/w/{quote(text)}/")
    assert answer.status in (200, 308, 404)
    assert (
        answer.status == 308
        or answer.page.with_class("ww-door")
        or answer.page.with_class("ww-option")
        or answer.page.with_class("ww-stop")
    )


@pytest.mark.parametrize(
    "deed", ["0/", "9/", "10/", "²/", "-1/", "route/route/", "route/1/", "uitleg/x/", "weg/"]
)
def test_a_code_with_something_strange_behind_it_gets_a_page_that_helps(ask, addresses, deed):
    answer = ask.get(addresses("nl").go_on(PUPIL) + quote(deed))
    assert answer.status == 404
    assert answer.page.with_class("ww-door")


def test_a_code_with_an_answer_that_is_gone_asks_again_and_says_why(ask, edition):
    """Topic 100 was in an edition that we no longer know."""
    from wegwijzer.signpost.rules import code

    old = code.encode({"audience": 1, "topic": 100, "safety": 4})
    answer = ask.get(f"/w/{old}/")
    assert answer.status == 200
    assert edition.content["nl"]["text"]["route"]["old_code"] in answer.page.words
    assert ask.get(f"/w/{old}/route/").status == 200


@pytest.mark.parametrize(
    "request_line",
    [
        b"GET / HTTP/1.1",
        b"GET /\x00 HTTP/1.1",
        b"GET http://elders.example/ HTTP/1.1",
        b"GET * HTTP/1.1",
        b"GET /a%0d%0aSet-Cookie:%20x=1 HTTP/1.1",
        b"GET /%ff%fe%00 HTTP/1.1",
        b"GET /" + b"a" * 70_000 + b" HTTP/1.1",
        b"BREW / HTTP/1.1",
        b"POST /zoeken/ HTTP/9.9",
    ],
    ids=lambda line: line[:20].decode("latin-1").encode("unicode_escape").decode(),
)
def test_the_running_site_stays_calm_whatever_comes_over_the_wire(site, request_line):
    assert status_over_the_wire(site, request_line) in CALM
    assert status_over_the_wire(site, b"GET /nood/ HTTP/1.1") == 200


def test_what_is_no_http_at_all_does_not_bring_the_site_down(site):
    status_over_the_wire(site, b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03")
    assert status_over_the_wire(site, b"GET /nood/ HTTP/1.1") == 200


def status_over_the_wire(site, request_line):
    """The status of the answer; None when there was none."""
    host, port = site.url.removeprefix("http://").split(":")
    line = socket.create_connection((host, int(port)), timeout=10)
    with line, contextlib.suppress(ConnectionResetError):
        line.sendall(request_line + b"\r\nHost: x\r\nConnection: close\r\n\r\n")
        first = line.makefile("rb").readline().split()
        return int(first[1]) if len(first) > 1 else None
    return None
