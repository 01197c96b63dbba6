"""`wegwijzer edition`: build, list, publish, roll back, compare, write out."""

import argparse
import gzip
import json
import resource
import sys
import time
from collections.abc import Callable
from datetime import UTC
from pathlib import Path
from typing import Any

from wegwijzer.directory.files import Published
from wegwijzer.pack.check import check
from wegwijzer.signpost.difference import compare
from wegwijzer.signpost.editions import Build, Shelf, compile_pack
from wegwijzer.signpost.finder.model import DamagedModel
from wegwijzer.signpost.rules.edition import DamagedEdition, Edition, code_of, from_bytes, to_bytes
from wegwijzer.site import clock
from wegwijzer.site.commands.pack import content_folder


def register(commands: Any) -> None:
    edition = commands.add_parser("edition", help="editions of the signpost").add_subparsers(
        dest="deed", required=True
    )
    build = edition.add_parser("build", help="compile the content pack and prove it")
    build.add_argument(
        "folder", nargs="?", type=Path, default=None, help="default: content/ of this checkout"
    )
    build.add_argument("--publish", action="store_true", help="bring it into use at once")
    build.add_argument(
        "--if-changed", action="store_true", help="only when it differs from the edition in use"
    )
    build.add_argument("--dry-run", action="store_true", help="write nothing")
    build.add_argument("--json", action="store_true", help="print figures as JSON")
    build.set_defaults(run=run_build)
    _add(edition, "list", "all editions, newest first", run_list)
    _add(edition, "publish", "bring an edition into use", run_publish, "number")
    _add(edition, "rollback", "go back to the edition before", run_rollback)
    _add(edition, "diff", "which situations lead elsewhere in B than in A", run_diff, "a", "b")
    export = edition.add_parser("export", help="write the whole public signpost as static files")
    export.add_argument("folder", type=Path)
    export.set_defaults(run=run_export)


def _add(edition: Any, name: str, text: str, run: Callable[[argparse.Namespace], int], *numbers: str) -> None:
    parser = edition.add_parser(name, help=text)
    for number in numbers:
        parser.add_argument(number, type=int)
    parser.set_defaults(run=run)


def shelf() -> Shelf:
    """The editions of this installation."""
    from wegwijzer.site import settings

    return Shelf(settings.VAR / "editions")


def published() -> Published:
    """The register of schools of this installation."""
    from wegwijzer.site import settings

    return Published(settings.VAR / "directory")


def edition_in_use() -> Edition | None:
    """The published edition; when there is none, what is wrong is printed."""
    edition, problems = shelf().current()
    if edition is None:
        print("\n".join(problems), file=sys.stderr)
    return edition


def _now() -> str:
    return clock.now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def run_build(options: argparse.Namespace) -> int:
    begin = time.perf_counter()
    pack, problems = check(options.folder or content_folder(), clock.today())
    if problems:
        for problem in problems:
            print(problem)
        print(f"{len(problems)} mistakes; no edition was made", file=sys.stderr)
        return 1
    build = compile_pack(pack)
    seconds = time.perf_counter() - begin
    if build.counterexamples:
        _print_counterexamples(build)
        return 1
    if options.json:
        print(json.dumps(_figures(build, seconds)))
    else:
        print(_summary(build, seconds))
    return 0 if options.dry_run else _keep(build, options)


def _keep(build: Build, options: argparse.Namespace) -> int:
    on_shelf = shelf()
    current, _ = on_shelf.current()
    _learn(on_shelf, build)
    if options.if_changed and current and current.hash == build.hash:
        print(f"edition {current.number} is up to date")
        return 0
    number = on_shelf.add(build, clock.today().isoformat())
    print(f"edition {number} built: {build.hash[:12]}")
    if options.publish:
        on_shelf.publish(number, _now())
        print(f"edition {number} is in use")
    return 0


def _learn(on_shelf: Shelf, build: Build) -> None:
    """Let the finder learn, when its sentences are new. The slow part of a build, so it is said."""
    from wegwijzer.signpost.finder.embedder import installed

    embedder = installed()
    if on_shelf.knows(build.learned, embedder.name if embedder else ""):
        return
    from wegwijzer.signpost.finder.learning import learn

    print(
        f"the finder learns from {len(build.material):,} sentences (2 minutes)".replace(",", "."), flush=True
    )
    on_shelf.keep(learn(build.material, embedder))


def _summary(build: Build, seconds: float) -> str:
    diagram = build.compiled.diagram
    mean, most = diagram.questions(build.compiled.asks)
    count = f"{diagram.combinations():,}".replace(",", ".")
    return (
        f"{count} situations checked in {build.check_seconds:.2f} s, all promises hold; "
        f"{len(build.compiled.outcomes)} routes, {len(diagram.nodes)} nodes; "
        f"questions: {mean:.2f} on average, {most} at most; built in {seconds:.2f} s"
    )


def _figures(build: Build, seconds: float) -> dict[str, float]:
    mean, most = build.compiled.diagram.questions(build.compiled.asks)
    packed = gzip.compress(to_bytes(build.body, 1, "2000-01-01"))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begin = time.perf_counter()
    from_bytes(gzip.decompress(packed))
    load_seconds = time.perf_counter() - begin
    return {
        "check_seconds": round(build.check_seconds, 3),
        "build_seconds": round(seconds, 3),
        "questions_mean": round(mean, 3),
        "questions_max": most,
        "load_seconds": round(load_seconds, 3),
        "memory_mb": round(loaded_megabytes(packed), 1),
        "peak_mb": round(before / 1024, 1),
        "situations": build.compiled.diagram.combinations(),
        "file_kb": round(len(packed) / 1024, 1),
    }


def loaded_megabytes(packed: bytes) -> float:
    """What a loaded edition holds in memory, as Python counts it."""
    import tracemalloc

    raw = gzip.decompress(packed)
    tracemalloc.start()
    edition = from_bytes(raw)
    size = tracemalloc.get_traced_memory()[0] / 1e6
    tracemalloc.stop()
    del edition
    return size


def _print_counterexamples(build: Build) -> None:
    for example in build.counterexamples:
        answers = " ".join(f"{name}={value}" for name, value in example.answers.items())
        print(f"does not hold: {example.promise}: {example.detail}")
        print(f"    wegwijzer route {answers}")
        print(f"    /w/{code_of(example.answers, build.compiled.diagram.facets)}/route/")
    print(f"{len(build.counterexamples)} promises broken; no edition was made", file=sys.stderr)


def run_list(options: argparse.Namespace) -> int:
    on_shelf = shelf()
    used = on_shelf.published()
    for number in reversed(on_shelf.numbers()):
        mark = "in use" if used[-1:] == [number] else "was in use" if number in used else ""
        try:
            head = on_shelf.head(number)
            print(f"{number:>4}  {head['built']}  {head['hash'][:12]}  {mark}".rstrip())
        except DamagedEdition as error:
            print(f"{number:>4}  {error}")
    return 0


def run_publish(options: argparse.Namespace) -> int:
    on_shelf = shelf()
    try:
        on_shelf.publish(options.number, _now())
    except DamagedEdition as error:
        print(error, file=sys.stderr)
        return 1
    print(f"edition {options.number} is in use")
    try:
        on_shelf.model(on_shelf.read(options.number))
    except DamagedModel as error:
        print(f"its finder is out of order: {error}", file=sys.stderr)
    return 0


def run_rollback(options: argparse.Namespace) -> int:
    used = shelf().published()
    if len(used) < 2:
        print("there is no earlier edition to go back to", file=sys.stderr)
        return 1
    return run_publish(argparse.Namespace(number=used[-2]))


def run_diff(options: argparse.Namespace) -> int:
    on_shelf = shelf()
    try:
        one, other = on_shelf.read(options.a), on_shelf.read(options.b)
    except DamagedEdition as error:
        print(error, file=sys.stderr)
        return 1
    for line in compare(one, other):
        print(line)
    return 0


def run_export(options: argparse.Namespace) -> int:
    import django

    from wegwijzer.signpost.facts import facts_on
    from wegwijzer.site import export

    django.setup()
    current, problems = shelf().current()
    for problem in problems:
        print(problem, file=sys.stderr)
    if current is None:
        return 1
    if options.folder.exists() and any(options.folder.iterdir()):
        print(f"{options.folder} is not empty; pages of an earlier edition would stay there", file=sys.stderr)
        return 1
    register, _ = published().current()
    facts = facts_on(current, register, clock.today())
    count, size = export.write(facts, options.folder, lambda done: print(f"  {done} files", file=sys.stderr))
    print(f"edition {current.number}: {count} files, {size / 1e6:.0f} MB in {options.folder}")
    return 0
