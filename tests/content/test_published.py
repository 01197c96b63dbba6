"""The published register on disk: at every moment a whole one, and a word when it is not the last."""

import os

import pytest

from wegwijzer.directory.files import Published
from wegwijzer.directory.rules.register import EMPTY, Register

FIRST, SECOND = Register(published="2026-11-01"), Register(published="2026-11-02")


@pytest.fixture
def published(tmp_path):
    found = Published(tmp_path / "directory")
    found.write(FIRST)
    found.write(SECOND)
    return found


def test_what_was_published_last_is_in_use_and_the_one_before_is_kept(published):
    assert published.current() == (SECOND, [])
    assert sorted(path.name for path in published.path.parent.iterdir()) == [
        "before.register.gz",
        "register.gz",
    ]


def test_before_anything_is_published_there_is_nothing_and_nothing_is_wrong(tmp_path):
    assert Published(tmp_path).current() == (EMPTY, [])


@pytest.mark.parametrize("harm", [lambda path: path.write_bytes(b"half"), lambda path: path.unlink()])
def test_a_damaged_or_lost_register_is_told_and_the_one_before_it_is_there(published, harm):
    harm(published.path)
    register, problems = published.current()
    assert register == FIRST
    assert problems


def test_at_no_moment_of_publishing_is_there_an_older_register_or_none(published, monkeypatch):
    seen = []
    real = os.replace

    def looking(new, path):
        seen.append(published.current())
        real(new, path)
        seen.append(published.current())

    monkeypatch.setattr(os, "replace", looking)
    published.write(Register(published="2026-11-03"))
    assert {register.published for register, _ in seen} == {"2026-11-02", "2026-11-03"}
    assert all(problems == [] for _, problems in seen)
