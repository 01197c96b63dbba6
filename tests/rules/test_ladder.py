"""Who, in which order. One small policy; each test brings the rules it is about."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.made_up import DESKS, LADDER, desk, desks_of, policy, route, rule
from wegwijzer.signpost.rules.ladder import Competence, Composer, Desk, Rule, base_ladder

ORDER = {"now": 0, "first": 1, "then": 2, "if_not": 3}
IDS = [one.id for one in DESKS]


def test_without_rules_the_ladder_of_the_topic_stands():
    outcome = route(policy(), audience="ouder")
    assert outcome.steps == (("head", "first"), ("board", "then"), ("escalatie", "stuck"))
    assert outcome.always == ("helpdesk",)
    assert outcome.now == ()
    assert outcome.skip == ""


def test_what_comes_later_is_for_when_the_first_did_not_help():
    steps = dict(route(policy(later=frozenset({"friend"})), audience="leerling").steps)
    assert steps["teacher"] == "first"
    assert steps["head"] == "then"
    assert steps["board"] == steps["committee"] == "if_not"
    assert steps["escalatie"] == "stuck"


def test_the_second_desk_is_never_put_off_as_later():
    assert dict(route(policy(), audience="ouder").steps)["board"] == "then"


def test_the_first_desk_is_first_even_when_it_is_one_for_later_or_the_last():
    for front in ("board", "escalatie"):
        assert route(policy(), rule(front=(front,))).steps[0] == (front, "first")


@pytest.mark.parametrize(
    ("rules", "begins"),
    [
        ([rule(front=("board",))], ["board", "teacher"]),
        ([rule(first={"leerling": ("committee", "head")})], ["committee", "head", "teacher"]),
        ([rule(first={"ouder": ("committee",)})], ["teacher", "head"]),
        ([rule(lift={"leerling": ("committee", "escalatie")})], ["committee", "teacher"]),
        ([rule(use_first="after_board")], ["committee", "teacher"]),
        ([rule(use_first="when_stuck")], ["board", "teacher"]),
        ([rule(use_ladder=True)], ["friend", "escalatie"]),
        ([rule(ladder=("committee", "head"))], ["committee", "head", "escalatie"]),
        ([rule(front=("board",)), rule(front=("head",))], ["head", "board", "teacher"]),
        ([rule(front=("board",)), rule(front=("board", "head"))], ["board", "head", "teacher"]),
        ([rule(front=("board",)), rule(ladder=("committee", "head"))], ["committee", "head", "escalatie"]),
        ([rule(ladder=("committee", "head")), rule(front=("board",))], ["board", "committee", "head"]),
        (
            [
                rule(
                    front=("friend",),
                    use_first="when_stuck",
                    first={"leerling": ("committee",)},
                    lift={"leerling": ("head",)},
                )
            ],
            ["friend", "board", "committee", "head", "teacher"],
        ),
    ],
)
def test_what_is_put_first_later_stands_before_what_was_put_first_earlier(rules, begins):
    own = {
        "after_board": ("committee",),
        "when_stuck": ("board",),
        "information_only": {"leerling": ("friend",)},
    }
    found = desks_of(route(policy(fallback={"ouder": ()}, ruzie=own, always={"ouder": ()}), *rules))
    assert list(found[: len(begins)]) == begins


@given(
    st.lists(st.sampled_from(IDS), unique=True), st.permutations(IDS), st.sampled_from(["before", "after"])
)
def test_what_one_rule_drops_no_other_brings_back(dropped, others, when):
    drop = rule("drop", drop=frozenset(dropped))
    bring = rule("bring", front=tuple(others), danger=True)
    outcome = route(policy(), *([drop, bring] if when == "before" else [bring, drop]))
    shown = {*desks_of(outcome), *outcome.now, *outcome.always}
    assert shown.isdisjoint(dropped)


def test_a_rule_can_drop_what_the_topic_says_is_over_after_school():
    of = policy(ruzie={"after_school": ("head",)})
    assert "head" in desks_of(route(of, rule(drop=frozenset({"teacher"}))))
    found = desks_of(route(of, rule(drop=frozenset({"teacher"}), use_drop=True)))
    assert not {"teacher", "head"} & set(found)


COMPETENCE = [
    (Competence(frozenset({"handles"})), "ruzie", "ouder", {}, True),
    (Competence(frozenset({"handles"}), topics=frozenset({"ruzie"})), "ruzie", "ouder", {}, True),
    (Competence(frozenset({"handles"}), topics=frozenset({"brand"})), "ruzie", "ouder", {}, False),
    (Competence(frozenset({"handles"}), topics=frozenset({"brand"})), "anders", "ouder", {}, True),
    (Competence(frozenset({"handles"}), audiences=frozenset({"leerling"})), "ruzie", "ouder", {}, False),
    (Competence(frozenset({"handles"}), audiences=frozenset({"leerling"})), "ruzie", "onbekend", {}, True),
    (
        Competence(frozenset({"handles"}), sectors=frozenset({"vo"})),
        "ruzie",
        "ouder",
        {"sector": "po"},
        False,
    ),
    (Competence(frozenset({"handles"}), sectors=frozenset({"vo"})), "ruzie", "ouder", {"sector": "vo"}, True),
    (Competence(frozenset({"handles"}), sectors=frozenset({"vo"})), "ruzie", "ouder", {}, True),
    (
        Competence(frozenset({"handles"}), stages=frozenset({"bestuur"})),
        "ruzie",
        "ouder",
        {"stage": "vastgelopen"},
        False,
    ),
]


@pytest.mark.parametrize(("row", "topic", "audience", "asked", "competent"), COMPETENCE)
def test_a_desk_is_for_what_its_competence_says(row, topic, audience, asked, competent):
    assert Desk("x", "external", True, (row,)).competent(topic, audience, **asked) is competent


def test_rows_of_competence_are_not_mixed():
    """Handling in one sector and listening in another is not handling in both."""
    rows = (
        Competence(frozenset({"handles"}), topics=frozenset({"ruzie"}), audiences=frozenset({"ouder"})),
        Competence(frozenset({"listens"}), topics=frozenset({"brand"}), audiences=frozenset({"leerling"})),
    )
    one = Desk("x", "external", True, rows)
    assert not one.competent("ruzie", "leerling")
    assert one.has_role("handles", "ruzie", "ouder")
    assert not one.has_role("handles", "brand", "leerling")


def test_a_desk_that_is_not_for_this_reader_is_nowhere_on_the_route():
    without_board = tuple(one for one in DESKS if one.id != "board")
    of = policy(desks=(*without_board, desk("board", "board", "handles", audiences={"ouder"})))
    assert "board" not in desks_of(route(of, rule(front=("board",)), audience="leerling"))
    assert "board" in desks_of(route(of, audience="ouder"))


def test_when_dropping_leaves_nobody_who_takes_it_on_the_fallback_follows_up_to_the_first_who_does():
    outcome = route(policy(), rule(drop=frozenset({"head", "board"})), audience="ouder")
    assert desks_of(outcome) == ("friend", "committee", "escalatie")
    outcome = route(policy(), rule(drop=frozenset({"head"})), audience="ouder")
    assert desks_of(outcome) == ("board", "escalatie")


def test_an_emergency_line_is_not_somebody_who_takes_the_matter_on():
    of = policy(ruzie={"ladder": {"ouder": ("112", "friend")}})
    assert desks_of(route(of, audience="ouder")) == ("112", "friend", "board", "escalatie")


def test_in_danger_the_lines_come_first_then_those_of_the_topic_then_the_ladder():
    of = policy(ruzie={"danger": ("112", "friend"), "always": ("committee",)})
    outcome = route(of, rule(danger=True, front=("112",)), audience="ouder")
    assert outcome.danger
    assert outcome.now == ("112", "friend")
    assert outcome.steps[:4] == (("112", "now"), ("friend", "now"), ("committee", "first"), ("head", "then"))


def test_the_line_of_the_danger_itself_comes_before_that_of_the_topic():
    outcome = route(policy(), rule(danger=True, front=("113", "112")))
    assert outcome.now == ("113", "112")
    assert outcome.steps[:2] == (("113", "now"), ("112", "now"))


def test_without_danger_the_lines_of_the_topic_stand_beside_the_route_and_112_does_not():
    outcome = route(policy(ruzie={"danger": ("112", "friend")}))
    assert outcome.now == ("friend",)
    assert outcome.steps[0] == ("teacher", "first")


def test_a_topic_that_is_a_crisis_begins_with_its_lines_whatever_is_said():
    outcome = route(policy(ruzie={"danger": ("113", "112"), "crisis": True}))
    assert outcome.now == ("113", "112")
    assert outcome.steps[:3] == (("113", "now"), ("112", "now"), ("teacher", "first"))
    assert not outcome.danger


def test_who_only_wants_information_gets_no_alarm():
    of = policy(
        ruzie={"danger": ("113", "112"), "crisis": True, "information_only": {"ouder": ("friend", "board")}}
    )
    outcome = route(of, rule(information=True, use_ladder=True), audience="ouder")
    assert outcome.information
    assert outcome.now == ()
    assert outcome.steps == (("friend", "first"), ("board", "then"))
    assert outcome.always == ("helpdesk",)


def test_escalation_closes_every_route_and_stands_on_it_once():
    assert desks_of(route(policy()))[-1] == "escalatie"
    found = desks_of(route(policy(), rule(front=("escalatie",))))
    assert found[0] == "escalatie"
    assert found.count("escalatie") == 1


def test_who_stands_beside_the_route_is_not_named_again_for_later():
    """The friend is at any time at hand for a pupil, so it is no step for when all else failed."""
    assert "friend" not in desks_of(route(policy(later=frozenset({"head", "friend"})), audience="leerling"))
    assert "friend" in desks_of(route(policy(), rule(front=("friend",)), audience="leerling"))


SKIPS = [
    ((), "leerling", {}, ""),
    ((rule(reason="bang"),), "leerling", {}, ""),
    ((rule(front=("friend",)),), "leerling", {}, ""),
    ((rule(front=("friend",), reason="bang"),), "leerling", {}, "bang"),
    ((rule(front=("friend",), reason="bang"), rule(reason="vast")), "leerling", {}, "vast"),
    ((rule(front=("board",), reason="bang"),), "leerling", {}, ""),
    ((rule(front=("112",), danger=True, reason="gevaar"),), "leerling", {}, ""),
    ((), "school", {}, "school_vraagt"),
    ((rule(reason="informatie"),), "school", {}, "informatie"),
    (
        (),
        "leerling",
        {"ladder": {"leerling": ("friend", "head")}, "skip": frozenset({"leerling"})},
        "topic:ruzie:leerling",
    ),
    ((), "leerling", {"ladder": {"leerling": ("friend", "head")}, "skip": frozenset({"ouder"})}, ""),
    (
        (),
        "onbekend",
        {"ladder": {"ouder": ("friend", "head")}, "skip": frozenset({"ouder"})},
        "topic:ruzie:ouder",
    ),
]


@pytest.mark.parametrize(("rules", "audience", "ruzie", "skip"), SKIPS)
def test_the_reason_is_given_only_when_the_route_does_not_begin_at_school(rules, audience, ruzie, skip):
    assert route(policy(ruzie=ruzie), *rules, audience=audience).skip == skip


def test_a_note_stands_beside_the_route_when_its_rule_takes_somebody_away_and_once():
    head = frozenset({"head"})
    outcome = route(policy(), rule(note="b", drop=head), rule(note="a", drop=head), rule(note="b", drop=head))
    assert outcome.notes == ("b", "a")
    assert route(policy(), rule(note="b", drop=frozenset({"112"}))).notes == ()


def test_a_reader_without_a_ladder_of_their_own_gets_the_general_one():
    of = policy(ruzie={"ladder": {"ouder": ("head",)}})
    assert base_ladder(of, "leerling", "ruzie") == LADDER
    assert base_ladder(of, "school", "ruzie") == of.school


def test_a_reader_of_whom_nothing_is_known_gets_what_several_readers_share_nearest_first():
    assert base_ladder(policy(), "onbekend", "ruzie") == ("head", "teacher", "board")
    assert base_ladder(policy(ruzie={"ladder": {"ouder": ("friend",)}}), "onbekend", "ruzie") == ("friend",)


def test_a_rule_holds_only_for_its_readers_and_topics():
    of = rule(audiences=frozenset({"ouder"}), topics=frozenset({"ruzie"}), not_topics=frozenset({"brand"}))
    assert of.concerns("ouder", "ruzie")
    assert not of.concerns("leerling", "ruzie")
    assert not of.concerns("ouder", "anders")
    assert not rule(not_topics=frozenset({"brand"})).concerns("ouder", "brand")


def numbered(drawn: list[Any]) -> list[Rule]:
    return [rule(f"rule_{place}", **changes) for place, changes in enumerate(drawn)]


some_rules = st.lists(
    st.builds(
        dict,
        front=st.lists(st.sampled_from(IDS), unique=True, max_size=3).map(tuple),
        drop=st.frozensets(st.sampled_from(IDS), max_size=4),
        ladder=st.lists(st.sampled_from(IDS), unique=True, max_size=4).map(tuple),
        danger=st.booleans(),
        information=st.booleans(),
        reason=st.sampled_from(["", "bang"]),
    ),
    max_size=4,
).map(numbered)


@given(some_rules, st.sampled_from(["leerling", "ouder", "personeel", "school", "onbekend"]))
def test_whatever_the_rules_a_route_has_an_order_and_names_nobody_twice(rules, audience):
    steps = route(policy(), *rules, audience=audience).steps
    assert len({id for id, _ in steps}) == len(steps)
    slots = [ORDER[when] for _, when in steps if when != "stuck"]
    assert slots == sorted(slots)
    assert slots.count(ORDER["first"]) <= 1


@given(some_rules)
def test_a_rule_that_changes_no_order_says_so(rules):
    """The compiler leaves out what `reorders` says does nothing, so it may never be wrong."""
    composer = Composer(policy(), "leerling", "ruzie")
    idle = [one for one in rules if not composer.reorders(one) and not composer.drops(one)]
    with_all = composer.compose(tuple(rules))
    without = composer.compose(tuple(one for one in rules if one not in idle))
    assert with_all._replace(skip="", notes=()) == without._replace(skip="", notes=())
