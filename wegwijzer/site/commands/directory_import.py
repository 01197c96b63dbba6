"""`wegwijzer directory import`: from paths and addresses to an import, and its report in words or as JSON."""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wegwijzer.directory.download import DownloadFailed, fetch
from wegwijzer.directory.readers.forms import SUCCESSORS
from wegwijzer.directory.readers.reading import NoStand, Reading, UnknownForm, read, stand_of
from wegwijzer.directory.readers.tables import UnreadableFile
from wegwijzer.kernel.actor import Actor
from wegwijzer.site import clock
from wegwijzer.site.commands.editions import published

if TYPE_CHECKING:
    from wegwijzer.directory.actions.importing import File, Imported

PACKAGE = Path(__file__).resolve().parents[2]
MOST_LINES = 10  # of bad rows in a report for people; all of them stand in the JSON
HOW_TO = "docs/how-to/import-the-directory.md"


def run_import(options: argparse.Namespace) -> int:
    """Exit 1 when nothing was imported, with the reason; bad rows alone are no reason."""
    import django

    django.setup()
    if options.if_empty:
        return _if_empty(options)
    return _import(options, _wanted(options), made_up=options.made_up)


def made_up_folder() -> Path:
    """data/made_up of the checkout, or the copy inside an installed wheel."""
    checkout = PACKAGE.parent / "data" / "made_up"
    return checkout if checkout.is_dir() else PACKAGE / "_made_up"


def beside() -> Path:
    """Open data beside the checkout: nothing of it is part of this repository."""
    return PACKAGE.parent.parent / "shared" / "data"


def _if_empty(options: argparse.Namespace) -> int:
    """Never in the way of a start: what is wrong with the data beside the checkout is told, and no more."""
    from wegwijzer.directory import models

    if models.Source.objects.filter(made_up=False).exists():
        return _publish_if_lost()
    if beside().is_dir():
        print(f"open data beside the checkout: {beside()}")
        if _import(options, [str(beside())], made_up=False) == 0:
            return 0
    if models.Source.objects.exists():
        return _publish_if_lost()
    print(f"no open data beside the checkout: the schools are made up. For the real ones: {HOW_TO}")
    return _import(options, [str(made_up_folder())], made_up=True)


def _publish_if_lost() -> int:
    if not published().stamp():
        publish_schools()
    return 0


def _wanted(options: argparse.Namespace) -> list[str]:
    from django.conf import settings

    if options.made_up:
        return [str(made_up_folder())]
    return options.what or list(settings.DIRECTORY_URLS)


def _import(options: argparse.Namespace, wanted: list[str], *, made_up: bool) -> int:
    from wegwijzer.directory.actions.importing import Refused, import_files

    try:
        files = list(_files(wanted, options, made_up=made_up, today=clock.today().isoformat()))
        if not files:
            raise UnreadableFile(f"nothing to import: give a file, a folder or an address ({HOW_TO})")
        imported = import_files(
            files,
            by=Actor("", "operator"),
            at=clock.now(),
            allow_closing=options.allow_closing,
            dry_run=options.dry_run,
            progress=_line if sys.stderr.isatty() else None,
        )
    except (UnreadableFile, DownloadFailed, Refused, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    _tell(options, imported)
    return 0


def _files(
    wanted: Iterable[str], options: argparse.Namespace, *, made_up: bool, today: str
) -> Iterator["File"]:
    from wegwijzer.directory.actions.importing import File

    for path, url, needed in _paths(wanted):
        try:
            reading = read(path.read_bytes(), path.name)
        except UnknownForm:
            if needed:
                raise
            continue  # other files may lie in the same folder
        yield File(reading, _stand(reading, options, today), url, made_up)
    if options.successors:
        reading = read(options.successors.read_bytes(), options.successors.name)
        if reading.form.rank != SUCCESSORS:
            raise UnreadableFile(f"{reading.file}: the first line must be: code,successor")
        yield File(reading, _stand(reading, options, today))


def _stand(reading: Reading, options: argparse.Namespace, today: str) -> str:
    """Who took whose place is told by whoever imports, today."""
    try:
        return stand_of(reading, reading.file, options.stand or "")
    except NoStand:
        if reading.form.rank == SUCCESSORS:
            return today
        raise


def _paths(wanted: Iterable[str]) -> Iterator[tuple[Path, str, bool]]:
    """Path, address where it was fetched, and whether it was asked for by its name."""
    from django.conf import settings

    for one in wanted:
        path = Path(one)
        if "://" in one:
            fetched = fetch(one, settings.VAR / "directory" / "downloads", progress=_fetching(one))
            yield fetched.path, fetched.url, True
        elif path.is_dir():
            yield from ((file, "", False) for file in sorted(path.rglob("*.csv")))
        elif path.is_file():
            yield path, "", True
        else:
            raise UnreadableFile(f"there is no file or folder {one}")


def _fetching(address: str) -> Any:
    if not sys.stderr.isatty():
        return None
    name = address.rsplit("/", 1)[-1].partition("#")[0]
    return lambda done, total: _line(done // 1024, total // 1024, f"kB of {name}")


def _line(done: int, total: int, what: str) -> None:
    end = "\n" if done == total else ""
    print(f"\r\x1b[K{done}/{total or '?'} {what[:60]}", end=end, file=sys.stderr, flush=True)


def _tell(options: argparse.Namespace, imported: list["Imported"]) -> None:
    published = None if options.dry_run else publish_schools()
    if options.json:
        print(json.dumps({"files": [_data(one) for one in imported], "open": published}, ensure_ascii=False))
        return
    for one in () if options.if_empty else imported:
        print("\n".join(_lines(one)))
    print("nothing was written" if published is None else f"published: {published} open schools")


def publish_schools() -> int:
    """Bring what the tables hold into use; how many schools are open."""
    from wegwijzer.directory.actions.publishing import publish

    return len(publish(published(), at=clock.now()).open_schools)


def _lines(one: "Imported") -> Iterator[str]:
    reading, plan = one.file.reading, one.plan
    yield f"{reading.file}: {reading.form.name}, stand {one.file.stand}, {reading.rows} rows"
    counts = {
        "new": len(plan.new),
        "changed": len(plan.changed),
        "moved to another board": len(plan.moved),
        "closed": len(plan.closed),
        "with a successor": len(plan.successors),
        "reopened": len(plan.reopened),
    }
    if told := ", ".join(f"{name} {count}" for name, count in counts.items() if count):
        yield f"  {told}"
    if plan.changed:
        facts = Counter(fact for facts in plan.changed.values() for fact in facts).most_common()
        yield f"  changed: {', '.join(f'{fact} {count}' for fact, count in facts)}"
    wrong = [*map(str, reading.bad), *plan.not_so]
    yield from (f"  {line}" for line in wrong[:MOST_LINES])
    if len(wrong) > MOST_LINES:
        yield f"  and {len(wrong) - MOST_LINES} more; --json tells all"


def _data(one: "Imported") -> dict[str, Any]:
    reading, plan = one.file.reading, one.plan
    return {
        "file": reading.file,
        "source": one.file.origin.id,
        "name": reading.form.name,
        "stand": one.file.stand,
        "sha256": reading.sha256,
        "rows": reading.rows,
        "bad": [*map(str, reading.bad), *plan.not_so],
        "new": plan.new,
        "changed": plan.changed,
        "moved": plan.moved,
        "closed": plan.closed,
        "reopened": plan.reopened,
        "successors": plan.successors,
    }
