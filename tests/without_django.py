"""A pytest plugin: puts Django and PyYAML out of reach, so that a rule that needs one fails by its name."""

import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType

import pytest

OUT_OF_REACH = ("django", "yaml")


class Refusal(MetaPathFinder):
    """Stands before all other finders."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname.partition(".")[0] in OUT_OF_REACH:
            raise ModuleNotFoundError(f"rules do without {fullname}", name=fullname)
        return None


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addini("DJANGO_SETTINGS_MODULE", "read by pytest-django, which is left out here")


sys.meta_path.insert(0, Refusal())
