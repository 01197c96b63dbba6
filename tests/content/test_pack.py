"""The real pack: whole, checked, and sourced. Where it leads is in test_situations.py."""

import json
import random
import re
from datetime import date

import pytest

from tests.content.conftest import WRITTEN
from wegwijzer.pack.words import texts
from wegwijzer.signpost.explain import route_data
from wegwijzer.signpost.pages.words import Words
from wegwijzer.signpost.rules.ladder import base_ladder

# The topics as they were agreed with the field: a pack may gain one, and never quietly lose one.
TOPICS = (
    "pesten",
    "cyberpesten",
    "online_beeldmisbruik",
    "seksueel_grensoverschrijdend_leerling",
    "seksueel_grensoverschrijdend_medewerker",
    "fysiek_geweld",
    "bedreiging_wapens",
    "discriminatie_racisme",
    "lhbtiq",
    "antisemitisme_moslimhaat",
    "discriminatie_beperking",
    "geweld_vernedering_medewerker",
    "vrijheidsbeperking_so",
    "sociale_onveiligheid_klas",
    "hazing_groepsdruk",
    "psychische_nood",
    "zelfdoding",
    "thuissituatie",
    "relatie_loverboy_eer",
    "schorsing_verwijdering",
    "toelating_weigering",
    "passend_onderwijs",
    "thuiszitten",
    "verzuim_leerplicht",
    "privacy_gegevens",
    "schoolkosten",
    "beoordeling_examen_advies",
    "gescheiden_ouders",
    "klacht_loopt_vast",
    "melding_veilig_thuis_door_school",
    "zorg_om_ander",
    "beschuldigd",
    "kwaliteit_onderwijs",
    "ongeluk_fysieke_veiligheid",
    "radicalisering",
    "drugs_alcohol",
    "criminaliteit_ronselen",
    "agressie_ouders_personeel",
    "pesten_op_het_werk",
    "integriteit_misstand",
    "arbeidsconflict",
)
READERS = ("leerling", "ouder", "personeel", "school", "onbekend")
EMERGENCY = ("nl", "en", "uk", "ar", "tr", "pl")
PROSE = ("topic", "desk", "right", "question", "text", "phrases")
FACTS = ("value", "id", "desk", "desks", "source", "checked", "number", "basis", "sources", "href", "url")
PHONE = re.compile(r"(?<![\d.,])(?:0[\d][\d \-]{6,}\d|14\d{2}|11[0-9]|116 ?\d{3})(?![\d.,]*\d)")


def test_the_pack_has_no_mistake_on_the_day_it_was_written(checked):
    assert [str(problem) for problem in checked[1]] == []


def test_every_promise_holds(build):
    assert build.counterexamples == []


def test_all_topics_are_there(pack):
    assert sorted(pack.ids("topic")) == sorted(TOPICS)
    assert sorted(pack.ids("ladder")) == sorted([*TOPICS, "anders"])


@pytest.mark.parametrize("topic", [*TOPICS, "anders"])
def test_every_topic_has_a_ladder_for_every_reader(pack, build, topic):
    own = pack.get("ladder", topic)["ladder"]
    for audience in pack.all("topic").get(topic, {"for": ()})["for"]:
        assert audience == "school" or own[audience]
    for audience in READERS:
        assert base_ladder(build.policy, audience, topic)


def test_every_ladder_names_desks_that_exist_and_nobody_twice(pack):
    desks = set(pack.ids("desk"))
    lists = ("danger", "always", "after_school", "after_board", "when_stuck")
    for id, ladder in pack.all("ladder").items():
        named = [ladder.get(key, []) for key in lists]
        named += [ids for key in ("ladder", "information_only") for ids in ladder.get(key, {}).values()]
        for ids in named:
            assert set(ids) <= desks, id
            assert len(set(ids)) == len(ids), id


def test_every_desk_that_somebody_is_sent_to_has_words_in_both_languages(edition):
    for outcome in edition.outcomes:
        for desk in (*outcome.now, *outcome.always, *(desk for desk, _ in outcome.steps)):
            for language in ("nl", "en"):
                assert edition.words("desk", desk, language)["step"]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_reason_that_is_given_has_words(edition, language):
    reasons = {reason for outcome in edition.outcomes for reason in (outcome.skip, *outcome.notes) if reason}
    reasons |= {f"when_{when}" for outcome in edition.outcomes for _, when in outcome.steps}
    assert len(reasons) > 20
    for audience in READERS:
        words = Words(edition, language, audience)
        assert [reason for reason in reasons if not words.reason(reason).strip()] == []


def shape(data):
    """The keys all the way down, without the facts, which stand in the Dutch alone."""
    if isinstance(data, dict):
        return {key: shape(value) for key, value in data.items() if key not in FACTS}
    return [shape(value) for value in data] if isinstance(data, list) else type(data).__name__


@pytest.mark.parametrize("language", EMERGENCY)
def test_the_emergency_page_stands_in_six_languages(pack, language):
    dutch, page = pack.get("text", "nood"), pack.get("text", "nood", language)
    assert shape(page) == shape(dutch)
    assert all(text.strip() for where, text in texts(page) if where[-1] != "hours")
    assert page["dir"] == ("rtl" if language == "ar" else "ltr")
    assert "112" in page["call_112"]["button"]
    assert "113" in page["call_113"]["button"]


def test_no_two_languages_of_the_emergency_page_are_the_same(pack):
    leads = [pack.get("text", "nood", language)["lead"] for language in EMERGENCY]
    assert len(set(leads)) == len(EMERGENCY)


def phones(pack):
    return [
        (id, channel)
        for id, desk in pack.all("desk").items()
        for channel in desk["channels"]
        if channel["type"] == "phone"
    ]


def test_every_telephone_number_was_seen_in_a_good_source_on_a_day(pack):
    found = phones(pack)
    assert len(found) > 15
    for id, channel in found:
        assert channel["evidence"] in ("A", "B"), id
        assert channel["source"].strip(), id
        assert date.fromisoformat(channel["checked"]) <= WRITTEN, id


@pytest.mark.parametrize("language", EMERGENCY)
def test_every_telephone_number_in_the_words_is_that_of_a_desk(pack, language):
    """A number in a sentence has no source beside it, so it must be one that has."""
    known = {re.sub(r"\D", "", channel["value"]) for _, channel in phones(pack)}
    strangers = [
        (kind, id, number)
        for kind in PROSE
        for id, data in pack.all(kind, language).items()
        for where, text in texts(data)
        if not any(part in FACTS for part in where)
        for number in PHONE.findall(text)
        if re.sub(r"\D", "", number) not in known
    ]
    assert strangers == []


def test_the_search_for_telephone_numbers_finds_them():
    text = (
        "Bel 112, 0800 0432, 088-505 20 20 of 1400. In 2026, op 23-11-2026, binnen 6 weken, groep 3 van 30."
    )
    assert PHONE.findall(text) == ["112", "0800 0432", "088-505 20 20", "1400"]


def test_every_right_names_a_law_that_was_read(pack):
    laws = {law["id"]: law for law in pack.get("sources", "sources")["laws"]}
    for id, right in pack.all("right").items():
        assert {laws[source]["evidence"] for source in right["sources"]} <= {"A", "B"}, id
        if right["status"] == "bill":
            words = " ".join(text for _, text in texts(right)).lower()
            assert "wetsvoorstel" in words, id


def test_what_a_committee_or_the_inspectorate_cannot_do_is_said(pack):
    for id in ("klachtencommissie_school", "lkc", "gcbo", "inspectie_klantcontact", "escalatie", "helpdesk"):
        assert pack.get("desk", id)["cannot"], id


def test_a_route_as_data_is_whole_for_any_answers(edition):
    chance = random.Random(5)  # noqa: S311  # a sample, no secret
    for _ in range(300):
        answers = {f.id: chance.choice(f.values) for f in edition.facets if chance.random() < 0.6}
        data = json.loads(json.dumps(route_data(edition, answers)))
        assert set(data) >= {"edition", "questions_left", "now", "steps", "always"}
        assert data["steps"]
        assert all(step["desk"] and step["when"] and step["why"] for step in data["steps"])
        assert set(data["questions_left"]).isdisjoint(answers)
