"""The tables of the directory. A row gives its value of `rules.places`; the rules know nothing of rows."""

import dataclasses
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from wegwijzer.directory.rules import freshness, places, proposals
from wegwijzer.kernel.actor import Actor
from wegwijzer.kernel.terms import SHOWN


class Source(models.Model):
    """A file that was imported: what it is, of which day, under which licence.

    `weighs`: how its facts are weighed (`rules.changes.Origin`): covers, weak, empties.
    """

    id = models.CharField(primary_key=True, max_length=40)
    name = models.CharField(max_length=200)
    stand = models.DateField()
    licence = models.CharField(max_length=100)
    url = models.CharField(max_length=300, blank=True)
    made_up = models.BooleanField(default=False)
    sha256 = models.CharField(max_length=64, blank=True)
    rows = models.PositiveIntegerField(default=0)
    weighs = models.JSONField(default=dict)
    imported_at = models.DateTimeField()
    imported_by = models.CharField(max_length=80)

    def value(self) -> places.Source:
        return places.Source(self.id, self.name, self.stand.isoformat(), self.licence, self.url, self.made_up)


class Municipality(models.Model):
    code = models.CharField(primary_key=True, max_length=4)
    name = models.CharField(max_length=80)
    province = models.CharField(max_length=40, blank=True)
    source = models.ForeignKey(Source, null=True, on_delete=models.PROTECT, related_name="+")

    def value(self) -> places.Municipality:
        return places.Municipality(**_fields(self, places.Municipality))


class Board(models.Model):
    number = models.CharField(primary_key=True, max_length=5)
    name = models.CharField(max_length=200, blank=True)
    street = models.CharField(max_length=120, blank=True)
    postcode = models.CharField(max_length=6, blank=True)
    place = models.CharField(max_length=80, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    website = models.CharField(max_length=200, blank=True)
    source = models.ForeignKey(Source, null=True, on_delete=models.PROTECT, related_name="+")
    other_sources = models.JSONField(default=dict)  # per fact, where it is not `source`

    def value(self) -> places.Board:
        return places.Board(**_fields(self, places.Board))


class Partnership(models.Model):
    code = models.CharField(primary_key=True, max_length=6)
    sector = models.CharField(max_length=2)
    name = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    website = models.CharField(max_length=200, blank=True)
    source = models.ForeignKey(Source, null=True, on_delete=models.PROTECT, related_name="+")

    def value(self) -> places.Partnership:
        return places.Partnership(**_fields(self, places.Partnership))


class PostcodeArea(models.Model):
    pc4 = models.CharField(primary_key=True, max_length=4)
    place = models.CharField(max_length=80)
    municipality = models.ForeignKey(Municipality, null=True, on_delete=models.PROTECT, related_name="+")
    partnership_po = models.ForeignKey(Partnership, null=True, on_delete=models.PROTECT, related_name="+")
    partnership_vo = models.ForeignKey(Partnership, null=True, on_delete=models.PROTECT, related_name="+")
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    source = models.ForeignKey(Source, null=True, on_delete=models.PROTECT, related_name="+")

    def value(self) -> places.PostcodeArea:
        return places.PostcodeArea(**_fields(self, places.PostcodeArea))


class School(models.Model):
    """A school location. It is never deleted: an old code must still lead to what took its place."""

    code = models.CharField(primary_key=True, max_length=6)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=6)
    place = models.CharField(max_length=80)
    municipality = models.ForeignKey(Municipality, null=True, on_delete=models.PROTECT, related_name="+")
    board = models.ForeignKey(Board, null=True, on_delete=models.PROTECT, related_name="+")
    street = models.CharField(max_length=120, blank=True)
    number = models.CharField(max_length=20, blank=True)
    postcode = models.CharField(max_length=6, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    website = models.CharField(max_length=200, blank=True)
    denomination = models.CharField(max_length=60, blank=True)
    pupils = models.PositiveIntegerField(null=True)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    closed = models.DateField(null=True)
    successor = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    source = models.ForeignKey(Source, null=True, on_delete=models.PROTECT, related_name="+")
    other_sources = models.JSONField(default=dict)  # per fact, where it is not `source`

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=tuple(places.SECTORS)), name="school_kind_is_known"),
            models.CheckConstraint(
                condition=Q(successor=None) | Q(closed__isnull=False),
                name="only_a_closed_school_has_a_successor",
            ),
        ]

    def value(self) -> places.School:
        return places.School(
            **_fields(self, places.School) | {"closed": self.closed.isoformat() if self.closed else ""}
        )


class Statement(models.Model):
    """What a school or desk states about itself now. Earlier ones stand in the proposals."""

    about = models.CharField(max_length=6)
    subject = models.CharField(max_length=60)
    field = models.CharField(max_length=40)
    value = models.JSONField()
    source = models.CharField(max_length=200)
    evidence = models.CharField(max_length=1)
    checked = models.DateField()
    checked_by = models.CharField(max_length=80)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("about", "subject", "field"), name="one_statement_per_field"),
            models.CheckConstraint(
                condition=Q(about__in=("school", "desk")), name="statement_is_about_something"
            ),
            models.CheckConstraint(condition=Q(evidence__in=SHOWN), name="statement_may_be_shown"),
        ]

    def stated(self) -> places.Statement:
        return places.Statement(
            self.about,
            self.subject,
            self.field,
            self.value,
            self.source,
            self.evidence,
            self.checked.isoformat(),
            self.checked_by,
        )


def _fields(row: models.Model, made: type) -> dict[str, Any]:
    """The fields that a row and its value share; of a row that is pointed at, the key; "" for no key."""
    found: dict[str, Any] = {}
    for field in row._meta.concrete_fields:
        if field.name in {own.name for own in dataclasses.fields(made)}:
            value = getattr(row, field.attname)
            found[field.name] = "" if value is None and field.is_relation else value
    return found


class NeverDeleted(Exception):
    """This table is the memory of who changed what: a row stays for ever."""


class _Kept(models.QuerySet[Any]):
    def delete(self) -> tuple[int, dict[str, int]]:
        raise NeverDeleted


class Proposal(models.Model):
    """A change that somebody asked for, with what came of it. Kept for ever; only the decision is added."""

    about = models.CharField(max_length=6)
    subject = models.CharField(max_length=60)
    field = models.CharField(max_length=40)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    by_account = models.CharField(max_length=150)
    by_role = models.CharField(max_length=80)
    by_organisation = models.CharField(max_length=80)
    at = models.DateTimeField()
    state = models.CharField(max_length=24, default=proposals.State.PROPOSED.value)
    decided_by = models.CharField(max_length=150, blank=True)
    decided_role = models.CharField(max_length=80, blank=True)
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=500, blank=True)

    objects = _Kept.as_manager()

    class Meta:
        indexes: ClassVar = [models.Index(fields=("state", "at"), name="proposals_waiting")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(about__in=("school", "desk")), name="proposal_is_about_something"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[one.value for one in proposals.State]), name="proposal_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state=proposals.State.PROPOSED.value, decided_at=None, decided_by="")
                | (
                    ~Q(state=proposals.State.PROPOSED.value) & Q(decided_at__isnull=False) & ~Q(decided_by="")
                ),
                name="a_decision_has_somebody_and_a_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state=proposals.State.APPROVED.value, decided_by=models.F("by_account")),
                name="nobody_approves_their_own",
            ),
        ]

    def delete(self, *args: object, **options: object) -> tuple[int, dict[str, int]]:
        raise NeverDeleted

    def value(self) -> proposals.Proposal:
        decided = Actor(self.decided_by, self.decided_role) if self.decided_by else None
        return proposals.Proposal(
            self.pk,
            self.about,
            self.subject,
            self.field,
            self.before,
            self.after,
            Actor(self.by_account, self.by_role, self.by_organisation),
            self.at,
            proposals.State(self.state),
            decided,
            self.decided_at,
            self.reason,
        )


class Withdrawal(models.Model):
    """An editor took a channel off the page. The number follows on the last one, and is taken once: of two
    editors at the same time only one has weighed how things stand.
    """

    number = models.PositiveIntegerField(primary_key=True)
    desk = models.CharField(max_length=60)
    channel = models.CharField(max_length=300)
    reason = models.CharField(max_length=500)
    on = models.DateField()
    by_account = models.CharField(max_length=150)
    by_role = models.CharField(max_length=80)

    objects = _Kept.as_manager()

    def delete(self, *args: object, **options: object) -> tuple[int, dict[str, int]]:
        raise NeverDeleted

    def value(self) -> freshness.Withdrawn:
        return freshness.Withdrawn(self.desk, self.channel, self.reason, self.on.isoformat())


class Reminder(models.Model):
    """An owner was asked to look at facts. `facts`: each as [name, ISO date of the check]."""

    about = models.CharField(max_length=6)
    subject = models.CharField(max_length=60)
    facts = models.JSONField()
    on = models.DateField()
    by_account = models.CharField(max_length=150)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("about", "subject", "on"), name="asked_once_a_day")
        ]
