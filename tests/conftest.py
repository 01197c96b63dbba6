"""What all tests share: a running site, a browser, and the search for barriers.

Nothing here imports Django, so that the tests of rules run with Django out of reach.
"""

import os
from pathlib import Path

import hypothesis
import pytest

pytest_plugins = ["tests.running_site", "tests.browsing"]

hypothesis.settings.register_profile("ci", derandomize=True, deadline=None, print_blob=True)
hypothesis.settings.register_profile("desk", deadline=None)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "desk")

RULES = Path(__file__).parent / "rules"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test that asks for the browser is marked as such, and so is a test of rules: nobody can forget it."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
        if item.path.is_relative_to(RULES):
            item.add_marker("rules")
