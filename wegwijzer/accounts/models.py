"""Tables of people and of keys. Every key in them is wrapped or public; nothing here opens by itself.

The chain: a secret that a person knows opens their `Lock`, that gives their own key, that opens a `Grant`,
that gives the key of the organisation, that opens a `BoxKey`, that gives the key of a box: of one
conversation or one case.
"""

import uuid
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from wegwijzer.accounts.rules.retention import Kind
from wegwijzer.vault.sealing import Place


def _id() -> Any:
    return models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)


class Organisation(models.Model):
    """`code`: how the rest of the house names it, such as "desk:kindertelefoon" or "school:01AB00"."""

    id = _id()
    code = models.CharField(max_length=80, unique=True)
    name = models.CharField(max_length=200)
    since = models.DateTimeField()


class People(BaseUserManager["Account"]):
    """Found by mail address, whatever its capitals."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(email=(username or "").strip().casefold())


class Account(AbstractBaseUser):
    """A person at work. The mail address is that of the work, in small letters."""

    id = _id()
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=100)
    is_active = models.BooleanField(default=True)
    since = models.DateTimeField()

    objects = People()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []


class Membership(models.Model):
    """What somebody is in an organisation, as long as `until` is empty.

    `admitted_at`: since when they may know its key. A password that is lost does not take that away.
    """

    id = _id()
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="members")
    roles = models.JSONField()
    since = models.DateTimeField()
    admitted_at = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("account", "organisation"), condition=Q(until=None), name="one_membership"
            )
        ]


class Invitation(models.Model):
    """`mark`: SHA-256 of what stands in the link, which is not kept. `account`: of who starts anew."""

    id = _id()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    email = models.EmailField()
    roles = models.JSONField()
    account = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    mark = models.BinaryField(max_length=32, unique=True)
    at = models.DateTimeField()
    until = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


class Device(models.Model):
    """Where somebody logged in before. `mark`: SHA-256 of the number in the cookie, which is not kept."""

    id = _id()
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    mark = models.BinaryField(max_length=32)
    since = models.DateTimeField()
    seen_on = models.DateField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=("account", "mark"), name="one_device")]


class Guesses(models.Model):
    """Guesses at one thing since a moment. `mark`: SHA-256 of what is guessed at."""

    mark = models.BinaryField(primary_key=True, max_length=32)
    number = models.PositiveIntegerField()
    since = models.DateTimeField()


class MemberKey(models.Model):
    """The key pair of a person; its private half lies in the locks."""

    id = _id()
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    public = models.BinaryField(max_length=32)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("account",), condition=Q(until=None), name="one_key_of_a_person")
        ]


class Lock(models.Model):
    """The private key of a person, sealed under a secret that only they know."""

    PASSWORD, PASSPHRASE = "password", "passphrase"

    id = _id()
    key = models.ForeignKey(MemberKey, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10)
    salt = models.BinaryField(max_length=16)
    sealed = models.BinaryField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=("key", "kind"), name="one_lock_of_a_kind")]

    def place(self) -> Place:
        return Place("accounts_lock", str(self.id), "sealed")


class OrganisationKey(models.Model):
    """A generation of the key pair of an organisation.

    `due`: somebody who could open it may not any more, so it must be renewed by the first who can.
    """

    id = _id()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    public = models.BinaryField(max_length=32)
    due = models.BooleanField(default=False)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("organisation", "number"), name="one_key_of_a_number"),
            models.UniqueConstraint(
                fields=("organisation",), condition=Q(until=None), name="one_key_of_an_organisation"
            ),
        ]


class Grant(models.Model):
    """The private key of an organisation, wrapped for one member."""

    key = models.ForeignKey(OrganisationKey, on_delete=models.PROTECT, related_name="+")
    member = models.ForeignKey(MemberKey, on_delete=models.PROTECT, related_name="+")
    wrapped = models.BinaryField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=("key", "member"), name="one_grant")]

    def place(self) -> Place:
        return Place("accounts_grant", f"{self.key_id}:{self.member_id}", "wrapped")


class Recovery(models.Model):
    """The public half of the pair whose private half was split over kits, and printed."""

    id = _id()
    organisation = models.OneToOneField(Organisation, on_delete=models.PROTECT, related_name="+")
    public = models.BinaryField(max_length=32)
    needed = models.PositiveSmallIntegerField()
    kits = models.PositiveSmallIntegerField()
    since = models.DateTimeField()


class RecoveryGrant(models.Model):
    """The private key of an organisation, wrapped for its kits."""

    recovery = models.OneToOneField(Recovery, on_delete=models.CASCADE, related_name="+")
    key = models.ForeignKey(OrganisationKey, on_delete=models.PROTECT, related_name="+")
    wrapped = models.BinaryField()

    def place(self) -> Place:
        return Place("accounts_recoverygrant", f"{self.recovery_id}:{self.key_id}", "wrapped")


class Box(models.Model):
    """What is sealed together: one conversation or one case, under a key of its own.

    `version`: of the key for what is written from now on. `stale`: somebody knows that key who may not, so
    the next text gets a new one. `closed_at`: from when its term is counted.
    """

    id = _id()
    kind = models.CharField(max_length=20, default=Kind.CONVERSATION)
    version = models.PositiveIntegerField(default=1)
    stale = models.BooleanField(default=False)
    since = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, db_index=True)
    destroyed_at = models.DateTimeField(null=True)


class Half(models.Model):
    """The half of the keys of a box that stays out of backups: without it a copy of all the rest is dead."""

    box = models.OneToOneField(Box, primary_key=True, on_delete=models.PROTECT, related_name="+")
    half = models.BinaryField(max_length=32)


class Code(models.Model):
    """By which the person comes back. Neither the code nor anything it can be tried against stands here."""

    box = models.OneToOneField(Box, primary_key=True, on_delete=models.PROTECT, related_name="+")
    room = models.PositiveSmallIntegerField(db_index=True)
    salt = models.BinaryField(max_length=16)
    mark = models.BinaryField(max_length=32)
    public = models.BinaryField(max_length=32)


class BoxKey(models.Model):
    """A key of a box, wrapped for a reader: an organisation, or whoever has the code."""

    box = models.ForeignKey(Box, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    organisation_key = models.ForeignKey(
        OrganisationKey, null=True, on_delete=models.PROTECT, related_name="+"
    )
    code = models.ForeignKey(Code, null=True, on_delete=models.CASCADE, related_name="+")
    wrapped = models.BinaryField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("box", "version", "organisation_key"), name="one_box_key_of_an_organisation"
            ),
            models.UniqueConstraint(fields=("box", "version", "code"), name="one_box_key_of_a_code"),
            models.CheckConstraint(
                condition=Q(organisation_key=None, code__isnull=False)
                | Q(organisation_key__isnull=False, code=None),
                name="one_reader",
            ),
        ]

    def reader(self) -> OrganisationKey | Code:
        found = self.organisation_key or self.code
        if found is None:
            raise ValueError("a key of a box has one reader")
        return found

    def place(self) -> Place:
        reader = self.organisation_key_id or "code"
        return Place("accounts_boxkey", f"{self.box_id}:{self.version}:{reader}", "wrapped")
