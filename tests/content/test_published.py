"""The published register on disk: at every moment a whole one, and a word when it is not the last."""

import os
import threading

import pytest

from wegwijzer.directory.files import Published
from wegwijzer.directory.rules.register import EMPTY, Register, from_bytes

FIRST, SECOND = Register(published="2026-11-01"), Register(published="2026-11-02")


@pytest.fixture
def published(tmp_path):
    found = Published(tmp_path / "directory")
    found.write(FIRST)
    found.write(SECOND)
    return found


def test_what_was_published_last_is_in_use_and_has_a_spare(published):
    assert published.current() == (SECOND, [])
    assert sorted(path.name for path in published.path.parent.iterdir()) == [
        "register.gz",
        "spare.register.gz",
    ]


def test_before_anything_is_published_there_is_nothing_and_nothing_is_wrong(tmp_path):
    assert Published(tmp_path).current() == (EMPTY, [])


@pytest.mark.parametrize("harm", [lambda path: path.write_bytes(b"half"), lambda path: path.unlink()])
def test_of_a_damaged_or_lost_register_the_spare_is_there_and_it_is_told(published, harm):
    """With a register of before, a number that an editor withdrew would be back on the page."""
    harm(published.path)
    register, problems = published.current()
    assert register == SECOND
    assert problems


def test_when_neither_can_be_read_there_is_nothing_and_that_is_told(published):
    published.path.unlink()
    published.spare.write_bytes(b"half")
    register, problems = published.current()
    assert register == EMPTY
    assert len(problems) == 2


def test_at_no_moment_of_publishing_is_the_register_gone_or_its_spare_older(published, monkeypatch):
    seen = []
    real = os.replace

    def looking(new, path):
        seen.append((published.current(), from_bytes(published.spare.read_bytes())))
        real(new, path)
        seen.append((published.current(), from_bytes(published.spare.read_bytes())))

    monkeypatch.setattr(os, "replace", looking)
    published.write(Register(published="2026-11-03"))
    assert {register.published for (register, _), _ in seen} == {"2026-11-02", "2026-11-03"}
    assert all(problems == [] for (_, problems), _ in seen)
    assert all(spare.published >= register.published for (register, _), spare in seen)


def test_who_publishes_waits_for_who_is_publishing(published):
    order = []

    def other():
        with published.alone():
            order.append("second")

    with published.alone():
        thread = threading.Thread(target=other)
        thread.start()
        thread.join(timeout=0.2)
        order.append("first")
    thread.join(timeout=10)
    assert order == ["first", "second"]


def test_what_an_older_version_kept_does_not_stay(published):
    old = published.path.with_name("before.register.gz")
    old.write_bytes(b"with an address that was taken away since")
    published.write(Register(published="2026-11-04"))
    assert not old.exists()
