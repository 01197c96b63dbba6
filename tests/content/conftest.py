"""The real pack, read, compiled and proven once; and the small one, to make editions of."""

from datetime import date
from pathlib import Path

import pytest

from tests.content.small_pack import make_pack
from wegwijzer.pack.check import check
from wegwijzer.pack.load import Pack
from wegwijzer.pack.problems import Problem
from wegwijzer.signpost.editions import Build, compile_pack
from wegwijzer.signpost.rules.edition import Edition, from_bytes, to_bytes

CONTENT = Path(__file__).parents[2] / "content"
WRITTEN = date(2026, 11, 23)  # the day on which its facts were last checked


@pytest.fixture(scope="session")
def checked() -> tuple[Pack, list[Problem]]:
    return check(CONTENT, WRITTEN)


@pytest.fixture(scope="session")
def pack(checked: tuple[Pack, list[Problem]]) -> Pack:
    return checked[0]


@pytest.fixture(scope="session")
def build(pack: Pack) -> Build:
    return compile_pack(pack)


@pytest.fixture(scope="session")
def edition(build: Build) -> Edition:
    return from_bytes(to_bytes(build.body, 1, WRITTEN.isoformat()))


@pytest.fixture(scope="session")
def small_build(tmp_path_factory: pytest.TempPathFactory) -> Build:
    pack, problems = check(make_pack(tmp_path_factory.mktemp("small")), WRITTEN)
    assert problems == []
    build = compile_pack(pack)
    assert build.counterexamples == []
    return build
