"""Own words, and a code that was written down: what is typed stands in the answer and nowhere else."""

from html import escape
from urllib.parse import quote_plus, urlencode

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.pages.kinds import PUPIL
from wegwijzer.signpost.finder.text import LONGEST

TYPED = {
    "plain words": "ik word gepest en durf niet meer naar school",
    "html": "<script>alert(1)</script><b onclick=x>",
    "out of the box": "</textarea><img src=x onerror=alert(1)>",
    "sql": "'; DROP TABLE desks; --",
    "template": "{{ site.exit }} {% now 'Y' %} ${7*7}",
    "emoji": "\U0001f622\U0001f622 gepest \U0001f469\u200d\U0001f467",
    "control characters": "gepest\x07\x1b[31m\x0b",
    "right to left": "\u202eتنمر",
    "line breaks": "gepest\nop school",
    "ampersands": "a&amp;b &lt; c",
}
LANGUAGES = {"nl": "/zoeken/", "en": "/en/zoeken/"}


def search(ask, words, path="/zoeken/"):
    return ask.post(path, urlencode({"woorden": words}).encode())


def box(answer):
    """What stands in the box, as a browser shows it; it drops the first line break."""
    return answer.text.partition('spellcheck="false">')[2].partition("</textarea>")[0]


@pytest.mark.parametrize("path", LANGUAGES.values())
@pytest.mark.parametrize("words", TYPED.values(), ids=TYPED)
def test_typed_words_stay_in_the_box_and_are_only_text(ask, words, path):
    answer = search(ask, words, path)
    assert answer.status == 200
    assert box(answer) == escape(words).replace("&#x27;", "&#x27;")
    assert answer.page.one("textarea").get("name") == "woorden"


@pytest.mark.parametrize("words", TYPED.values(), ids=TYPED)
def test_typed_words_stand_in_no_title_no_header_and_no_address(ask, words):
    answer = search(ask, words)
    elsewhere = " ".join([answer.page.title, *answer.page.links, *(value for _, value in answer.headers)])
    for word in words.split():
        for spelling in (word, escape(word), quote_plus(word)):
            assert len(spelling) < 4 or spelling not in elsewhere


@settings(max_examples=150)
@given(words=st.text(max_size=400))
@example(words="\x00")
@example(words="\ud800")
def test_any_words_get_an_answer_with_ways_on(ask, words):
    answer = ask.post("/zoeken/", b"woorden=" + quote_plus(words, errors="surrogatepass").encode())
    assert answer.status == 200
    assert answer.page.with_class("ww-door")
    assert len(list(answer.page.all("script"))) == 2


@pytest.mark.parametrize("path", LANGUAGES.values())
@pytest.mark.parametrize("words", ["", "   ", "\n\t", "\u00a0"])
def test_without_words_the_box_asks_for_some(ask, words, path):
    answer = search(ask, words, path)
    assert answer.status == 200
    (error,) = answer.page.with_class("utrecht-form-field-error-message")
    assert answer.page.one("textarea").get("aria-describedby").split()[0] == error.get("id")
    assert answer.page.one("textarea").get("aria-invalid") == "true"


@pytest.mark.parametrize(("path", "topic"), [("/zoeken/", "Pesten"), ("/en/zoeken/", "Bullying")])
def test_words_find_a_topic_and_lead_to_it(ask, path, topic):
    answer = search(ask, "ik word gepest" if path == "/zoeken/" else "i am being bullied", path)
    found = answer.page.with_class("ww-option")
    assert any(option.text.startswith(topic) for option in found)
    assert ask.get(found[0].get("href")).status == 200


def test_words_that_nobody_knows_are_not_the_fault_of_who_typed_them(ask):
    answer = search(ask, "xqzzv wqkpfj")
    assert answer.page.with_class("ww-option") == []
    assert "Dat ligt niet aan wat hier is getypt" in answer.page.words


def test_a_long_text_is_searched_by_its_beginning_and_the_page_says_so(ask):
    answer = search(ask, "ik word gepest " * 1000)
    assert f"Alleen het begin is gelezen: {LONGEST} letters" in answer.page.words
    assert any(option.text.startswith("Pesten") for option in answer.page.with_class("ww-option"))
    assert len(box(answer)) <= LONGEST


def test_a_text_of_100_kilobytes_gets_an_answer_that_does_not_say_it_was_empty(ask):
    answer = search(ask, "ik word gepest " * 7000)
    assert answer.status == 200
    assert "Typ eerst een paar woorden" not in answer.page.words


@pytest.mark.parametrize("path", LANGUAGES.values())
def test_a_search_in_an_address_is_not_a_search(ask, path):
    """Words in an address stand in the history, so nothing here reads them."""
    for answer in (
        ask.get(path),
        ask("GET", path, query=b"woorden=gepest"),
        ask("HEAD", path, query=b"q=gepest"),
    ):
        assert answer.status == 308
        assert answer.header("location") == path.replace("zoeken/", "")


def test_a_form_of_search_sends_its_words_in_the_body(ask):
    for path in ("/", "/en/"):
        form = ask.get(path).page.one("form")
        assert form.get("method") == "post"
        assert ask.post(form.get("action"), b"woorden=gepest").status == 200


def enter(ask, text, path="/code/"):
    return ask.post(path, urlencode({"code": text}).encode())


def spellings(code):
    yield code
    yield code.lower()
    yield code.replace("-", "")
    yield f"  {code.replace('-', ' ')} "
    yield "-".join(code)
    yield code.replace("-", "\N{NON-BREAKING HYPHEN}")
    yield code.replace("0", "o").replace("1", "L")


@pytest.mark.parametrize(("language", "path"), [("nl", "/code/"), ("en", "/en/code/"), ("nl", "/code")])
def test_a_code_leads_on_however_it_is_spelled(ask, edition, addresses, language, path):
    for answers in (PUPIL, {"audience": "ouder", "topic": "pesten"}):
        for spelling in spellings(edition.code(answers)):
            answer = enter(ask, spelling, path)
            assert answer.status == 302
            assert answer.header("location") == addresses(language).go_on(answers)


@pytest.mark.parametrize(("path", "said"), [("/code/", "Deze code klopt niet"), ("/en/code/", "This code")])
@pytest.mark.parametrize("typed", ["K7M4 TP2Q", "geheim", "<b>12345</b>", '"><script>', "ÅÄÖ", "1" * 79])
def test_a_wrong_code_stays_in_the_box_and_the_page_says_so(ask, path, said, typed):
    answer = enter(ask, typed, path)
    assert answer.status == 200
    assert said in answer.page.words
    field = answer.page.one("input")
    assert field.get("value") == typed
    assert field.get("aria-invalid") == "true"
    assert field.get("aria-describedby").startswith("code-fout")


@pytest.mark.parametrize("typed", ["", "   "])
def test_an_empty_code_gets_a_word_too(ask, typed):
    assert enter(ask, typed).page.with_class("utrecht-form-field-error-message")


def test_a_code_in_the_query_is_not_read(ask, edition):
    answer = ask("GET", "/code/", query=b"code=" + edition.code(PUPIL).encode())
    assert answer.status == 200
    assert answer.page.one("input").get("value") == ""


def test_every_single_mistake_in_a_code_is_told_and_leads_nowhere_else(ask, edition):
    code = edition.code(PUPIL)
    for place, char in enumerate(code):
        if char != "-":
            wrong = code[:place] + ("7" if char != "7" else "8") + code[place + 1 :]
            assert enter(ask, wrong).status == 200
            assert ask.get(f"/w/{wrong}/").status == 404
