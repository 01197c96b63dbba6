"""An edition as a file: the same pack gives the same hash, and not a byte of it changes unseen."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.made_up import FACETS, compiled, policy, rule
from wegwijzer.signpost.rules.code import BrokenCode
from wegwijzer.signpost.rules.diagram import Diagram
from wegwijzer.signpost.rules.edition import DamagedEdition, Edition, body, digest, from_bytes, to_bytes
from wegwijzer.signpost.rules.facets import Facet, UnknownAnswer

CONTENT: dict[str, Any] = {
    "nl": {
        "desk": {
            "friend": {"name": "Vriend", "channels": [{"checked": "2026-03-01"}, {"checked": "2026-11-23"}]},
            "board": {"name": "Bestuur", "channels": []},
        }
    },
    "en": {"desk": {"friend": {"name": "Friend"}}},
}
RULES = (rule("front", front=("board",), reason="bang", note="via", drop=frozenset({"teacher"})),)
SPOILED = [b"", b"\n", b"{}", b"[]\n", b"null\n{}", b'{"number": 1}\n', b"\xff\xfe\n", b'"a"\n"b"', b"1\n2"]


def small_body():
    return body(compiled(policy(*RULES)), CONTENT, ("nl", "en"), ("uk",))


@pytest.fixture(scope="module")
def file() -> bytes:
    return to_bytes(small_body(), 7, "2026-11-23")


@pytest.fixture(scope="module")
def edition(file: bytes) -> Edition:
    return from_bytes(file)


def test_the_same_pack_gives_the_same_hash():
    assert digest(small_body()) == digest(small_body())
    other = body(compiled(policy(*RULES, rule("more", front=("head",)))), CONTENT, ("nl", "en"), ("uk",))
    assert digest(other) != digest(small_body())


def test_the_order_of_files_does_not_change_the_hash():
    turned = {
        "en": CONTENT["en"],
        "nl": {"desk": dict(reversed(CONTENT["nl"]["desk"].items()))},
    }
    assert digest(body(compiled(policy(*RULES)), turned, ("nl", "en"), ("uk",))) == digest(small_body())


def test_a_single_letter_changes_the_hash():
    other = {**CONTENT, "en": {"desk": {"friend": {"name": "Friends"}}}}
    assert digest(body(compiled(policy(*RULES)), other, ("nl", "en"), ("uk",))) != digest(small_body())


def test_what_is_written_is_read_back(edition):
    made = compiled(policy(*RULES))
    assert (edition.number, edition.built, edition.hash) == (7, "2026-11-23", digest(small_body()))
    assert edition.facets == FACETS
    assert edition.diagram.nodes == made.diagram.nodes
    assert list(edition.outcomes) == made.outcomes
    assert (edition.routes, edition.asks) == (made.routes, made.asks)
    assert edition.content == CONTENT
    assert (edition.languages, edition.emergency_languages) == (("nl", "en"), ("uk",))


def test_it_knows_between_which_days_its_facts_were_checked(edition):
    assert edition.checked_between == ("2026-03-01", "2026-11-23")


def test_words_that_are_not_there_are_a_key_error(edition):
    assert edition.words("desk", "friend", "en") == {"name": "Friend"}
    with pytest.raises(KeyError):
        edition.words("desk", "nobody", "en")


def test_every_changed_byte_of_the_content_is_found(file):
    begin = file.index(b"\n") + 1
    for place in range(begin, len(file), 13):
        for bit in (0, 5):
            with pytest.raises(DamagedEdition):
                from_bytes(changed(file, place, bit))


def test_every_changed_byte_of_the_head_is_found(file):
    """Number and date stand in the head: an edition with another number is not the one that was built."""
    unseen = []
    for place in range(file.index(b"\n") + 1):
        for bit in range(8):
            try:
                from_bytes(changed(file, place, bit))
            except DamagedEdition:
                continue
            unseen.append(changed(file, place, bit)[:40])
    assert unseen == []


def changed(file: bytes, place: int, bit: int) -> bytes:
    return file[:place] + bytes([file[place] ^ 1 << bit]) + file[place + 1 :]


@given(st.integers(0, 100_000))
def test_half_a_file_is_no_edition(cut):
    file = to_bytes(small_body(), 7, "2026-11-23")
    with pytest.raises(DamagedEdition):
        from_bytes(file[: cut % len(file)])


@given(st.binary() | st.sampled_from(SPOILED))
def test_whatever_the_bytes_it_is_an_edition_or_a_damaged_one(data):
    with pytest.raises(DamagedEdition):
        from_bytes(data)


def test_an_edition_of_another_format_is_refused_and_says_so():
    with pytest.raises(DamagedEdition, match="format 3"):
        from_bytes(to_bytes({**small_body(), "format": 3}, 1, "2026-11-23"))


def test_a_body_without_its_parts_is_damaged():
    with pytest.raises(DamagedEdition):
        from_bytes(to_bytes({"format": 1}, 1, "2026-11-23"))


def test_a_route_refuses_what_is_no_answer(edition):
    with pytest.raises(UnknownAnswer, match="no such question: colour"):
        edition.route({"colour": "red"})
    with pytest.raises(UnknownAnswer, match="no such answer to topic: onzin"):
        edition.code({"topic": "onzin"})


def test_questions_are_asked_until_nothing_more_can_change_the_outcome(edition):
    answers = {"audience": "leerling", "topic": "ruzie"}
    assert edition.next_question({}) == "audience"
    assert edition.next_question(answers) == edition.questions_left(answers)[0] == "recent"
    assert edition.most_left(answers) == len(edition.questions_left(answers))
    assert edition.matters(answers | {"recent": "ja"}, "recent")
    assert not edition.matters(answers, "stuck")
    for facet in edition.questions_left(answers):
        answers[facet] = "onbekend"
    assert edition.next_question(answers) is None
    assert edition.most_left(answers) == 0


def with_facets(edition: Edition, facets: tuple[Facet, ...]) -> Edition:
    return replace(edition, diagram=Diagram(facets, edition.diagram.nodes))


@pytest.fixture(scope="module")
def real_edition(edition: Edition, real) -> Edition:
    """The real questions and answers; where they lead does not matter for a code."""
    return with_facets(edition, real.facets)


def test_every_answer_to_every_question_survives_its_code(real_edition):
    for facet in real_edition.facets:
        for value in dict.fromkeys((*facet.values, "onbekend", "anders")):
            assert real_edition.answers(real_edition.code({facet.id: value})) == {facet.id: value}


@given(data=st.data())
def test_whatever_was_answered_comes_back_from_its_code(real_edition, data):
    choices = {
        facet.id: st.sampled_from([*facet.values, "onbekend", "anders"]) for facet in real_edition.facets
    }
    answers = data.draw(st.fixed_dictionaries({}, optional=choices))
    assert real_edition.answers(real_edition.code(answers)) == answers


def test_an_answer_that_this_edition_no_longer_knows_is_left_out(real_edition):
    told = {"audience": "leerling", "topic": "pesten", "stage": "bestuur"}
    code = real_edition.code(told)
    fewer = tuple(
        Facet(facet.id, facet.values[1:], facet.numbers[1:]) if facet.id == "topic" else facet
        for facet in real_edition.facets
    )
    assert fewer[1].values[0] != "pesten"
    assert with_facets(real_edition, fewer).answers(code) == {"audience": "leerling", "stage": "bestuur"}


def test_a_code_keeps_its_meaning_when_answers_change_places(real_edition):
    """Numbers are permanent, places are not: editors may put another answer first."""
    told = {"audience": "ouder", "topic": "thuiszitten", "sector": "so", "stage": "vastgelopen"}
    turned = tuple(
        Facet(facet.id, (*facet.values[-2::-1], facet.values[-1]), facet.numbers[::-1])
        for facet in real_edition.facets
    )
    other = with_facets(real_edition, turned)
    assert other.answers(real_edition.code(told)) == told
    assert other.code(told) == real_edition.code(told)


# What stands on printed routes, in words. A code that means something else tomorrow sends somebody elsewhere.
PRINTED = {
    "35JH-FWD4": "audience=leerling",
    "4WFM-DKKA": "audience=leerling topic=pesten safety=veilig sector=vo stage=bij_school_besproken "
    "who=leerling",
    "WJGB-SJ7Y": "audience=ouder topic=klacht_loopt_vast safety=bang sector=po stage=vastgelopen "
    "stuck=bestuur_zwijgt",
    "WSW1-MNY4": "audience=personeel topic=pesten_op_het_werk safety=bang stage=school_weet_het_niet "
    "who=schoolleiding",
    "H5C5-80S9": "audience=school topic=seksueel_grensoverschrijdend_medewerker safety=onbekend recent=ja",
    "621D-ZT4B": "audience=onbekend topic=anders safety=anders",
}


@pytest.mark.parametrize(("code", "told"), PRINTED.items())
def test_a_printed_code_leads_back_to_what_was_told(real_edition, code, told):
    answers = dict(pair.split("=") for pair in told.split())
    assert real_edition.answers(code) == answers
    assert real_edition.code(answers) == code


@given(text=st.text())
def test_no_text_typed_as_a_code_gives_anything_but_answers_or_a_broken_code(real_edition, text):
    try:
        answers = real_edition.answers(text)
    except BrokenCode:
        return
    assert real_edition.answers(real_edition.code(answers)) == answers
