"""The published directory: what goes in comes out, and an old code leads to what came after."""

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wegwijzer.directory.rules.places import (
    SECTORS,
    Board,
    Municipality,
    Partnership,
    PostcodeArea,
    School,
    Source,
    Statement,
)
from wegwijzer.directory.rules.register import EMPTY, DamagedRegister, Register, from_bytes, to_bytes

REGISTER = Register(
    published="2026-11-23",
    sources=(Source("verzonnen", "Verzonnen scholen", "2026-11-01", "EUPL-1.2", made_up=True),),
    municipalities=(Municipality("9001", "Verzonnendorp", "Utrecht"),),
    boards=(Board("99001", "Stichting Verzonnen Scholen"),),
    partnerships=(Partnership("PO9901", "po", "Samen Verzonnen"), Partnership("VO9901", "vo")),
    areas=(PostcodeArea("0001", "Verzonnendorp", "9001", "PO9901", "VO9901"),),
    schools=(
        School("99ZA00", "De Regenboog", "bo", "Verzonnendorp", board="99001", postcode="0001AA"),
        School("99ZB00", "De Oude Eik", "bo", "Verzonnendorp", closed="2025-08-01", successor="99ZA00"),
        School("99ZC00", "De Weg", "bo", "Verzonnendorp", closed="2025-08-01"),
        School("99ZD00", "Rondje", "bo", "Verzonnendorp", closed="2025-08-01", successor="99ZE00"),
        School("99ZE00", "Rondje", "bo", "Verzonnendorp", closed="2025-08-01", successor="99ZD00"),
        School("99ZF00", "Zorg", "so_vso", "Verzonnendorp", postcode="0001AB"),
        School("99ZG00", "Ver Weg", "vo", "", municipality="9009", board="99009", postcode="0009AB"),
    ),
    statements=(
        Statement("school", "99ZA00", "school_guide", {"url": "https://x.nl"}, "s", "B", "2026-11-01", "r"),
    ),
)
words = st.text(max_size=12)
some_schools = st.lists(
    st.builds(
        School, words, words, st.sampled_from(list(SECTORS)), words, pupils=st.none() | st.integers(0, 9)
    ),
    max_size=4,
).map(tuple)


@given(words, some_schools, st.lists(st.builds(PostcodeArea, words, words), max_size=3).map(tuple))
def test_what_is_published_is_what_is_read(published, schools, areas):
    register = Register(published=published, schools=schools, areas=areas)
    assert from_bytes(to_bytes(register)) == register


def test_the_whole_register_comes_back():
    assert from_bytes(to_bytes(REGISTER)) == REGISTER
    assert to_bytes(REGISTER) == to_bytes(from_bytes(to_bytes(REGISTER)))


def test_every_changed_byte_of_the_content_is_found():
    raw = gzip.decompress(to_bytes(REGISTER))
    for place in range(0, len(raw), 7):
        changed = raw[:place] + bytes([raw[place] ^ 1]) + raw[place + 1 :]
        with pytest.raises(DamagedRegister):
            from_bytes(gzip.compress(changed))


@pytest.mark.parametrize(
    "data", [b"", b"no", gzip.compress(b""), gzip.compress(b"x\n{}"), to_bytes(EMPTY)[:9]]
)
def test_what_is_no_register_is_refused(data):
    with pytest.raises(DamagedRegister):
        from_bytes(data)


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("99ZA00", "99ZA00"),
        ("99ZB00", "99ZA00"),  # it merged
        ("99ZC00", None),  # it is gone
        ("99ZD00", None),  # a circle ends
        ("99ZZ99", None),  # never heard of
    ],
)
def test_a_closed_school_leads_to_its_successor(code, found):
    school = REGISTER.school(code)
    assert (school.code if school else None) == found


def test_around_a_school_stand_its_board_its_region_and_what_it_states():
    around = REGISTER.around(REGISTER.by_code["99ZA00"])
    assert around.board == REGISTER.boards[0]
    assert [found.code for found in around.partnerships] == ["PO9901"]
    assert around.municipality == REGISTER.municipalities[0]  # by its postcode: it names none itself
    assert list(REGISTER.stated("school", "99ZA00")) == ["school_guide"]


def test_a_school_for_two_sectors_has_two_partnerships():
    around = REGISTER.around(REGISTER.by_code["99ZF00"])
    assert [found.code for found in around.partnerships] == [
        "PO9901",
        "VO9901",
    ]


def test_what_is_not_known_around_a_school_is_left_out():
    around = REGISTER.around(REGISTER.by_code["99ZG00"])
    assert (around.board, around.municipality, around.partnerships) == (None, None, ())
    assert REGISTER.stated("school", "99ZG00") == {}


def test_only_open_schools_can_be_chosen():
    assert [school.code for school in REGISTER.open_schools] == ["99ZA00", "99ZF00", "99ZG00"]


def test_a_register_says_whether_it_is_made_up():
    assert REGISTER.made_up
    assert not EMPTY.made_up
