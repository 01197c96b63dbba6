"""The tables of the ledger. Lines are added and read, and nothing else."""

from typing import Any, ClassVar

from django.db import models

from wegwijzer.audit.rules import chain


class NeverChanged(Exception):
    """The ledger is append-only."""


class _Lines(models.QuerySet[Any]):
    def delete(self) -> tuple[int, dict[str, int]]:
        raise NeverChanged

    def update(self, **values: Any) -> int:
        raise NeverChanged


class Line(models.Model):
    """A deed. The number follows on that of the line before it."""

    number = models.PositiveBigIntegerField(primary_key=True)
    action = models.CharField(max_length=chain.LONGEST)
    object = models.CharField(max_length=chain.LONGEST)
    result = models.CharField(max_length=10)
    origin = models.CharField(max_length=chain.LONGEST)
    account = models.CharField(max_length=chain.LONGEST, blank=True)
    role = models.CharField(max_length=chain.LONGEST)
    organisation = models.CharField(max_length=chain.LONGEST, blank=True)
    at = models.DateTimeField()
    case = models.CharField(max_length=chain.LONGEST, blank=True)
    before = models.CharField(max_length=64)
    before_in_case = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects = _Lines.as_manager()

    class Meta:
        base_manager_name = "objects"
        # Over all lines: SQLite does not see that a case that is asked for is never the empty one.
        indexes: ClassVar = [
            models.Index(fields=("case", "number"), name="lines_of_case"),
            models.Index(fields=("organisation", "number"), name="lines_of_organisation"),
        ]

    def save(self, *args: Any, **options: Any) -> None:
        if not self._state.adding:
            raise NeverChanged
        super().save(*args, **options)

    def delete(self, *args: Any, **options: Any) -> tuple[int, dict[str, int]]:
        raise NeverChanged


class Head(models.Model):
    """The last line, in one row: whoever adds a line holds it, so that two never follow the same one."""

    number = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=chain.START)
