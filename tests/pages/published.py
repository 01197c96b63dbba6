"""Fixtures of the tests of pages and of journeys: the published edition, and its addresses."""

from collections.abc import Callable

import pytest

from tests.running_site import Site
from wegwijzer.signpost.editions import Shelf
from wegwijzer.signpost.pages.frame import Addresses
from wegwijzer.signpost.rules.edition import Edition

Addressing = Callable[[str], Addresses]


@pytest.fixture(scope="session")
def edition(site: Site) -> Edition:
    """The edition that the running site has in use: the real content pack, compiled."""
    found, problems = Shelf(site.var / "editions").current()
    assert found is not None, problems
    return found


@pytest.fixture(scope="session")
def addresses(edition: Edition) -> Addressing:
    """`addresses("en")`: every address of the site in a language."""
    return lambda language: Addresses(edition, language)
