"""The finder of the real pack. What it learned is kept in var/learned: a second round is quick."""

import fcntl

import pytest

from tests.running_site import LEARNED
from wegwijzer.signpost.editions import Build, Shelf
from wegwijzer.signpost.finder.embedder import installed
from wegwijzer.signpost.finder.find import Finder
from wegwijzer.signpost.finder.learning import learn
from wegwijzer.signpost.rules.edition import Edition


@pytest.fixture(scope="session")
def finder(build: Build, edition: Edition) -> Finder:
    LEARNED.mkdir(parents=True, exist_ok=True)
    shelf = Shelf(LEARNED)
    with (LEARNED / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two workers would learn the same
        if not shelf.knows(build.learned):
            shelf.keep(learn(build.material, installed()))
    return Finder(edition, shelf.model(edition), installed())
