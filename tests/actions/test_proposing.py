"""A school states something, a coordinator looks, and a stranger can do nothing at all."""

from datetime import date

import pytest

from tests.actions.people import AT, FIRST, HEAD, SCHOOL, SECOND, STRANGER, at_once
from wegwijzer.directory import proposal_queries
from wegwijzer.directory.actions import proposing
from wegwijzer.directory.models import NeverDeleted, Proposal, Statement
from wegwijzer.directory.rules.proposals import Refusal, Refused, State

MAIL = {"email": "vertrouwenspersoon@debij.example"}
OTHER = {"email": "vp@debij.example"}

pytestmark = pytest.mark.django_db


def propose(value: object = MAIL, field: str = "confidential_adviser") -> int:
    return proposing.propose(SCHOOL, field, value, by=HEAD, at=AT).id


def stated(field: str = "confidential_adviser") -> object:
    row = Statement.objects.filter(about="school", subject="01AB00", field=field).first()
    return row.value if row else None


def state(value: object = MAIL) -> None:
    proposing.approve(propose(value), by=FIRST, at=AT)


def test_nothing_is_stated_before_a_second_person_looked():
    propose()
    assert stated() is None
    assert [one.after for one in proposal_queries.waiting()] == [MAIL]


def test_what_is_approved_stands_with_its_source_its_day_and_a_role():
    made = proposing.approve(propose(), by=FIRST, at=AT)
    row = Statement.objects.get()
    assert made.state == State.APPROVED
    assert row.stated().value == MAIL
    assert (row.source, row.evidence) == ("opgegeven door de school zelf", "B")
    assert (row.checked, row.checked_by) == (date(2027, 1, 11), "coordinator")


def test_who_what_before_and_after_are_kept():
    state()
    state(OTHER)
    first, second = proposal_queries.history("school", "01AB00")
    assert (first.before, first.after) == (None, MAIL)
    assert (second.before, second.after) == (MAIL, OTHER)
    assert second.by == HEAD
    assert second.decided_by
    assert (second.decided_by.account, second.decided_by.role, second.decided_at) == (
        "co-1",
        "coordinator",
        AT,
    )


def test_a_stranger_cannot_propose_approve_refuse_or_withdraw():
    with pytest.raises(Refused) as refused:
        proposing.propose(SCHOOL, "contact", MAIL, by=STRANGER, at=AT)
    assert refused.value.refusal == Refusal.NOT_YOUR_ENTRY
    number = propose()
    for deed in (
        lambda: proposing.approve(number, by=STRANGER, at=AT),
        lambda: proposing.refuse(number, "daarom", by=STRANGER, at=AT),
        lambda: proposing.withdraw(number, by=STRANGER, at=AT),
    ):
        with pytest.raises(Refused):
            deed()
    assert Proposal.objects.get().state == State.PROPOSED
    assert stated() is None


def test_the_proposer_cannot_approve_and_can_take_it_back():
    number = propose()
    with pytest.raises(Refused):
        proposing.approve(number, by=HEAD, at=AT)
    assert proposing.withdraw(number, by=HEAD, at=AT).state == State.WITHDRAWN_BY_PROPOSER
    assert stated() is None


def test_a_refusal_keeps_its_reason_and_changes_nothing():
    made = proposing.refuse(propose(), "  het adres bestaat niet ", by=FIRST, at=AT)
    assert (made.state, made.reason) == (State.REFUSED, "het adres bestaat niet")
    assert stated() is None


@pytest.mark.parametrize("second", [FIRST, SECOND])
def test_a_decision_is_taken_once(second):
    number = propose()
    proposing.refuse(number, "daarom", by=FIRST, at=AT)
    with pytest.raises(Refused) as refused:
        proposing.approve(number, by=second, at=AT)
    assert refused.value.refusal == Refusal.DECIDED
    assert stated() is None


def test_what_is_wrong_is_told_at_once_and_not_kept():
    with pytest.raises(Refused) as refused:
        propose({"email": "piet@debij.example", "phone": "06 12345678"})
    assert refused.value.refusal == Refusal.NOT_VALID
    assert len(refused.value.errors) == 2
    assert not Proposal.objects.exists()


def test_a_proposal_on_what_has_changed_since_is_refused_and_still_waits():
    state()
    early, late = propose(OTHER), propose({"phone": "030 123 45 67"})
    proposing.approve(early, by=FIRST, at=AT)
    with pytest.raises(Refused) as refused:
        proposing.approve(late, by=SECOND, at=AT)
    assert refused.value.refusal == Refusal.STALE
    assert stated() == OTHER
    assert Proposal.objects.get(pk=late).state == State.PROPOSED
    assert proposing.refuse(late, "achterhaald", by=SECOND, at=AT).state == State.REFUSED


def test_a_statement_can_be_taken_away_and_its_history_stays():
    state()
    state(None)
    assert stated() is None
    assert [one.after for one in proposal_queries.history("school", "01AB00")] == [MAIL, None]


def test_to_confirm_is_to_be_checked_anew():
    state()
    Statement.objects.update(checked=date(2025, 1, 1))
    state()
    assert Statement.objects.get().checked == date(2027, 1, 11)


def test_a_proposal_is_never_deleted():
    propose()
    for delete in (Proposal.objects.all().delete, Proposal.objects.get().delete):
        with pytest.raises(NeverDeleted):
            delete()
    assert Proposal.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("round", range(5))
def test_of_two_coordinators_at_the_same_time_one_decides(round):
    number = propose()
    found = at_once(
        lambda: proposing.approve(number, by=FIRST, at=AT),
        lambda: proposing.refuse(number, "daarom", by=SECOND, at=AT),
    )
    refused = [one for one in found if isinstance(one, Refused)]
    assert [one.refusal for one in refused] == [Refusal.DECIDED]
    row = Proposal.objects.get()
    assert (row.state == State.APPROVED) == (row.decided_by == "co-1") == (stated() == MAIL)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("before", [None, MAIL])
def test_of_two_proposals_for_one_place_at_the_same_time_one_stands(before):
    if before:
        state(before)
    left, right = propose(OTHER), propose({"phone": "030 123 45 67"})
    found = at_once(
        lambda: proposing.approve(left, by=FIRST, at=AT),
        lambda: proposing.approve(right, by=SECOND, at=AT),
    )
    refused = [one for one in found if isinstance(one, Refused)]
    assert [one.refusal for one in refused] == [Refusal.STALE]
    approved = [
        one.after for one in proposal_queries.history("school", "01AB00") if one.state == State.APPROVED
    ]
    assert approved[-1] == stated()
    assert len(proposal_queries.waiting()) == 1
