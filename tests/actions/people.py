"""Made-up people and a made-up school, for tests of deeds."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime

from django.db import connection

from wegwijzer.directory.rules.freshness import EDITOR
from wegwijzer.directory.rules.proposals import COORDINATOR
from wegwijzer.directory.rules.stating import Entry
from wegwijzer.kernel.actor import Actor

AT = datetime(2027, 1, 10, 23, 30, tzinfo=UTC)  # half past midnight in the Netherlands, so the day after
SCHOOL = Entry("school", "01AB00", "OBS De Bij", "www.debij.example", frozenset({"lkc"}))
HEAD = Actor("school-a", "schoolleiding", "school:01AB00")
STRANGER = Actor("school-b", "schoolleiding", "school:02CD00")
FIRST, SECOND = Actor("co-1", COORDINATOR), Actor("co-2", COORDINATOR)
EDITING = Actor("ed", EDITOR)


def at_once(*deeds: Callable[[], object]) -> list[object]:
    """What comes of deeds that begin at the same moment, each on a connection of its own; or their error."""
    together, found = threading.Barrier(len(deeds)), [object()] * len(deeds)

    def run(place: int, deed: Callable[[], object]) -> None:
        try:
            connection.ensure_connection()
            together.wait(timeout=10)
            found[place] = deed()
        except Exception as error:
            found[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place, deed)) for place, deed in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return found
