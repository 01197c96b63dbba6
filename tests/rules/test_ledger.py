"""A ledger in which a change shows: what is changed, removed, added or put elsewhere is named."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wegwijzer.audit.rules.chain import (
    START,
    Anchor,
    Deed,
    Fault,
    NotForTheLedger,
    Result,
    Wrong,
    faults,
    hash_of,
    link,
)
from wegwijzer.kernel.actor import Actor

AT = datetime(2026, 11, 24, 9, tzinfo=UTC)
BY = Actor("anna", "coordinator", "desk:kindertelefoon", "desk")


def deed(number, case=""):
    return Deed("case.read", f"case:{number}", BY, AT + timedelta(seconds=number), case=case)


def ledger(cases):
    """A line for each case in turn; "" for a deed that is about none."""
    own: dict[str, str] = {}
    found, before = [], START
    for number, case in enumerate(cases, 1):
        line = link(deed(number, case), number, before, own.get(case, START))
        found.append(line)
        before = own[case] = line.hash
    return found


CASES = ["", "a", "b", "a", "", "b", "a", "a"]
LINES = ledger(CASES)
LAST = Anchor(LINES[-1].number, LINES[-1].hash)
ALL = st.integers(0, len(LINES) - 1)


def found(lines, **more):
    return list(faults(lines, last=LAST, **more))


@settings(deadline=None)
@given(st.lists(st.sampled_from(["", "a", "b", "c"]), max_size=30))
def test_what_was_written_is_in_order(cases):
    lines = ledger(cases)
    last = Anchor(len(lines), lines[-1].hash if lines else START)
    assert list(faults(lines, last=last)) == []


def with_deed(line, **change):
    return replace(line, deed=replace(line.deed, **change))


@pytest.mark.parametrize("place", range(len(LINES)))
@pytest.mark.parametrize(
    "change",
    [
        lambda line: with_deed(line, action="case.delete"),
        lambda line: with_deed(line, object="case:999"),
        lambda line: with_deed(line, result=Result.REFUSED),
        lambda line: with_deed(line, at=AT - timedelta(days=1)),
        lambda line: with_deed(line, by=replace(BY, account="bert")),
        lambda line: with_deed(line, by=replace(BY, role="helpdesk")),
        lambda line: with_deed(line, by=replace(BY, organisation="")),
        lambda line: with_deed(line, by=replace(BY, origin="job")),
    ],
)
def test_a_changed_field_is_found_and_the_line_is_named(place, change):
    lines = [*LINES]
    lines[place] = change(lines[place])
    assert found(lines) == [Fault(place + 1, Wrong.CHANGED)]


@given(ALL)
def test_a_changed_line_with_a_new_hash_is_found_by_the_one_behind_it(place):
    lines = [*LINES]
    forged = with_deed(lines[place], action="case.delete")
    lines[place] = replace(forged, hash=hash_of(forged))
    assert found(lines)[0] == Fault(min(place + 2, len(lines)), Wrong.BROKEN)


@given(ALL)
def test_a_removed_line_is_found_and_its_number_is_named(place):
    lines = [line for line in LINES if line.number != place + 1]
    wrong = Wrong.MISSING if place + 1 < len(LINES) else Wrong.CUT_OFF
    assert found(lines)[0] == Fault(place + 1, wrong)


@given(ALL, ALL)
def test_two_lines_that_changed_places_are_found(one, two):
    lines = [*LINES]
    lines[one], lines[two] = lines[two], lines[one]
    assert bool(found(lines)) == (one != two)


@given(ALL)
def test_an_added_line_is_found(place):
    extra = link(deed(50), place + 1, LINES[place].before, START)
    assert Fault(place + 1, Wrong.ORDER) in found([*LINES[: place + 1], extra, *LINES[place + 1 :]])


def test_a_ledger_that_was_written_anew_is_found_by_an_anchor_only():
    anew = ledger([*CASES[:2], "c", *CASES[3:]])
    last = Anchor(len(anew), anew[-1].hash)
    assert list(faults(anew, last=last)) == []
    kept = Anchor(5, LINES[4].hash)
    assert list(faults(anew, last=last, anchors=[kept])) == [Fault(5, Wrong.NOT_ANCHORED)]


@pytest.mark.parametrize(("known", "first"), [(None, 1), (Anchor(2, "x"), 3)])
def test_lines_behind_what_the_ledger_knows_as_its_last_are_found(known, first):
    lines = LINES[:4]
    assert list(faults(lines, last=known)) == [Fault(first, Wrong.BEHIND)]


def test_what_others_write_while_it_is_read_is_no_fault():
    lines, last = LINES[:4], Anchor(4, LINES[3].hash)
    before = Anchor(2, lines[1].hash)
    assert list(faults(lines, last=before, then=lambda: last)) == []
    assert list(faults(lines[:3], last=before, then=lambda: last)) == []


def test_two_anchors_of_one_line_must_both_be_right():
    lines, last = LINES[:4], Anchor(4, LINES[3].hash)
    kept = [Anchor(4, "of before it was rewritten"), last]
    for anchors in (kept, kept[::-1]):
        assert list(faults(lines, last=last, anchors=anchors)) == [Fault(4, Wrong.NOT_ANCHORED)]


def test_a_ledger_that_was_cut_off_with_its_head_is_found_by_an_anchor():
    lines = LINES[:4]
    last = Anchor(4, lines[-1].hash)
    assert list(faults(lines, last=last, anchors=[LAST])) == [Fault(5, Wrong.CUT_OFF)]


def test_the_lines_of_a_case_hang_together_on_their_own():
    line = LINES[6]
    forged = replace(line, before_in_case=START)
    forged = replace(forged, hash=hash_of(forged))
    assert Fault(7, Wrong.BROKEN_IN_CASE) in found([*LINES[:6], forged, LINES[7]])


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("action", {"action": ""}),
        ("object", {"object": "mijn kind wordt gepest"}),
        ("object", {"object": "x" * 151}),
        ("case", {"case": "a\nb"}),
        ("account", {"by": replace(BY, account="Jan Jansen")}),
        ("role", {"by": replace(BY, role="")}),
        ("at", {"at": datetime(2026, 11, 24)}),  # noqa: DTZ001  # that is what is refused
    ],
)
def test_what_people_write_cannot_stand_in_it(field, change):
    with pytest.raises(NotForTheLedger) as refused:
        link(replace(deed(1), **change), 1, START, START)
    assert refused.value.field == field
    assert "kind" not in str(refused.value)


def test_a_moment_is_the_same_in_every_time_zone():
    here = deed(1)
    there = replace(here, at=here.at.astimezone(timezone(timedelta(hours=5))))
    assert link(here, 1, START, START) == link(there, 1, START, START)


def test_a_line_keeps_its_hash_for_ever():
    assert LINES[0].hash == "9fa69e6c4f1756a76d82c9f98dad730f81c8b7975fcd516a7d27167ed1bcc156"
