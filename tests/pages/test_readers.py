"""A route speaks to who reads it, claims nothing of somebody who said nothing, and gives true reasons."""

import pytest

from tests.pages.test_weight import anywhere
from wegwijzer.signpost.pages.results import reasons, shown_steps
from wegwijzer.signpost.rules.facets import OTHER, UNKNOWN
from wegwijzer.signpost.rules.ladder import AT_SCHOOL

__all__ = ["anywhere"]

OWN_CHILD = {"nl": "mijn kind", "en": "my child"}


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("audience", [UNKNOWN, OTHER])
def test_whoever_did_not_say_who_they_are_is_given_no_child(ask, edition, addresses, language, audience):
    for topic in (UNKNOWN, *edition.content["nl"]["topic"]):
        page = ask.get(addresses(language).route({"audience": audience, "topic": topic})).page
        said = [quote.text for quote in page.all("q")]
        assert said, topic
        assert not [words for words in said if OWN_CHILD[language] in words.lower()][:1], topic


def test_whoever_did_not_say_who_they_are_may_be_a_child_and_can_call_a_line_for_children(ask, addresses):
    page = ask.get(addresses("nl").route({"audience": UNKNOWN})).page
    assert "tel:08000432" in [link.get("href") for link in page.all("a")]


def test_a_parent_says_it_of_the_child(ask, addresses):
    page = ask.get(addresses("nl").route({"audience": "ouder", "topic": "pesten"})).page
    assert any("Mijn kind wordt gepest." in quote.text for quote in page.all("q"))


def test_no_route_that_starts_at_school_says_why_it_does_not(edition, anywhere):
    seen = set()
    for answers in anywhere:
        outcome = edition.route(answers)
        steps = shown_steps(edition, outcome)
        at_school = bool(steps) and edition.words("desk", steps[0][0], "nl")["kind"] in AT_SCHOOL
        why = [id for id in reasons(edition, outcome, answers.get("audience", UNKNOWN)) if id == outcome.skip]
        assert not (at_school and why and answers.get("audience") != "school"), answers
        seen.add((at_school, bool(why)))
    assert {(True, False), (False, True)} <= seen
