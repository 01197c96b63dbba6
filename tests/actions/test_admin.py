"""The pages for coordinators, on a site of their own: they call the same deeds, and delete nothing."""

from typing import cast

import pytest
from django.contrib.admin import AdminSite
from django.test import RequestFactory

from tests.actions.people import AT, FIRST, HEAD, SCHOOL, STRANGER
from wegwijzer.directory.actions import proposing
from wegwijzer.directory.admin import AtWork, register
from wegwijzer.directory.models import Proposal, Reminder, Statement, Withdrawal

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    site = AdminSite("tests")
    register(site)
    return site


def request(by, **form: str):
    made = cast(AtWork, RequestFactory().post("/", form))
    made.actor, made.at = by, AT
    return made


def propose() -> Proposal:
    number = proposing.propose(SCHOOL, "contact", {"email": "info@debij.example"}, by=HEAD, at=AT).id
    return Proposal.objects.get(pk=number)


def page(site, of=Proposal):
    return site._registry[of]


def test_a_coordinator_approves_with_the_same_deed(site):
    propose()
    page(site).approve(request(FIRST), Proposal.objects.all())
    assert Proposal.objects.get().state == "approved"
    assert Statement.objects.get().checked_by == "coordinator"


def test_a_coordinator_refuses_with_a_reason_and_not_without(site):
    propose()
    page(site).refuse(request(FIRST), Proposal.objects.all())
    assert Proposal.objects.get().state == "proposed"
    page(site).refuse(request(FIRST, reason="bestaat niet"), Proposal.objects.all())
    assert (Proposal.objects.get().state, Proposal.objects.get().reason) == ("refused", "bestaat niet")


@pytest.mark.parametrize("by", [HEAD, STRANGER])
def test_others_do_not_see_it_and_their_click_does_nothing(site, by):
    row = propose()
    assert not page(site).has_view_permission(request(by), row)
    assert page(site).get_actions(request(by)) == {}
    page(site).approve(request(by), Proposal.objects.all())
    assert Proposal.objects.get().state == "proposed"


def test_who_is_not_known_sees_nothing(site):
    assert not page(site).has_module_permission(RequestFactory().get("/"))


@pytest.mark.parametrize("of", [Proposal, Reminder, Withdrawal])
def test_history_can_be_read_and_not_changed_added_or_deleted(site, of):
    coordinator = request(FIRST)
    assert page(site, of).get_model_perms(coordinator) == {
        "add": False,
        "change": False,
        "delete": False,
        "view": True,
    }
    assert "delete_selected" not in page(site, of).get_actions(coordinator)
    assert page(site, of).check() == []
