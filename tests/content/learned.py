"""The finder of the real pack. What it learned is kept in var/learned: a second round is quick."""

import pytest

from tests.running_site import LEARNED, one_learns_at_a_time
from wegwijzer.signpost.editions import Build, Shelf
from wegwijzer.signpost.finder.embedder import installed
from wegwijzer.signpost.finder.find import Finder
from wegwijzer.signpost.finder.learning import learn
from wegwijzer.signpost.rules.edition import Edition


@pytest.fixture(scope="session")
def finder(build: Build, edition: Edition) -> Finder:
    shelf = Shelf(LEARNED)
    with one_learns_at_a_time():
        if not shelf.knows(build.learned, ""):
            shelf.keep(learn(build.material, installed()))
    return Finder(edition, shelf.model(edition), installed())
