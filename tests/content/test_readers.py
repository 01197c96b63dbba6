"""Files of others: recognised by their columns, read row by row, and one bad row spoils nothing."""

import pytest

from tests.architecture.tree import ROOT
from tests.content.open_files import BOARD, LOCATION, PUPILS, as_duo, location
from wegwijzer.directory.readers import cells
from wegwijzer.directory.readers.cells import BadCell
from wegwijzer.directory.readers.reading import FORMS, NoStand, UnknownForm, read, stand_of
from wegwijzer.directory.readers.tables import UnreadableFile
from wegwijzer.directory.rules.places import Board, Municipality, PostcodeArea, School

OPEN_DATA = ROOT.parent / "shared/data"
MADE_UP = ROOT / "data/made_up"

SCHOOL = School(
    code="99AA00",
    name="Verzonnen School",
    kind="bo",
    place="Verzonnendorp",
    municipality="9990",
    board="99901",
    street="Bedachtelaan",
    number="1-A",
    postcode="0001AA",
    phone="0201234567",
    website="https://www.verzonnen.example",
    denomination="Openbaar",
)


def test_the_original_form_is_read_with_its_semicolons_line_ends_and_windows_letters():
    data = as_duo(LOCATION, location(name="’t Verzonnen Café"))
    with pytest.raises(UnicodeDecodeError):
        data.decode("utf-8")
    reading = read(data, "anything.csv")
    assert reading.form.id == "duo-bo"
    assert reading.bad == ()
    assert reading.read.schools[0].name == "’t Verzonnen Café"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("ends", ["\r\n", "\n"])
@pytest.mark.parametrize("delimiter", [";", ","])
def test_every_way_of_writing_a_file_says_the_same(encoding, ends, delimiter):
    text = ends.join([LOCATION, location(), ""]).replace(";", delimiter)
    reading = read(text.encode(encoding), "anything.csv")
    assert reading.read.schools == (SCHOOL,)
    assert reading.read.boards == (Board("99901"),)
    assert reading.read.municipalities == (Municipality("9990", "'s-Gravenverzin", "Drenthe"),)


@pytest.mark.parametrize("missing", ["", " "])
def test_a_single_space_is_nothing(missing):
    row = location(phone=missing, website=missing, board=missing, denomination=missing)
    school = read(as_duo(LOCATION, row), "f.csv").read.schools[0]
    assert (school.phone, school.website, school.board, school.denomination) == ("", "", "", "")


def test_the_names_that_duo_used_before_are_known():
    header = LOCATION.replace("INSTELLINGSCODE", "BRIN NUMMER").replace("VESTIGINGSCODE", "VESTIGINGSNUMMER")
    assert read(as_duo(header, location()), "f.csv").read.schools == (SCHOOL,)


@pytest.mark.parametrize(
    ("column", "written", "kind", "form"),
    [
        ("ONDERWIJSSTRUCTUUR", "HAVO/VWO", "vo", "duo-vo"),
        ("SOORT PRIMAIR ONDERWIJS", "SBAO", "sbo", "duo-sbo-so-vso"),
        ("SOORT PO", "SO/VSO", "so_vso", "duo-sbo-so-vso"),
        ("SOORT PRIMAIR ONDERWIJS", "VSO", "vso", "duo-sbo-so-vso"),
    ],
)
def test_one_more_column_tells_the_other_kinds_apart(column, written, kind, form):
    reading = read(as_duo(f"{LOCATION};{column}", f"{location()};{written}"), "f.csv")
    assert (reading.form.id, reading.read.schools[0].kind) == (form, kind)


def test_boards_and_pupils_are_read():
    row = "99901;VERZONNEN STICHTING;Bedachtelaan;1;0001 AA;S GRAVENHAGE;9990;X;Openbaar;0201234567;v.example"
    assert read(as_duo(BOARD, row), "f.csv").read.boards == (
        Board(
            "99901",
            "Verzonnen Stichting",
            "Bedachtelaan 1",
            "0001AA",
            "'s-Gravenhage",
            "0201234567",
            "https://v.example",
        ),
    )
    row = "99901;99AB;99AB00;Verzonnen College;VERZONNENDORP;60;X;Drenthe;145"
    school = read(as_duo(PUPILS, row), "f.csv").read.schools[0]
    assert (school.kind, school.pupils, school.municipality) == ("vo", 145, "0060")


def test_a_bad_row_is_named_and_the_others_are_read():
    rows = [
        location(),
        "only;three;cells",
        location(code="9AA"),
        location(code="99AB00", name=""),
        location(code="99AC00", phone="12", website="www.verzonnen,example"),
        location(code="99AD00", name='a stray " quote'),
        location(code="99AE00", name="x" * 201),
    ]
    reading = read(as_duo(LOCATION, *rows), "f.csv")
    assert [school.code for school in reading.read.schools] == ["99AA00", "99AC00", "99AD00"]
    assert reading.rows == 7
    assert [str(bad) for bad in reading.bad] == [
        "f.csv:3: 3 cells, expected 15; skipped",
        'f.csv:4: "9AA" is no code of a school location, such as 16BA00; skipped',
        "f.csv:5: a school without a name; skipped",
        'f.csv:6: "12" is no phone number of ten digits; left out',
        'f.csv:6: "www.verzonnen,example" is no web address; left out',
        f'f.csv:8: name "{"x" * 40}..." is longer than 200 characters; skipped',
    ]


def test_a_row_that_cannot_be_read_still_lists_its_school():
    rows = [
        location(),
        location(code="99AB00", name=""),
        location(code="99AC00") + ";one too many",
        f"one too many;{location(code='99AD00')}",
        location(code="99AE00", name='"a stray quote'),
        location(code="9AA"),
        location(code="99AA00", name=""),
    ]
    assert read(as_duo(LOCATION, *rows), "f.csv").read.listed == {"99AB00", "99AC00", "99AD00", "99AE00"}
    kinds = read(as_duo(f"{LOCATION};SOORT PO", f"{location()};NIEUW"), "f.csv").read
    assert kinds.schools == ()
    assert kinds.listed == {"99AA00"}
    older = read(as_duo(PUPILS, "99901;99AB;01;;VERZONNENDORP;60;X;Drenthe;145"), "f.csv").read
    assert older.listed == {"99AB01"}


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty"),
        (b"\n", "empty"),
        (b"PK\x03\x04rest", "spreadsheet"),
        (b"\xff\xfe\x00\x00a\x00", "no text"),
        (b"a;a;b\n", "twice"),
        (b"name;age\nx;1\n", "no known form"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(data, why):
    with pytest.raises(UnreadableFile, match=f"^f.csv: .*{why}"):
        read(data, "f.csv")


def test_every_form_is_chosen_for_its_own_columns():
    for form in FORMS:
        empty = ";" * (len(form.columns) - 1)
        assert read(as_duo(";".join(sorted(form.columns)), empty), "f.csv").form is form


@pytest.mark.parametrize(
    ("name", "stand"),
    [
        ("scholen_2026-08-04.csv", "2026-08-04"),
        ("scholen_2026-08.csv", "2026-08-01"),
        ("scholen20241122.geo.csv", "2024-11-22"),
        ("actief_2025.csv", "2025-01-01"),
        ("01.-leerlingen-2023-2024.csv", "2023-10-01"),
        ("2026-99.csv", "2026-01-01"),
    ],
)
def test_the_stand_is_in_the_name_of_the_file(name, stand):
    reading = read(as_duo(LOCATION, location()), name)
    assert stand_of(reading, name, "") == stand
    assert stand_of(reading, name, "2020-02-29") == "2020-02-29"


def test_a_file_with_nothing_but_a_head_is_refused():
    """It would close every school that it does not list."""
    with pytest.raises(UnreadableFile, match="no row"):
        read(as_duo(LOCATION), "2026-05-01.csv")


def test_without_a_stand_it_is_asked():
    with pytest.raises(NoStand, match="--stand"):
        stand_of(read(as_duo(LOCATION, location()), "f.csv"), "f.csv", "")


@pytest.mark.parametrize(
    ("reader", "written", "value"),
    [
        (cells.postcode, "9431 MK", "9431MK"),
        (cells.phone, "0599-671 206", "0599671206"),
        (cells.phone, "+31 599 671206", "0599671206"),
        (cells.phone, "0800 0432", "08000432"),
        (cells.phone, "0612345678", ""),  # may be that of a person
        (cells.phone, "+31 6 12345678", ""),
        (cells.website, "WWW.Verzonnen.example/", "https://www.verzonnen.example"),
        (cells.website, "http://verzonnen.example/De-School/", "http://verzonnen.example/De-School"),
        (cells.board_number, "123", "00123"),
        (cells.municipality_code, "60", "0060"),
        (cells.whole, "<5", None),
        (cells.whole, "0", 0),
        (cells.latitude, "52.066957459650574", 52.06696),
    ],
)
def test_a_cell_is_read(reader, written, value):
    assert reader(written) == value


@pytest.mark.parametrize(
    ("reader", "written"),
    [
        (cells.postcode, "12345"),
        (cells.phone, "12"),
        (cells.phone, "00000000000"),
        (cells.website, "info@verzonnen.example"),
        (cells.website, "javascript://verzonnen.example/x"),
        (cells.website, "a b.example"),
        (cells.website, "verzonnen"),
        (cells.kind, "mbo"),
        (cells.whole, "-1"),
        (cells.latitude, "4.9"),
        (cells.longitude, "oost"),
        (cells.board_number, "12x"),
        (cells.pc4, "٠٠٠١"),
        (cells.partnership_code, "XX0001"),
    ],
)
def test_a_cell_that_cannot_be_so_is_refused(reader, written):
    with pytest.raises(BadCell):
        reader(written)


def test_the_made_up_register_has_no_bad_row_and_says_that_it_is_made_up():
    codes = []
    for path in sorted(MADE_UP.glob("*.csv")):
        reading = read(path.read_bytes(), path.name)
        assert reading.bad == ()
        assert reading.form.id.startswith("eigen-")
        codes += [school.code for school in reading.read.schools]
        for school in reading.read.schools:
            assert "erzonnen" in school.name or "erzinsel" in school.name or "Nergens" in school.name
            assert school.code.startswith("99")
            assert not school.phone
            assert school.postcode < "1000"
            assert not school.website or school.website.endswith(".example")
    assert len(codes) == len(set(codes)) == 43


@pytest.mark.skipif(not OPEN_DATA.is_dir(), reason="no open data beside the checkout")
def test_the_open_files_are_recognised_and_nearly_every_row_is_of_use():
    known = {}
    for path in sorted(OPEN_DATA.rglob("*.csv")):
        try:
            reading = read(path.read_bytes(), path.name)
        except UnknownForm:
            continue
        known[reading.form.id] = reading
        stand_of(reading, path.name, "")
        skipped = [bad for bad in reading.bad if bad.message.endswith("skipped")]
        assert len(skipped) == 0, skipped[:5]
        assert len(reading.bad) < reading.rows / 100 + 1
        assert all(school.place for school in reading.read.schools)
        assert all(area.place for area in reading.read.areas)
    assert set(known) >= {
        "duo-bo",
        "duo-besturen",
        "duo-leerlingen-vo",
        "vestigingen-geo",
        "vestigingen-actief",
        "besturen",
        "gemeenten",
        "samenwerkingsverbanden",
        "postcodegebieden",
    }
    assert len(known["duo-bo"].read.schools) > 6000
    assert isinstance(known["postcodegebieden"].read.areas[0], PostcodeArea)
