"""A page in English is in English, and a page in Dutch is in Dutch: no word was forgotten."""

import re

import pytest

from tests.pages.kinds import KINDS
from tests.pages.test_weight import anywhere

__all__ = ["anywhere"]

# Words that are frequent in one language and are no words in the other.
DUTCH = (
    "het|een|niet|wordt|zijn|deze|maar|ook|naar|geen|kunt|kun|mag|moet|hoe|wie|waar|dit|jouw|uw|je|hier|nog|al|als|"
    "dan|vraag|antwoord|ouder|leerling|hulp|bron|nagekeken|verder|terug|eerst|daarna"
)
ENGLISH = "the|and|not|your|you|this|that|what|which|who|can|may|must|with|from|about|after|source"


def leftovers(words, frequent):
    found = re.findall(rf"\b(?:{frequent})\b", words, re.IGNORECASE)
    places = [words.lower().find(f" {word.lower()} ") for word in found]
    return [words[max(0, place - 40) : place + 40] for place in places if place >= 0]


@pytest.fixture(scope="module")
def names(edition):
    """Names of desks, laws and sources stay as they are in every language."""
    found = set()
    for language in edition.languages:
        content = edition.content[language]
        found |= {desk["name"] for desk in content["desk"].values()}
        for law in content["sources"]["sources"]["laws"]:
            found |= {law[key] for key in ("name", "short", "title") if law.get(key)}
    for desk in edition.content["nl"]["desk"].values():
        found |= {desk["source"], *(channel["source"] for channel in desk["channels"])}
        found |= {channel["value"] for channel in desk["channels"]}
    found |= {edition.content[code]["text"]["nood"]["language_name"] for code in edition.content}
    return sorted((name for name in found if len(name) > 3), key=len, reverse=True)


def paths(edition, addresses, anywhere, language):
    at = addresses(language)
    yield from (make(at) for make in KINDS.values())
    yield from (at.route(answers) for answers in anywhere)
    for kind in ("topic", "desk", "right"):
        yield from (getattr(at, kind)(id) for id in edition.content["nl"][kind])


@pytest.mark.parametrize(("language", "other"), [("en", DUTCH), ("nl", ENGLISH)])
def test_no_page_holds_words_of_the_other_language(ask, edition, addresses, anywhere, names, language, other):
    found = {}
    for path in paths(edition, addresses, anywhere, language):
        words = re.sub(r"\(Dutch: [^)]*\)", "", ask.get(path).page.words)  # a sentence to show to somebody
        for name in names:
            words = words.replace(name, "")
        if left := leftovers(words, other):
            found[path] = left[:3]
    assert found == {}, found


def test_the_search_for_leftovers_finds_one():
    assert leftovers("You can call. Dit is een zin.", DUTCH)
    assert not leftovers("You can call the hetman.", DUTCH)


def test_the_answers_of_the_forms_are_in_the_language_of_the_form(ask, names):
    for path, body in (
        ("/en/zoeken/", b"woorden="),
        ("/en/zoeken/", b"woorden=xqzzv"),
        ("/en/code/", b"code=x"),
    ):
        assert leftovers(ask.post(path, body).page.words, DUTCH) == []
