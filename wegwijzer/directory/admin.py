"""Proposals for coordinators: look, approve, refuse. History is read only, and nothing is ever deleted.

Nobody is led here yet. Whoever mounts it puts `actor` and `at` on the request: only the roof knows who it is,
and what time it is.
"""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.db.models import QuerySet
from django.http import HttpRequest

from wegwijzer.directory.actions import proposing
from wegwijzer.directory.models import Proposal, Reminder, Withdrawal
from wegwijzer.directory.rules.proposals import COORDINATOR, Refused
from wegwijzer.kernel.actor import Actor

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
else:
    ModelAdmin = admin.ModelAdmin  # only its stub can be subscripted


class AtWork(HttpRequest):
    """A request of somebody who is known."""

    actor: Actor
    at: datetime


class WithReason(ActionForm):
    reason = forms.CharField(max_length=500, required=False, label="Reden")


class ReadOnly(ModelAdmin):
    """For coordinators to look at."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        actor = getattr(request, "actor", None)
        return isinstance(actor, Actor) and actor.role == COORDINATOR

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ProposalAdmin(ReadOnly):
    list_display = ("at", "about", "subject", "field", "before", "after", "by_account", "by_role", "state")
    list_filter = ("state", "about", "field")
    search_fields = ("subject",)
    ordering = ("-at",)
    actions = ("approve", "refuse")
    action_form = WithReason

    @admin.action(description="Goedkeuren", permissions=["view"])
    def approve(self, request: AtWork, rows: QuerySet[Proposal]) -> None:
        for row in rows.order_by("at", "id"):
            try:
                proposing.approve(row.pk, by=request.actor, at=request.at)
            except Refused as refused:
                self._tell(request, row, refused)

    @admin.action(description="Weigeren, met reden", permissions=["view"])
    def refuse(self, request: AtWork, rows: QuerySet[Proposal]) -> None:
        for row in rows.order_by("at", "id"):
            try:
                proposing.refuse(row.pk, request.POST.get("reason", ""), by=request.actor, at=request.at)
            except Refused as refused:
                self._tell(request, row, refused)

    def _tell(self, request: HttpRequest, row: Proposal, refused: Refused) -> None:
        text = f"{row.subject}, {row.field}: {refused}"
        self.message_user(request, text, level=messages.ERROR, fail_silently=True)


class WithdrawalAdmin(ReadOnly):
    list_display = ("number", "desk", "channel", "reason", "on", "by_role")


class ReminderAdmin(ReadOnly):
    list_display = ("on", "about", "subject")


def register(site: admin.AdminSite) -> None:
    """Add the pages to a site."""
    site.register(Proposal, ProposalAdmin)
    site.register(Withdrawal, WithdrawalAdmin)
    site.register(Reminder, ReminderAdmin)
