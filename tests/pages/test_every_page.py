"""What holds for every page of the public site, in both languages."""

import re
from functools import cache

import pytest

from tests.pages.kinds import FOUND, KINDS, LANGUAGES, MISSING, ON_THE_WAY
from wegwijzer.signpost.rules.facets import AUDIENCES

EVERY_PAGE = pytest.mark.parametrize(
    ("kind", "language"), [(kind, language) for language in LANGUAGES for kind in KINDS]
)
FOUND_PAGE = pytest.mark.parametrize(
    ("kind", "language"), [(kind, language) for language in LANGUAGES for kind in FOUND]
)
OURS = ("helpdesk", "escalatie")  # desks of the site itself: their names are those of two of its pages
EMERGENCY = {"nl": "ltr", "en": "ltr", "uk": "ltr", "ar": "rtl", "tr": "ltr", "pl": "ltr"}

CODE = "[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){1,2}"
NAME = "[0-9A-HJKMNP-TV-Z]{5}"
WORDS = "onderwerpen|organisaties|nood|code|gegevens|toegankelijkheid|over|helpdesk|vast|zoeken"
READER = "|".join(AUDIENCES)
SECTOR = "po|vo|so|vso|mbo"
# Every shape that an address may have. A word of a topic, a desk or a right fits in none of them.
SHAPE = re.compile(
    rf"/weg|/((en|uk|ar|tr|pl)/)?"
    rf"(({WORDS})/|w/({CODE}/(route/|uitleg/|school/|[1-8]/)?)?|l/{NAME}/|o/{NAME}/(({READER})/)?"
    rf"|r/{NAME}/(({READER})/(({SECTOR})/)?)?|rechten/(({READER})/(({SECTOR})/)?)?)?"
)


@pytest.fixture(scope="module")
def read(ask, addresses):
    """Each page is asked for and read once; many tests look at it."""
    return cache(lambda kind, language: ask.get(KINDS[kind](addresses(language))))


@pytest.fixture
def answer(read, kind, language):
    return read(kind, language)


@FOUND_PAGE
def test_every_page_is_there_in_its_language(answer, language):
    assert answer.status == 200
    assert answer.header("content-type") == "text/html; charset=utf-8"
    html = answer.page.one("html")
    assert (html.get("lang"), html.get("dir")) == (language, "ltr")


@pytest.mark.parametrize("kind", MISSING)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_not_there_gets_a_page_that_helps(answer, language):
    assert answer.status == 404
    assert answer.page.one("html").get("lang") == language
    assert answer.page.with_class("ww-door"), "no way into the questions"


@pytest.mark.parametrize(("language", "direction"), EMERGENCY.items())
def test_the_emergency_page_is_there_in_six_languages(ask, language, direction):
    page = ask.get("/nood/" if language == "nl" else f"/{language}/nood/").page
    html = page.one("html")
    assert (html.get("lang"), html.get("dir")) == (language, direction)
    assert {"tel:112", "tel:113"} <= set(page.links)


@pytest.mark.parametrize("language", ["uk", "ar", "tr", "pl"])
def test_a_language_without_other_pages_leads_to_its_emergency_page(ask, language):
    for path in (f"/{language}/", f"/{language}/nood/"):
        assert ask.get(path).page.one("html").get("lang") == language
    assert ask.get(f"/{language}/onderwerpen/").status == 404


@EVERY_PAGE
def test_every_page_offers_112_113_and_a_way_off(answer):
    assert {"tel:112", "tel:113", "/weg"} <= set(answer.page.links)


@EVERY_PAGE
def test_every_page_has_one_heading_one_main_part_and_a_title(answer):
    page = answer.page
    assert page.one("h1").text
    assert page.one("main").get("id") == "inhoud"
    assert re.fullmatch(r"[^|]+ \| Wegwijzer", page.title)


@EVERY_PAGE
def test_addresses_on_a_page_say_nothing(answer):
    strange = [href for href in answer.page.own_links if not SHAPE.fullmatch(href.partition("#")[0] or "/")]
    assert strange == []


@EVERY_PAGE
def test_no_fragment_of_an_address_names_what_it_is_about(answer, edition):
    """The part behind # stands in the address bar and in the history, like the rest."""
    telling = {id for kind in ("topic", "desk", "right") for id in edition.content["nl"][kind]}
    telling |= {group["id"] for group in edition.content["nl"]["pack"]["pack"]["groups"]}
    telling |= set(edition.content["nl"]["text"]["route"]["right_groups"])
    fragments = {href.partition("#")[2] for href in answer.page.own_links}
    assert fragments & telling == set()


@EVERY_PAGE
def test_a_page_loads_nothing_from_elsewhere(answer):
    for element in answer.page.elements:
        for name in ("src", "srcset", "poster", "data", "action", "formaction", "background"):
            assert element.get(name).startswith("/") or not element.get(name), element
        if element.tag == "link":
            assert element.get("href").startswith("/static/"), element
        if element.tag not in ("a", "link"):
            assert not element.get("href"), element


@EVERY_PAGE
def test_links_to_other_sites_do_not_say_where_you_came_from(answer):
    for link in answer.page.all("a"):
        href = link.get("href")
        if not href.startswith(("/", "#", "tel:", "mailto:")):
            assert href.startswith("https://"), link
            assert "noreferrer" in link.get("rel").split(), link
        assert not link.get("target"), "a second window keeps the page behind it"


@EVERY_PAGE
def test_a_page_holds_no_script_or_style_of_its_own(answer):
    for element in answer.page.elements:
        assert element.tag != "style", element
        assert element.tag != "script" or (element.get("src") and not element.text), element
        assert "style" not in element.attributes, element
        assert not [name for name in element.attributes if name.startswith("on")], element
        assert not element.get("href").lower().startswith(("javascript:", "data:")), element


@EVERY_PAGE
def test_links_within_the_site_lead_somewhere(ask, answer):
    for href in set(answer.page.own_links) - {"/weg"}:
        path, _, fragment = href.partition("#")
        there = ask.get(path) if path else answer
        assert path == "" or there.status == 200, href
        if fragment:
            assert fragment in {element.get("id") for element in there.page.elements}, href


@pytest.mark.parametrize("kind", ON_THE_WAY)
@pytest.mark.parametrize("language", LANGUAGES)
def test_search_engines_keep_no_page_on_the_way(answer):
    robots = [meta.get("content") for meta in answer.page.all("meta") if meta.get("name") == "robots"]
    assert robots == ["noindex"] or "noindex" in answer.header("x-robots-tag")


@pytest.mark.parametrize("language", LANGUAGES)
def test_titles_tell_topics_desks_and_rights_apart_from_nothing(ask, edition, addresses, language):
    """All 41 topics have one title, and so have all desks and all rights: a tab shows no more than that."""
    for kind in ("topic", "desk", "right"):
        make = getattr(addresses(language), kind)
        titles = {ask.get(make(id)).page.title for id in edition.content["nl"][kind]}
        assert len(titles) == 1, f"{kind}: {titles}"


@EVERY_PAGE
def test_no_title_and_no_header_names_a_topic_a_desk_or_a_right(answer, edition, language):
    shown = " ".join([answer.page.title, *(f"{name} {value}" for name, value in answer.headers)]).lower()
    for kind in ("topic", "desk", "right"):
        for id, words in edition.content[language][kind].items():
            if id in OURS:
                continue
            named = words.get("name") or words["title"]
            names = [named] if isinstance(named, str) else list(named.values())
            assert not [name for name in (id, *names) if name.lower() in shown.split(" | ")[0]], shown


@pytest.mark.parametrize("kind", ["route of a pupil", "topic", "desk with a number", "home", "emergency"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_leads_to_itself_in_the_other_language(ask, answer, kind, addresses, language):
    other = "en" if language == "nl" else "nl"
    assert KINDS[kind](addresses(other)) in answer.page.links
