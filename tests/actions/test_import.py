"""Importing open data into the tables: all of it or nothing, and never twice. All of it made up."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.architecture.tree import ROOT
from tests.content.open_files import BOARD, LOCATION, PUPILS, as_duo, location
from wegwijzer.directory import models, queries
from wegwijzer.directory.actions import importing
from wegwijzer.directory.actions.importing import File, Refused, import_files
from wegwijzer.directory.readers.reading import UnknownForm, read, stand_of
from wegwijzer.directory.rules.changes import There
from wegwijzer.kernel.actor import Actor

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)
BY = Actor("", "operator")
OPEN_DATA = ROOT.parent / "shared/data"
MADE_UP = ROOT / "data/made_up"

pytestmark = pytest.mark.django_db


def file(*rows, header=LOCATION, stand="2026-08-01", **other):
    return File(read(as_duo(header, *rows), f"made-up-{stand}.csv"), stand, **other)


def imported(*files, at=AT, **options):
    return import_files(files, by=BY, at=at, **options)


def register():
    return queries.register("2026-11-23")


def everything():
    """Every row of every table, as it is kept."""
    tables = (models.Source, models.Municipality, models.Partnership, models.PostcodeArea, models.Board)
    return [list(table.objects.order_by("pk").values()) for table in (*tables, models.School)]


def made_up_files():
    for path in sorted(MADE_UP.glob("*.csv")):
        reading = read(path.read_bytes(), path.name)
        yield File(reading, "2026-01-02" if "successors" in path.name else stand_of(reading, path.name, ""),
                   made_up=True)  # fmt: skip


def test_a_file_becomes_a_school_with_its_board_municipality_and_source():
    imported(file(location(), url="https://open.example/scholen.csv"))
    found = register()
    school = found.schools[0]
    assert (school.code, school.place, school.municipality, school.board) == (
        "99AA00",
        "Verzonnendorp",
        "9990",
        "99901",
    )
    assert found.municipalities[0].name == "'s-Gravenverzin"
    assert [board.number for board in found.boards] == ["99901"]
    source = models.Source.objects.get()
    assert (source.id, source.url, source.rows) == (
        "duo-bo-2026-08-01",
        "https://open.example/scholen.csv",
        1,
    )
    assert len(source.sha256) == 64
    assert (source.imported_at, source.imported_by) == (AT, "operator")
    assert school.source == source.id


def test_a_second_time_not_one_row_changes():
    files = [
        file(location(), location("99AB00"), stand="2025-08-01"),
        file(location(name="Nieuwe naam"), stand="2026-08-01"),
        file("99901;Verzonnen Stichting;X;1;0001 AA;X;9990;X;Openbaar; ; ", header=BOARD, stand="2024-08-01"),
        file("99901;99AC;99AC00;Verzonnen College;X;9990;X;Drenthe;145", header=PUPILS),
    ]
    imported(*files, allow_closing=True)
    before = everything()
    again = imported(*files, at=AT + timedelta(days=1))
    assert everything() == before
    assert all(one.plan.writes == There() for one in again)


def test_each_fact_keeps_its_own_source():
    imported(
        file(location(website=""), stand="2026-08-01"),
        File(read(MIXED, "mixed-2024-11-01.csv"), "2024-11-01"),
    )
    row = models.School.objects.get()
    assert (row.website, row.name) == ("", "Verzonnen School")  # DUO took the website back in 2026
    assert (row.source_id, row.other_sources) == (
        "duo-bo-2026-08-01",
        {"lat": "vestigingen-geo-2024-11-01", "lon": "vestigingen-geo-2024-11-01"},
    )
    assert row.lat == 52.1


MIXED = b"""vestigingscode,brin,naam,sector,type_duo,denominatie,straat,huisnummer,postcode,plaats,\
gemeente_duo,provincie,website,telefoon,bestuur_nr,bestuur_naam,lon,lat
99AA00,99AA,Oude naam,po,basisschool,Openbaar,Bedachtelaan,1,0001AA,X,\
X,Drenthe,oud.example,,99901,Stichting,5.2,52.1
"""


def test_files_are_taken_in_the_order_that_makes_sense():
    newer, older = file(location(), stand="2026-08-01"), file(location("99AB00"), stand="2025-08-01")
    board = file("99901;Verzonnen Stichting;X;1;0001 AA;X;9990;X;Openbaar; ; ", header=BOARD)
    found = imported(newer, older, board, allow_closing=True)
    assert [one.file for one in found] == [board, older, newer]
    assert register().by_code["99AB00"].closed == "2026-08-01"


def test_a_dry_run_tells_everything_and_writes_nothing():
    imported(file(location(), stand="2025-08-01"))
    before = everything()
    found = imported(file(location(board="99902"), location("99AB00")), dry_run=True)
    assert (found[0].plan.new, found[0].plan.moved) == (("99AB00",), {"99AA00": ("99901", "99902")})
    assert everything() == before


def test_a_file_that_would_close_too_much_is_refused_with_all_that_came_with_it():
    imported(file(*(location(f"{number:02}AA00") for number in range(10, 20)), stand="2025-08-01"))
    before = everything()
    board = file("99901;Verzonnen Stichting;X;1;0001 AA;X;9990;X;Openbaar; ; ", header=BOARD)
    with pytest.raises(Refused, match=r"made-up-2026-08-01.csv: would close 90.0% .* --allow-closing"):
        imported(board, file(location("10AA00")))
    assert everything() == before
    imported(file(location("10AA00")), allow_closing=True)
    assert len(register().open_schools) == 1


def test_an_import_that_breaks_off_leaves_nothing_behind(monkeypatch):
    def break_off(different):
        raise OSError("no space left")

    monkeypatch.setattr(importing, "_write", break_off)
    with pytest.raises(OSError, match="no space left"):
        imported(file(location()))
    assert everything() == [[], [], [], [], [], []]


def test_facts_of_a_day_that_is_still_to_come_are_refused():
    with pytest.raises(Refused, match="still to come"):
        imported(file(location(), stand="2026-11-24"))
    imported(
        file(location(), stand="2026-11-24"), at=datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
    )  # in Amsterdam


def test_what_closed_leads_to_what_took_its_place():
    old = [location("99AA00"), location("99AB00", number="2"), location("99AC00", number="3")]
    imported(file(*old, stand="2025-08-01"))
    told = File(read(b"code,successor\n99AC00,99AD00\n", "successors.csv"), "2026-11-23")
    there = file(location("99AD00"), location("99AE00", number="9"))
    imported(there, told, allow_closing=True)
    found = register()
    assert found.school("99AA00") == found.by_code["99AD00"]  # the same building
    assert found.school("99AB00") is None
    assert found.school("99AC00") == found.by_code["99AD00"]
    assert not models.Source.objects.filter(id__startswith="eigen-opvolgers").exists()


def test_made_up_schools_go_when_real_ones_come_and_never_join_them():
    imported(*made_up_files())
    assert register().made_up
    assert len(register().open_schools) == 41
    imported(file(location()))
    assert not register().made_up
    assert [school.code for school in register().schools] == ["99AA00"]
    assert [source.id for source in register().sources] == ["duo-bo-2026-08-01"]
    with pytest.raises(Refused, match="real data is there"):
        imported(*made_up_files())
    with pytest.raises(Refused, match="do not go together"):
        imported(file(location()), *made_up_files())


def test_the_made_up_schools_show_every_way_of_being_incomplete():
    imported(*made_up_files())
    found = register()
    assert {school.kind for school in found.open_schools} == {"bo", "sbo", "so", "vso", "so_vso", "vo"}
    assert {school.code: school.successor for school in found.schools if school.closed} == {
        "99ZX00": "99ZS00",
        "99ZY00": "99ZD00",
    }
    assert any(not school.board for school in found.open_schools)
    assert any(not school.website for school in found.open_schools)
    assert any(not found.around(school).partnerships for school in found.open_schools)
    assert sum(school.brin == "99ZB" for school in found.open_schools) == 7
    assert all(found.around(school).municipality for school in found.open_schools)
    assert all("Verzonnen gegevens" in source.name for source in found.sources)


def test_progress_is_told_from_the_first_step_to_the_last():
    steps = []
    imported(file(location()), progress=lambda done, total, what: steps.append((done, total)))
    assert steps[0] == (0, 3)
    assert steps[-1] == (3, 3)
    assert steps == sorted(steps)


@pytest.mark.skipif(not OPEN_DATA.is_dir(), reason="no open data beside the checkout")
def test_the_open_files_become_a_whole_register():
    files = []
    for path in sorted(OPEN_DATA.rglob("*.csv")):
        try:
            reading = read(path.read_bytes(), path.name)
        except UnknownForm:
            continue
        files.append(File(reading, stand_of(reading, path.name, "")))
    imported(*files)
    found = register()
    assert len(found.open_schools) > 8000
    assert all(found.around(school).municipality for school in found.open_schools)
    assert sum(bool(found.around(school).partnerships) for school in found.open_schools) > 8000
    before = everything()
    assert all(one.plan.writes == There() for one in imported(*files))
    assert everything() == before
