"""Running the site: serve, doctor, demo, and the two commands of Django that an operator needs."""

import argparse
import os
import socket
import sys
from collections.abc import Iterator
from typing import Any

from wegwijzer.signpost.explain import route_data
from wegwijzer.signpost.rules.edition import Edition
from wegwijzer.site import clock
from wegwijzer.site.commands.editions import published, shelf
from wegwijzer.site.commands.facts import findings


def register(commands: Any) -> None:
    serve = commands.add_parser("serve", help="run the site: one process, no other service needed")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=8000)
    serve.set_defaults(run=run_serve)
    commands.add_parser("doctor", help="what is in order and what is not").set_defaults(run=run_doctor)
    commands.add_parser("demo", help="made-up situations to look at, with their addresses").set_defaults(
        run=run_demo
    )
    commands.add_parser("migrate", help="bring the database up to date").set_defaults(run=run_migrate)
    make = commands.add_parser("makemigrations", help="for developers: write what changed in the models")
    make.add_argument("--check", action="store_true")
    make.add_argument("--dry-run", action="store_true")
    make.set_defaults(run=run_makemigrations)


def _django() -> None:
    import django

    django.setup()


def run_serve(options: argparse.Namespace) -> int:
    import uvicorn

    # Before the settings are read: with no public address given, a QR code leads to this very site.
    os.environ.setdefault("WEGWIJZER_URL", f"http://{options.host}:{options.port}")
    if shelf().current()[0] is None:
        print("no edition is published; make one first: wegwijzer edition build --publish", file=sys.stderr)
        return 1
    if not _is_free(options.host, options.port):
        print(f"port {options.port} is in use; choose another one with --port", file=sys.stderr)
        return 1
    print(f"Open http://{options.host}:{options.port}/", flush=True)
    uvicorn.run(
        "wegwijzer.site.asgi:application",
        host=options.host,
        port=options.port,
        access_log=False,
        log_level="warning",
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=5,
    )
    return 0


def _is_free(host: str, port: int) -> bool:
    """Whether the port can be listened on; asked before an address is told that would be of another."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def run_doctor(options: argparse.Namespace) -> int:
    """Exit 1 when something needs a hand; every line says how to mend it."""
    from django.core.exceptions import ImproperlyConfigured

    try:
        _django()
    except ImproperlyConfigured as error:  # such as an address of PostgreSQL without its driver
        print(f"WRONG database: {str(error).splitlines()[0]}; see WEGWIJZER_DATABASE")
        return 1
    bad = 0
    for good, line in _findings():
        print(f"{'ok  ' if good else 'WRONG'} {line}")
        bad += not good
    return 1 if bad else 0


def _findings() -> Iterator[tuple[bool, str]]:
    from django.conf import settings

    edition, problems = shelf().current()
    for problem in problems:
        yield False, f"{problem}; build it again: wegwijzer edition build --publish"
    if edition:
        first, last = edition.checked_between
        yield True, f"edition {edition.number} of {edition.built} is in use; facts checked {first} to {last}"
        register, _ = published().current()
        yield from findings(edition, register, register.withdrawals, clock.today())
        yield _finder(edition)
    yield _directory()
    yield _database()
    yield _built()
    local = settings.URL.startswith(("http://127.", "http://localhost"))
    yield True, f"public address: {settings.URL}{' (this machine only; see WEGWIJZER_URL)' if local else ''}"
    yield True, f"Snel weg leads to {settings.EXIT_URL}"


def _finder(edition: Edition) -> tuple[bool, str]:
    """Whether own words are understood, and by what."""
    from wegwijzer.signpost.finder.embedder import is_installed
    from wegwijzer.signpost.finder.model import DamagedModel

    try:
        made_by = shelf().made_by(edition)
    except DamagedModel as error:
        return False, f"finder: {error}; build it again: wegwijzer edition build --publish"
    if not is_installed():
        return True, "finder: letters only, no embedder is installed (pip install 'wegwijzer[embedder]')"
    if not made_by:
        return True, "finder: letters only, it learned without an embedder; build the edition again"
    return True, f"finder: letters, and meaning by {made_by}"


def _directory() -> tuple[bool, str]:
    """Whether there are schools to look up, and of which day."""
    register, problems = published().current()
    if problems:
        return False, f"{problems[0]}; publish it again: wegwijzer directory publish"
    if not register.open_schools:
        return False, "no schools are known; import them: wegwijzer directory import"
    kind = "made-up schools, to try things out" if register.made_up else "schools"
    return True, f"{len(register.open_schools)} {kind}, published on {register.published}"


def _database() -> tuple[bool, str]:
    from django.core.exceptions import ImproperlyConfigured
    from django.db import connection
    from django.db.utils import Error

    try:
        with connection.cursor() as cursor:
            tables = connection.introspection.table_names(cursor)
        if "directory_school" not in tables:
            return False, "database has no tables; make them: wegwijzer migrate"
        return True, f"database answers: {connection.vendor}"
    except ImproperlyConfigured as error:
        return False, f"database: {str(error).splitlines()[0]}"
    except (Error, OSError):
        return False, "database does not answer; the signpost goes on without it (see WEGWIJZER_DATABASE)"


def _built() -> tuple[bool, str]:
    from wegwijzer.ui import files

    missing = [
        name
        for name in ("ww.css", "work.css", "exit.js", "ask.js", "school.js", "passkey.js")
        if not (files.STATIC / name).exists()
    ]
    if missing:
        return False, f"not built: {', '.join(missing)}; run make setup"
    return True, "style and script are built"


EXAMPLES: tuple[tuple[str, dict[str, str]], ...] = (
    (
        "A pupil of a secondary school is bullied, the mentor knows",
        {
            "audience": "leerling",
            "topic": "pesten",
            "safety": "veilig",
            "sector": "vo",
            "stage": "bij_school_besproken",
            "who": "leerling",
        },
    ),
    (
        "A parent does not get an answer from the board",
        {
            "audience": "ouder",
            "topic": "klacht_loopt_vast",
            "safety": "veilig",
            "sector": "po",
            "stage": "vastgelopen",
            "stuck": "bestuur_zwijgt",
        },
    ),
    (
        "A child at home is in danger now",
        {"audience": "leerling", "topic": "thuissituatie", "safety": "gevaar"},
    ),
    (
        "A teacher is bullied by the head of the school",
        {"audience": "personeel", "topic": "pesten_op_het_werk", "safety": "bang", "who": "schoolleiding"},
    ),
    (
        "A school leader suspects abuse by a colleague",
        {"audience": "school", "topic": "seksueel_grensoverschrijdend_medewerker"},
    ),
)


def run_demo(options: argparse.Namespace) -> int:
    edition, problems = shelf().current()
    if edition is None:
        print("\n".join(problems), file=sys.stderr)
        return 1
    print("Made-up situations, to look at once the site runs:")
    for text, answers in EXAMPLES:
        print(f"  {route_data(edition, answers)['path']:<28} {text}")
    return 0


def run_migrate(options: argparse.Namespace) -> int:
    _django()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    return 0


def run_makemigrations(options: argparse.Namespace) -> int:
    _django()
    from django.core.management import call_command

    try:
        call_command("makemigrations", check_changes=options.check, dry_run=options.dry_run, verbosity=0)
    except SystemExit as stop:
        return int(stop.code or 0)
    return 0
