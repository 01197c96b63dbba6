"""Count without following: nothing of a visit is written down, not even when something goes wrong."""

import contextlib
import http.client
import re
import sys
from urllib.parse import quote

import pytest

from tests.pages.kinds import KINDS, LANGUAGES, ROUTES
from tests.pages.site_of_its_own import own_site, running

MARK = "KORENWOLF"  # stands in every path, form, header and query below, and may stand nowhere afterwards
SECRETS = (MARK, MARK.lower(), "192.0.2.77", "127.0.0.1:")
FORM = "application/x-www-form-urlencoded"
VISITOR = {
    "User-Agent": MARK,
    "Referer": f"https://x.example/{MARK}",
    "Cookie": f"sessionid={MARK}",
    "X-Forwarded-For": "192.0.2.77",
}


@pytest.fixture(scope="module")
def visited(site, edition, addresses, tmp_path_factory):
    """A site that many people have visited, some of them clumsy, some of them hostile."""
    with running(own_site(site, tmp_path_factory.mktemp("visited"))) as own:
        for language in LANGUAGES:
            for make in KINDS.values():
                own.asked(make(addresses(language)), headers=VISITOR)
        clumsy_and_hostile(own)
        yield own


def clumsy_and_hostile(own):
    words = f"woorden={MARK}&code={MARK}&school={MARK}".encode()
    for path in (
        "/zoeken/",
        "/en/zoeken/",
        "/api/v1/find",
        "/api/v1/schools/find",
        "/w/7MT1-Y3SZ/school/",
        "/en/w/7MT1-Y3SZ/school/",
        "/code/",
        "/weg",
        "/",
        f"/{MARK}/",
        f"/w/{MARK}/",
        "/robots.txt",
    ):
        for kind in (FORM, "multipart/form-data", "multipart/form-data; boundary=x", f"text/{MARK}"):
            own.asked(path, words, VISITOR | {"Content-Type": kind})
        own.asked(path, MARK.encode() * 20_000, {"Content-Type": FORM})
    for path in ("", "w/", "%0d%0a", "%00", "%ff", "x" * 300, "?q="):
        with contextlib.suppress(http.client.HTTPException, ConnectionError):
            own.asked(f"/{path}{MARK}/")
            own.asked(f"/{path}{MARK}")
    host, port = own.url.removeprefix("http://").split(":")
    for method in ("PUT", "DELETE", "TRACE", MARK):
        line = http.client.HTTPConnection(host, int(port), timeout=10)
        with contextlib.suppress(http.client.HTTPException, ConnectionError):
            line.request(method, f"/{MARK}/", words)
            line.getresponse().read()
        line.close()


@pytest.mark.parametrize("secret", SECRETS)
def test_nothing_of_what_visitors_sent_is_written_down(visited, secret):
    written = visited.written()
    if secret == "127.0.0.1:":  # the site says at its start where it can be found
        written = written.replace(f"Open {visited.url}/", "")
    assert places(written, secret) == []


def test_no_address_and_no_code_is_written_down(visited, edition, addresses):
    written = visited.written()
    for answers in ROUTES.values():
        code = edition.code(answers)
        for spelling in (code, code.replace("-", ""), code.replace("-", " "), quote(code)):
            assert places(written, spelling) == []
    for path in ("/onderwerpen", "/nood", "/zoeken", "/code/", "/weg", addresses("nl").topic("pesten")):
        assert places(written, path) == []


def places(written, secret):
    return [
        written[max(0, hit.start() - 60) : hit.end() + 60] for hit in re.finditer(re.escape(secret), written)
    ]


def test_the_log_tells_that_the_site_started_and_no_more(visited):
    lines = (visited.folder / "output.log").read_text().splitlines()
    assert lines[0].startswith("Open http://")
    assert [line for line in lines[1:] if "Invalid HTTP request received" not in line] == []


def test_a_visit_leaves_no_file_behind(visited):
    found = {
        path.relative_to(visited.folder).as_posix() for path in visited.folder.rglob("*") if path.is_file()
    }
    (model,) = visited.folder.glob("var/editions/*.finder")
    assert found == {
        "output.log",
        "var/directory/register.gz",
        "var/directory/spare.register.gz",
        "var/editions/0001.edition.gz",
        f"var/editions/{model.name}",
        "var/editions/published",
    }


# A site in which two pages fail: the answer to a search, and the list of topics.
SABOTAGED = """
import sys
from wegwijzer.site import cli, rendering
whole = rendering.render
def render(page):
    if page.template in ("signpost/finding.html", "signpost/topics.html"):
        raise RuntimeError("no page today for KORENWOLF")
    return whole(page)
rendering.render = render
sys.exit(cli.main())
"""


@pytest.fixture(scope="module")
def failing(site, tmp_path_factory):
    own = own_site(site, tmp_path_factory.mktemp("failing"))
    with running(own, program=(sys.executable, "-c", SABOTAGED)) as started:
        yield started


def test_an_error_of_ours_tells_nothing_about_the_visitor(failing):
    """A report of a page that fails would hold the address, the form and the words."""
    status, text = failing.asked("/zoeken/", f"woorden={MARK}".encode(), VISITOR)
    assert (status, failing.asked(f"/onderwerpen/?{MARK}")[0]) == (500, 500)
    told = text + failing.written()
    assert "RuntimeError" in told, "what kind of error it is, and where, is told"
    assert places(told, MARK) == []
    assert places(told, "/zoeken/") == []
    assert places(told, "/onderwerpen") == []


def test_a_form_that_cannot_be_answered_still_gives_the_numbers(failing):
    _, text = failing.asked("/zoeken/", f"woorden={MARK}".encode())
    assert "112" in text
    assert "113" in text


def test_a_page_that_cannot_be_made_still_gives_the_numbers(failing):
    _, text = failing.asked("/onderwerpen/")
    assert "112" in text
    assert "113" in text


def test_nothing_that_is_typed_outlives_its_answer(ask, edition):
    """The page of another visitor holds nothing of it, and neither does what the front keeps ready."""
    from wegwijzer.site import asgi

    ask.post("/zoeken/", f"woorden={MARK}".encode())
    ask.post("/code/", f"code={MARK}".encode())
    assert MARK not in ask.get("/").text
    assert MARK not in ask.get("/code/").text
    kept = asgi.front.pages.get("/")
    assert kept
    assert MARK.encode() not in kept.plain[1]["body"]


def test_the_front_keeps_no_more_than_it_may(ask, addresses, monkeypatch):
    from wegwijzer.site import asgi

    pages = asgi.front.pages
    pages.clear()
    monkeypatch.setattr(pages, "most", 200_000)
    paths = [addresses(language).route(answers) for language in LANGUAGES for answers in ROUTES.values()]
    for path in paths:
        ask.get(path)
    assert 0 < pages.held <= 200_000
    assert pages.get(paths[0]) is None, "who was asked for longest ago goes first"
    assert pages.get(paths[-1]) is not None
