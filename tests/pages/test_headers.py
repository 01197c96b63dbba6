"""What every answer carries, whoever gives it: the front, Django, or a page that says it went wrong."""

import pytest

from tests.pages.kinds import KINDS

PROMISED = {
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
}
ANSWERS = [
    ("GET", "/weg", b""),
    ("HEAD", "/weg", b""),
    ("POST", "/weg", b""),
    ("GET", "/robots.txt", b""),
    ("GET", "/.well-known/security.txt", b""),
    ("GET", "/.well-known/iets", b""),
    ("GET", "/zoeken/", b""),
    ("GET", "/onderwerpen", b""),
    ("GET", "/w/bestaat-niet/", b""),
    ("POST", "/", b"a=b"),
    ("POST", "/zoeken/", b"woorden=gepest"),
    ("POST", "/en/zoeken/", b"woorden=bullied"),
    ("POST", "/code/", b"code=K7M4TP2Q"),
    ("POST", "/w/bestaat-niet/", b""),
    ("DELETE", "/", b""),
]


def promised_of(answer):
    for name, value in PROMISED.items():
        assert answer.header(name) == value
    assert int(answer.header("strict-transport-security").split("max-age=")[1].split(";")[0]) >= 31_536_000
    assert answer.header("set-cookie") == ""
    assert answer.header("server") == ""
    policy = dict(part.strip().split(" ", 1) for part in answer.header("content-security-policy").split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert policy["form-action"] == policy["script-src"] == policy["style-src"] == "'self'"
    assert set(policy.values()) <= {"'none'", "'self'"}, "no other host, nothing inline"


@pytest.mark.parametrize("kind", KINDS)
def test_every_page_carries_the_promised_headers(ask, addresses, kind):
    promised_of(ask.get(KINDS[kind](addresses("nl"))))


@pytest.mark.parametrize(("method", "path", "body"), ANSWERS)
def test_every_other_answer_carries_the_promised_headers(ask, method, path, body):
    promised_of(ask(method, path, headers=[("content-type", "application/x-www-form-urlencoded")], body=body))


def test_the_built_files_are_kept_for_ever_and_everything_else_never(ask):
    page = ask.get("/").page
    built = [
        *(script.get("src") for script in page.all("script")),
        *(link.get("href") for link in page.all("link")),
    ]
    assert len(built) == 4
    for path in built:
        answer = ask.get(path)
        assert answer.status == 200
        assert answer.header("cache-control") == "public, max-age=31536000, immutable"
        assert answer.header("set-cookie") == ""


def test_leaving_without_script_wipes_what_was_left_and_goes_elsewhere(ask):
    answer = ask.get("/weg")
    assert answer.status == 302
    assert answer.header("clear-site-data") == '"cache", "cookies", "storage"'
    assert answer.header("location").startswith("https://")
    assert "wegwijzer" not in answer.header("location")


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br", "br"),
        ("gzip", "gzip"),
        ("", ""),
        ("identity", ""),
        ("br;q=0, gzip;q=0", ""),
        ("abracadabra", ""),
    ],
)
def test_a_page_is_packed_only_as_the_browser_can_unpack_it(ask, accepted, encoding):
    answer = ask.get("/", headers=[("accept-encoding", accepted)])
    assert answer.header("content-encoding") == encoding
    assert answer.content == ask.get("/").content


def test_a_question_without_a_body_gets_the_headers_of_the_page_and_nothing_else(ask):
    answer = ask("HEAD", "/nood/")
    assert answer.body == b""
    assert answer.headers == ask.get("/nood/").headers
