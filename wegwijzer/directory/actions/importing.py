"""Importing: what files of others say, written into the tables. All files of one call, or none of them."""

import dataclasses
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models as django
from django.db import transaction
from django.utils.timezone import localdate

from wegwijzer.audit.actions.writing import write
from wegwijzer.audit.rules.chain import Deed
from wegwijzer.directory import models
from wegwijzer.directory.readers.forms import SUCCESSORS
from wegwijzer.directory.readers.reading import Reading
from wegwijzer.directory.rules.changes import MOST_CLOSING, Known, Origin, Plan, There, plan
from wegwijzer.kernel.actor import Actor

AT_ONCE = 500  # rows in one statement
Progress = Callable[[int, int, str], None]  # how many of how many, and what is being done


class Refused(ValueError):
    """Nothing was imported; in plain words why."""


@dataclass(frozen=True)
class File:
    """A file that was read. `stand`: ISO date of its facts; `url`: where it was fetched, if it was."""

    reading: Reading
    stand: str
    url: str = ""
    made_up: bool = False

    @property
    def name(self) -> str:
        return f"Verzonnen gegevens: {self.reading.form.name}" if self.made_up else self.reading.form.name

    @property
    def origin(self) -> Origin:
        return self.reading.origin(self.stand)


@dataclass(frozen=True)
class Imported:
    """A file with what it changed."""

    file: File
    plan: Plan


def import_files(
    files: Iterable[File],
    *,
    by: Actor,
    at: datetime,
    allow_closing: bool = False,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> list[Imported]:
    """Import files, regions before boards before schools, and the oldest stand first. Raises `Refused`.

    A file that was imported before changes nothing. Made-up data goes away when real data comes. `dry_run`:
    plan everything, write nothing. `allow_closing`: also when a file closes more than `MOST_CLOSING`.
    """
    tell = progress or (lambda done, total, what: None)
    ordered = sorted(files, key=lambda file: (file.reading.form.rank, file.stand, file.origin.id))
    steps = len(ordered) + 2
    with transaction.atomic():
        tell(0, steps, "reading what is there")
        made_up = _made_up(ordered, at)
        before = there = _there(without=made_up)
        imported = []
        for step, file in enumerate(ordered, 1):
            tell(step, steps, file.reading.file)
            found = plan(there, file.reading.read, file.origin)
            _refuse(file, found, allow_closing or file.made_up)
            there = there.with_(found.writes)
            imported.append(Imported(file, found))
        tell(steps - 1, steps, "writing")
        if not dry_run:
            _take_away(made_up)
            _write_sources(ordered, by=by, at=at)
            _write(there.beyond(before))
            for file in ordered:
                write(Deed("directory.import", f"file:{file.reading.sha256[:16]}", by, at))
    tell(steps, steps, "done")
    return imported


def _made_up(files: Sequence[File], at: datetime) -> list[str]:
    """The made-up sources that must go first. Raises `Refused` for what cannot be together."""
    late = [file.reading.file for file in files if file.stand > localdate(at).isoformat()]
    if late:
        raise Refused(f"{late[0]}: its facts are of a day that is still to come")
    kinds = {file.made_up for file in files}
    if kinds == {True} and models.Source.objects.filter(made_up=False).exists():
        raise Refused("real data is there; made-up data does not go with it")
    if len(kinds) > 1:
        raise Refused("made-up and real data do not go together")
    return [] if kinds != {False} else [source.id for source in models.Source.objects.filter(made_up=True)]


def _refuse(file: File, found: Plan, allowed: bool) -> None:
    if found.refused and not allowed:
        raise Refused(
            f"{file.reading.file}: would close {found.closing:.1%} of the open schools that it is about, "
            f"and more than {MOST_CLOSING:.0%} is more likely a broken file; nothing was imported. "
            "When it is right: --allow-closing"
        )


def _there(without: Sequence[str]) -> There:
    """Everything in the tables, as the rules know it, but for what comes from these sources."""
    sources = models.Source.objects.select_for_update().exclude(pk__in=without)

    def known(table: type[django.Model]) -> dict[str, Known[Any]]:
        rows = table._default_manager.exclude(source_id__in=without)
        return {str(row.pk): _known(row) for row in rows.iterator(AT_ONCE)}

    return There(
        origins={source.id: _origin(source) for source in sources} | {"": Origin("", "")},
        municipalities=known(models.Municipality),
        partnerships=known(models.Partnership),
        areas=known(models.PostcodeArea),
        boards=known(models.Board),
        schools=known(models.School),
    )


def _origin(source: models.Source) -> Origin:
    weighs = {name: frozenset(kinds) for name, kinds in source.weighs.items()}
    return Origin(source.id, source.stand.isoformat(), **weighs)


def _known(row: Any) -> Known[Any]:
    """The source stands beside the value, so that a value read from a file can be the same."""
    value = row.value()
    if hasattr(value, "source"):
        value = dataclasses.replace(value, source="")
    if hasattr(value, "other_sources"):
        value = dataclasses.replace(value, other_sources={})
    return Known(value, row.source_id or "", getattr(row, "other_sources", {}))


def _take_away(made_up: Sequence[str]) -> None:
    if not made_up:
        return
    models.School.objects.filter(source_id__in=made_up).update(successor=None)
    for table in (models.School, models.PostcodeArea, models.Board, models.Partnership, models.Municipality):
        table._default_manager.filter(source_id__in=made_up).delete()
    models.Source.objects.filter(pk__in=made_up).delete()


def _write_sources(files: Iterable[File], *, by: Actor, at: datetime) -> None:
    """A file that is there already, to the byte, keeps the moment at which it was first imported.

    Who took whose place is no list of facts with a day of its own, so it has no source.
    """
    before = dict(models.Source.objects.values_list("pk", "sha256"))
    rows = {
        file.origin.id: models.Source(
            id=file.origin.id,
            name=file.name,
            stand=date.fromisoformat(file.stand),
            licence=file.reading.form.licence,
            url=file.url or file.reading.form.url,
            made_up=file.made_up,
            sha256=file.reading.sha256,
            rows=file.reading.rows,
            weighs={name: sorted(getattr(file.origin, name)) for name in ("covers", "weak", "empties")},
            imported_at=at,
            imported_by=by.role,
        )
        for file in files
        if file.reading.form.rank != SUCCESSORS and before.get(file.origin.id) != file.reading.sha256
    }
    _upsert(models.Source, rows.values())


def _write(different: There) -> None:
    """What others point at first."""
    _upsert(models.Municipality, _rows(models.Municipality, different.municipalities))
    _upsert(models.Partnership, _rows(models.Partnership, different.partnerships))
    _upsert(models.PostcodeArea, _rows(models.PostcodeArea, different.areas))
    _upsert(models.Board, _rows(models.Board, different.boards))
    _upsert(models.School, _rows(models.School, different.schools))


def _rows(table: type[django.Model], different: Mapping[str, Known[Any]]) -> Iterable[django.Model]:
    fields = {field.name: field for field in table._meta.concrete_fields}
    for known in different.values():
        values = {
            fields[one.name].attname: _cell(fields[one.name], getattr(known.value, one.name))
            for one in dataclasses.fields(known.value)
        }
        values["source_id"] = known.main
        if "other_sources" in fields:
            values["other_sources"] = dict(known.others)
        yield table(**values)


def _cell(field: Any, value: Any) -> Any:
    """ "" is how a value says that there is none; a key or a day in a table says so with NULL."""
    return None if value == "" and field.null else value


def _upsert(table: type[django.Model], rows: Iterable[Any]) -> None:
    others = [field.name for field in table._meta.concrete_fields if not field.primary_key]
    table._default_manager.bulk_create(
        rows,
        batch_size=AT_ONCE,
        update_conflicts=True,
        unique_fields=["pk"],
        update_fields=others,
    )
