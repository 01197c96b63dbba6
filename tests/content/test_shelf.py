"""Editions on disk: what is damaged is never shown, and what is good is never lost."""

import gzip
from argparse import Namespace
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wegwijzer.signpost.editions import Build, Shelf
from wegwijzer.signpost.rules.edition import DamagedEdition
from wegwijzer.site.commands import editions

DAY = "2026-11-23"


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "editions")


@pytest.fixture
def filled(shelf: Shelf, small_build: Build) -> Shelf:
    """Three editions, published one after the other."""
    for number in (1, 2, 3):
        assert shelf.add(small_build, f"2026-11-2{number}") == number
        shelf.publish(number, f"2026-11-2{number}T12:00:00Z")
    return shelf


def in_use(shelf: Shelf) -> int:
    edition, problems = shelf.current()
    assert edition is not None
    assert problems == []
    return edition.number


def damage(shelf: Shelf, number: int) -> None:
    path = shelf.folder / f"{number:04}.edition.gz"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def test_an_empty_shelf_has_nothing_and_says_so(shelf):
    assert shelf.numbers() == shelf.published() == []
    assert shelf.current() == (None, ["no edition is published"])
    assert shelf.stamp() == 0


def test_numbers_go_up_and_are_never_used_again(shelf, small_build):
    assert [shelf.add(small_build, DAY) for _ in range(3)] == [1, 2, 3]
    (shelf.folder / "0002.edition.gz").unlink()
    assert shelf.add(small_build, DAY) == 4
    assert shelf.numbers() == [1, 3, 4]


def test_what_is_added_is_read_back(shelf, small_build):
    number = shelf.add(small_build, DAY)
    edition = shelf.read(number)
    assert (edition.number, edition.built, edition.hash) == (number, DAY, small_build.hash)
    assert list(edition.outcomes) == small_build.compiled.outcomes
    assert shelf.head(number) == {"number": number, "built": DAY, "hash": small_build.hash}


def test_an_edition_is_in_use_only_when_it_is_published(shelf, small_build):
    shelf.add(small_build, DAY)
    assert shelf.current()[0] is None
    shelf.publish(1, DAY)
    shelf.add(small_build, DAY)
    assert in_use(shelf) == 1


def test_the_same_edition_twice_is_the_same_bytes(small_build, tmp_path):
    files = []
    for name in ("one", "other"):
        Shelf(tmp_path / name).add(small_build, DAY)
        files.append((tmp_path / name / "0001.edition.gz").read_bytes())
    assert files[0] == files[1]


def test_publishing_is_seen_from_the_stamp(filled):
    before = filled.stamp()
    filled.publish(1, DAY)
    assert filled.stamp() != before
    assert in_use(filled) == 1


def test_publishing_an_earlier_edition_takes_back_what_came_after_it(filled, small_build):
    """What was withdrawn does not come back by itself, not even when the one in use is damaged."""
    filled.publish(2, DAY)
    assert filled.published() == [1, 2]
    damage(filled, 2)
    edition, _ = filled.current()
    assert edition is not None
    assert edition.number == 1
    filled.publish(3, DAY)
    assert in_use(filled) == 3


def test_a_damaged_edition_in_use_gives_way_to_the_last_good_one_and_says_so(filled):
    damage(filled, 3)
    edition, problems = filled.current()
    assert edition is not None
    assert edition.number == 2
    assert len(problems) == 1
    assert problems[0].startswith("edition 3: ")
    damage(filled, 2)
    edition, problems = filled.current()
    assert edition is not None
    assert edition.number == 1
    assert [problem.split(":")[0] for problem in problems] == ["edition 3", "edition 2"]


def test_when_all_are_damaged_nothing_is_shown_and_everything_is_said(filled):
    for number in (1, 2, 3):
        damage(filled, number)
    edition, problems = filled.current()
    assert edition is None
    assert problems[-1] == "no edition is published"
    assert len(problems) == 4


def test_a_damaged_edition_is_not_published(filled, small_build):
    number = filled.add(small_build, DAY)
    damage(filled, number)
    with pytest.raises(DamagedEdition):
        filled.publish(number, DAY)
    assert in_use(filled) == 3


def test_an_edition_that_is_not_there_is_not_published(filled):
    with pytest.raises(DamagedEdition):
        filled.publish(9, DAY)
    assert filled.published() == [1, 2, 3]


def test_every_changed_byte_on_disk_is_found_or_does_no_harm(filled):
    """A few bytes of the wrapping, such as its date, say nothing about the edition."""
    path, good = filled.folder / "0003.edition.gz", filled.read(3)
    content = path.read_bytes()
    harmless = 0
    for place in (*range(30), *range(30, len(content) - 12, 23), *range(len(content) - 12, len(content))):
        path.write_bytes(content[:place] + bytes([content[place] ^ 4]) + content[place + 1 :])
        try:
            assert filled.read(3) == good
            harmless += 1
        except DamagedEdition:
            continue
    assert harmless <= 10


@pytest.mark.parametrize("share", [0, 0.01, 0.5, 0.99])
def test_half_a_file_is_a_damaged_edition(filled, share):
    path = filled.folder / "0003.edition.gz"
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(DamagedEdition):
        filled.read(3)
    edition, _ = filled.current()
    assert edition is not None
    assert edition.number == 2


@pytest.mark.parametrize("content", [b"", b"\x1f\x8b", b"no gzip", gzip.compress(b"no head\n", mtime=0)])
def test_a_file_without_a_head_is_a_damaged_edition(filled, content):
    (filled.folder / "0003.edition.gz").write_bytes(content)
    with pytest.raises(DamagedEdition):
        filled.head(3)


@settings(max_examples=60)
@given(content=st.binary() | st.binary().map(gzip.compress))
def test_whatever_stands_in_the_file_the_shelf_gives_a_good_edition(tmp_path_factory, small_build, content):
    shelf = Shelf(tmp_path_factory.mktemp("any"))
    shelf.add(small_build, DAY)
    shelf.publish(1, DAY)
    (shelf.folder / "0002.edition.gz").write_bytes(content)
    shelf.log.write_text(f"1 {DAY}\n2 {DAY}\n")
    edition, problems = shelf.current()
    assert edition is not None
    assert edition.number == 1
    assert len(problems) == 1


def test_a_line_of_the_log_that_cannot_be_read_does_not_hide_the_others(filled):
    filled.log.write_bytes(filled.log.read_bytes() + b"\x00\xff\n")
    edition, _ = filled.current()
    assert edition is not None
    assert edition.number == 3


def test_after_a_line_that_cannot_be_read_the_next_edition_is_published_all_the_same(filled):
    filled.log.write_bytes(filled.log.read_bytes() + b"\x00\xff\n")
    filled.publish(2, DAY)
    assert in_use(filled) == 2


def test_a_last_line_without_an_end_does_not_swallow_the_next(filled):
    filled.log.write_bytes(filled.log.read_bytes().rstrip(b"\n"))
    filled.publish(2, DAY)
    assert in_use(filled) == 2


def test_two_who_build_at_the_same_time_get_a_number_each(filled, small_build, monkeypatch):
    """Both have looked before either writes."""
    monkeypatch.setattr(Shelf, "numbers", lambda shelf: [1, 2])
    before = (filled.folder / "0003.edition.gz").read_bytes()
    assert filled.add(small_build, DAY) == 4
    assert (filled.folder / "0003.edition.gz").read_bytes() == before


def test_a_file_that_was_not_finished_is_never_seen(filled, small_build, monkeypatch):
    """The machine stops between writing and naming: what was there stays, what is half does not count."""

    def stop(*_: object) -> None:
        raise OSError("no power")

    with monkeypatch.context() as broken:
        broken.setattr(Path, "replace", stop)
        with pytest.raises(OSError, match="no power"):
            filled.add(small_build, DAY)
        with pytest.raises(OSError, match="no power"):
            filled.publish(1, DAY)
    assert filled.numbers() == filled.published() == [1, 2, 3]
    assert in_use(filled) == 3
    assert filled.add(small_build, DAY) == 4


def test_an_edition_is_never_changed_once_it_is_there(filled, small_build):
    before = {path.name: path.read_bytes() for path in filled.folder.glob("*.gz")}
    other = replace(small_build, body={**small_build.body, "languages": ["nl"]})
    filled.publish(filled.add(other, DAY), DAY)
    assert before.items() <= {path.name: path.read_bytes() for path in filled.folder.glob("*.gz")}.items()
    assert filled.read(4).hash != filled.read(3).hash


def roll_back(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(editions, "shelf", lambda: shelf)
    return editions.run_rollback(Namespace())


def test_rolling_back_goes_one_back_each_time_and_stops_at_the_first(filled, monkeypatch, capsys):
    seen = []
    while roll_back(filled, monkeypatch) == 0:
        seen.append(in_use(filled))
    assert seen == [2, 1]
    assert in_use(filled) == 1
    assert capsys.readouterr().err.endswith("there is no earlier edition to go back to\n")


def test_after_rolling_back_a_new_edition_goes_before_what_was_withdrawn(filled, small_build, monkeypatch):
    roll_back(filled, monkeypatch)
    filled.publish(filled.add(small_build, DAY), DAY)
    assert in_use(filled) == 4
    roll_back(filled, monkeypatch)
    assert in_use(filled) == 2


def test_with_nothing_published_there_is_nothing_to_roll_back_to(shelf, monkeypatch, capsys):
    assert roll_back(shelf, monkeypatch) == 1
    assert capsys.readouterr().err == "there is no earlier edition to go back to\n"
