"""The clock of facts. Every desk, school and source in here is made up."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wegwijzer.directory.rules import freshness
from wegwijzer.directory.rules.freshness import Withdrawn
from wegwijzer.directory.rules.places import Source, Statement
from wegwijzer.kernel.terms import TERMS, State, days

FRESH, DUE, OVERDUE, WITHDRAWN = State
TODAY = date(2027, 1, 10)
OLD, OLDER, OLDEST = "2026-11-10", "2026-06-10", "2025-06-10"  # B on TODAY: fresh, overdue, withdrawn


def channel(
    type: str = "phone", value: str = "030 000 00 00", checked: str = OLD, **more: Any
) -> dict[str, Any]:
    return {
        "type": type,
        "value": value,
        "evidence": "B",
        "source": "bron.example",
        "checked": checked,
        **more,
    }


@pytest.mark.parametrize(
    ("kind", "evidence", "checked", "first_days"),
    [
        ("phone", "A", date(2026, 11, 23), (date(2027, 8, 23), date(2027, 11, 23), date(2028, 5, 23))),
        ("phone", "B", date(2026, 11, 23), (date(2027, 3, 23), date(2027, 5, 23), date(2027, 11, 23))),
        ("chat", "A", date(2026, 1, 1), (date(2026, 10, 1), date(2027, 1, 1), date(2027, 7, 1))),
        ("web", "A", date(2026, 1, 31), (date(2026, 10, 31), date(2027, 1, 31), date(2028, 1, 31))),
        ("hours", "A", date(2026, 8, 31), (date(2026, 12, 31), date(2027, 2, 28), date(2027, 8, 31))),
        ("hours", "B", date(2026, 11, 30), (date(2027, 2, 28), date(2027, 5, 30), date(2027, 8, 30))),
        ("hours", "A", date(2027, 10, 31), (date(2028, 2, 29), date(2028, 4, 30), date(2028, 10, 31))),
        ("person", "B", date(2028, 2, 29), (date(2028, 11, 29), date(2029, 2, 28), date(2029, 5, 29))),
        ("phone", "A", date(2028, 2, 29), (date(2028, 11, 29), date(2029, 2, 28), date(2029, 8, 29))),
        ("file", "A", date(2028, 2, 29), (date(2028, 5, 29), date(2029, 2, 28), date(2031, 2, 28))),
    ],
)
def test_a_state_begins_on_its_day_and_not_a_day_sooner(kind, evidence, checked, first_days):
    clock = days(kind, evidence, checked)
    assert (clock.due, clock.overdue, clock.withdrawn) == first_days
    for first, before, state in zip(
        first_days, (FRESH, DUE, OVERDUE), (DUE, OVERDUE, WITHDRAWN), strict=True
    ):
        around = [clock.state(first + timedelta(days=offset)) for offset in (-1, 0, 1)]
        assert around == [before, state, state]


def test_the_states_of_every_kind_follow_each_other_and_what_is_less_sure_goes_sooner():
    for row in TERMS.values():
        assert set(row) == {"A", "B"}
        assert all(0 < term.due < term.overdue < term.withdrawn for term in row.values())
        assert row["B"].withdrawn <= row["A"].withdrawn


@given(
    st.sampled_from(sorted(TERMS)),
    st.sampled_from("AB"),
    st.dates(date(2020, 1, 1), date(2040, 1, 1)),
    st.integers(0, 1200),
)
def test_a_fact_never_grows_younger(kind, evidence, checked, passed):
    clock, order = days(kind, evidence, checked), list(State)
    day = checked + timedelta(days=passed)
    assert order.index(clock.state(day)) <= order.index(clock.state(day + timedelta(days=1)))
    assert clock.state(checked) == FRESH


def test_a_page_drops_what_is_withdrawn_and_sinks_what_is_overdue_and_else_keeps_the_order():
    channels = [
        channel(value="1", checked=OLDER),
        channel(value="2"),
        channel(value="3", checked=OLDEST),
        channel("web", "https://een.example", checked=OLDER),
        channel(value="4"),
    ]
    found = freshness.shown(channels, TODAY)
    assert [(one.place, one.state) for one in found] == [(1, FRESH), (4, FRESH), (0, OVERDUE), (3, OVERDUE)]


def test_what_is_due_is_not_marked_below_what_is_fresh():
    found = freshness.shown([channel(value="1", checked="2026-08-01"), channel(value="2")], TODAY)
    assert [(one.place, one.state) for one in found] == [(0, DUE), (1, FRESH)]


def test_hours_grow_old_sooner_than_the_number_they_belong_to():
    aged = channel(evidence="A", checked="2025-12-01", open="24/7")
    (found,) = freshness.shown([aged], TODAY)
    assert (found.state, found.hours) == (OVERDUE, WITHDRAWN)


def test_a_line_nobody_can_do_without_stays_and_is_marked():
    line = channel(checked=OLDEST)
    (found,) = freshness.shown([line], TODAY, kept={freshness.channel_name(line)})
    assert found.state == OVERDUE


def test_what_an_editor_withdrew_is_gone_however_fresh():
    line = channel()
    assert freshness.shown([line], TODAY, gone={freshness.channel_name(line)}) == []
    assert freshness.shown([line], TODAY, gone={"phone 999"})


@pytest.mark.parametrize(
    ("checked", "gone"), [("2027-01-04", True), ("2027-01-05", True), ("2027-01-06", False)]
)
def test_a_withdrawal_holds_until_the_channel_is_checked_on_a_later_day(checked, gone):
    withdrawals = [
        Withdrawn("loket", "phone 030 000 00 00", "fout", "2027-01-05"),
        Withdrawn("loket", "phone 030 000 00 00", "fout", "2026-12-01"),
    ]
    found = freshness.withdrawn_lines({"loket": {"channels": [channel(checked=checked)]}}, withdrawals)
    assert (("loket", "phone 030 000 00 00") in found) is gone


def test_a_withdrawal_says_nothing_of_another_number():
    found = freshness.withdrawn_lines(
        {"loket": {"channels": [channel(value="1")]}}, [Withdrawn("loket", "phone 2", "fout", "2027-01-05")]
    )
    assert found == frozenset()


def test_every_fact_of_a_desk_has_its_clock():
    desks = {
        "loket": {
            "channels": [channel(open="24/7"), channel("web", "https://een.example", checked_by="gids")]
        }
    }
    phone, hours, web = freshness.facts_of_desks(desks)
    assert (phone.kind, phone.checked_by, phone.next_due) == ("phone", "redactie", date(2027, 3, 10))
    assert (hours.kind, hours.next_due) == ("hours", date(2027, 2, 10))
    assert (web.checked_by, web.links) == ("gids", ("https://een.example",))
    assert (phone.links, hours.links) == ((), ())


def statement(field: str, value: object, checked: str = OLD) -> Statement:
    return Statement("school", "01AB00", field, value, "de school zelf", "B", checked, "coordinator")


def test_a_statement_is_a_fact_with_the_links_in_it():
    (link,) = freshness.facts_of_statements(
        [statement("complaints_procedure", {"url": "https://een.example/klacht"})]
    )
    assert (link.kind, link.links) == ("web", ("https://een.example/klacht",))


@pytest.mark.parametrize(
    ("field", "checked", "state"),
    [
        ("confidential_adviser", OLD, FRESH),
        ("confidential_adviser", OLDEST, WITHDRAWN),
        ("field_of_long_ago", OLD, WITHDRAWN),
    ],
)
def test_a_statement_grows_old_by_its_field(field, checked, state):
    assert freshness.statement_state(statement(field, {}, checked), TODAY) == state


def test_an_imported_file_grows_old_and_a_made_up_one_does_not():
    real = Source("vo", "Vestigingen", OLD, "CC0")
    made_up = Source("proef", "Verzonnen scholen", OLDEST, "CC0", made_up=True)
    assert [fact.id for fact in freshness.facts_of_sources([real, made_up])] == ["vo"]


def test_what_must_be_looked_at_first_comes_first_and_fresh_facts_do_not_come():
    desks = {
        "een": {"channels": [channel(checked=OLDER), channel(value="2")]},
        "twee": {"channels": [channel(checked=OLDEST)]},
    }
    waiting = freshness.to_check(freshness.facts_of_desks(desks), TODAY)
    assert [(fact.id, fact.state(TODAY)) for fact in waiting] == [("twee", WITHDRAWN), ("een", OVERDUE)]


def test_an_imported_file_has_no_owner_to_ask():
    facts = [*freshness.facts_of_sources([Source("vo", "Vestigingen", OLD, "CC0")])]
    facts += freshness.facts_of_desks({"een": {"channels": [channel(), channel(value="2")]}})
    found = freshness.by_owner(facts)
    assert {owner: len(own) for owner, own in found.items()} == {("desk", "een"): 2}


def test_the_clock_withdraws_channels_and_not_hours_oldest_first():
    desks = {
        "een": {"channels": [channel(value="1", checked="2025-12-01", evidence="A", open="24/7")]},
        "twee": {"channels": [channel(value="2", checked="2025-08-01"), channel(value="3", checked=OLDEST)]},
    }
    assert freshness.expired(desks, TODAY) == [("twee", "phone 3"), ("twee", "phone 2")]
