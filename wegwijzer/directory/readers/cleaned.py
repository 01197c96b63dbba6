"""Open data that others gathered and cleaned: schools with coordinates, regions of the partnerships."""

import re
from collections.abc import Iterator

from wegwijzer.directory.readers import cells
from wegwijzer.directory.readers.capitals import in_readable_case, place_name, place_or_municipality
from wegwijzer.directory.readers.forms import (
    AREAS,
    BOARDS,
    EVERY_KIND,
    PARTNERSHIPS,
    REGIONS,
    SCHOOLS,
    Form,
    Value,
)
from wegwijzer.directory.readers.tables import Row
from wegwijzer.directory.rules.changes import MUNICIPALITIES
from wegwijzer.directory.rules.places import Board, Municipality, Partnership, PostcodeArea, School

CC_BY = "CC BY 4.0"
DUO = "https://duo.nl/open_onderwijsdata/"
LAW = "https://wetten.overheid.nl/BWBR0032324"  # Regeling regio-indeling samenwerkingsverbanden
OF_LAW = "vrij (Auteurswet artikel 11)"
_PUPILS = re.compile(r"LEERLINGEN_\d{4}")


def _school_code(row: Row) -> str:
    return cells.school_code(row["BRIN"], row["VESTIGINGSCODE"])


def _name(row: Row) -> str:
    if not row["NAAM"]:
        raise cells.BadCell("a school without a name")
    return in_readable_case(row["NAAM"], of_school=True)


def _place(row: Row, place: str, municipality: str) -> str:
    found = place_or_municipality(row[place] if place else "", row[municipality])
    if not found:
        raise cells.BadCell("neither a place nor a municipality")
    return found


def located_school(row: Row) -> Iterator[Value]:
    """Names its municipality without a number."""
    sector = row["SECTOR"].upper()
    board = row.may(cells.board_number, "BESTUUR_NR")
    if board:
        yield Board(board, in_readable_case(row["BESTUUR_NAAM"], of_school=True))
    yield School(
        code=_school_code(row),
        name=_name(row),
        kind="bo" if sector == "PO" else cells.kind(row["TYPE_DUO"] if sector == "SO" else sector),
        place=_place(row, "PLAATS", "GEMEENTE_DUO"),
        municipality=place_name(row["GEMEENTE_DUO"]),
        board=board,
        street=row["STRAAT"],
        number=row["HUISNUMMER"],
        postcode=row.may(cells.postcode, "POSTCODE"),
        phone=row.may(cells.phone, "TELEFOON"),
        website=row.may(cells.website, "WEBSITE"),
        denomination=row["DENOMINATIE"],
        lat=row.may(cells.latitude, "LAT"),
        lon=row.may(cells.longitude, "LON"),
    )


def active_school(row: Row) -> Iterator[Value]:
    """No address, and names of thirty letters: they count only where no other file gives them."""
    board = row.may(cells.board_number, "BESTUUR_NR")
    municipality = row.may(cells.municipality_code, "GEMEENTENUMMER")
    if board:
        yield Board(board)
    newest = max((column for column in row.cells if _PUPILS.fullmatch(column)), default="")
    yield School(
        code=_school_code(row),
        name=_name(row),
        kind=cells.kind(row["SOORT"]),
        place=_place(row, "", "GEMEENTE_DUO"),
        municipality=municipality,
        board=board,
        denomination=row["DENOMINATIE"],
        pupils=row.may(cells.whole, newest),
    )


def board(row: Row) -> Iterator[Value]:
    number = cells.board_number(row["BESTUUR_NR"])
    if not number:
        raise cells.BadCell("a board without a number")
    yield Board(number, in_readable_case(row["NAAM"], of_school=True))


def municipality(row: Row) -> Iterator[Value]:
    code = cells.municipality_code(row["GEMEENTENUMMER"])
    if not code or not row["GEMEENTE_DUO"]:
        raise cells.BadCell("a municipality without a number or a name")
    yield Municipality(code, place_name(row["GEMEENTE_DUO"]), row["PROVINCIE"])


def partnership(row: Row) -> Iterator[Value]:
    code = cells.partnership_code(row["SWV_CODE"])
    if not code:
        raise cells.BadCell("a partnership without a code")
    yield Partnership(code, code[:2].lower())


def area(row: Row) -> Iterator[Value]:
    po, vo = (row.may(cells.partnership_code, column) for column in ("SWV_PO", "SWV_VO"))
    yield from (Partnership(code, code[:2].lower()) for code in (po, vo) if code)
    yield PostcodeArea(
        pc4=cells.pc4(row["PC4"]),
        place=_place(row, "PLAATS", "GEMEENTE"),
        municipality=row.may(cells.municipality_code, "GEMEENTENUMMER"),
        partnership_po=po,
        partnership_vo=vo,
        lat=row.may(cells.latitude, "LAT"),
        lon=row.may(cells.longitude, "LON"),
    )


FORMS = (
    Form(
        id="gemeenten",
        name="DUO, gemeenten in de vestigingen basisonderwijs",
        columns=frozenset({"GEMEENTENUMMER", "GEMEENTE_DUO", "PROVINCIE"}),
        read=municipality,
        rank=REGIONS,
        licence=CC_BY,
        url=DUO,
        covers=frozenset({MUNICIPALITIES}),
    ),
    Form(
        id="samenwerkingsverbanden",
        name="Regeling regio-indeling samenwerkingsverbanden passend onderwijs PO en VO",
        columns=frozenset({"SWV_CODE", "SECTOR", "GEMEENTEN"}),
        read=partnership,
        rank=PARTNERSHIPS,
        licence=OF_LAW,
        url=LAW,
        stand="2017-01-01",  # the year of the text that was read; the regions in it are those of 2013
    ),
    Form(
        id="postcodegebieden",
        name="Postcodegebieden met gemeente en samenwerkingsverband (regeling regio-indeling, GeoNames, DUO)",
        columns=frozenset({"PC4", "PLAATS", "GEMEENTE", "GEMEENTENUMMER", "SWV_PO", "SWV_VO", "LAT", "LON"}),
        read=area,
        rank=AREAS,
        licence=CC_BY,
        url=LAW,
        stand="2017-01-01",  # of its oldest part, the regions
    ),
    Form(
        id="besturen",
        name="DUO, namen van bevoegde gezagen (deel)",
        columns=frozenset({"BESTUUR_NR", "KVK", "NAAM", "SECTOREN"}),
        read=board,
        rank=BOARDS,
        licence=CC_BY,
        url=DUO,
        stand="2026-10-01",
    ),
    Form(
        id="vestigingen-geo",
        name="DUO, alle vestigingen, met coördinaten uit de BAG",
        columns=frozenset(
            {
                "VESTIGINGSCODE",
                "BRIN",
                "NAAM",
                "SECTOR",
                "TYPE_DUO",
                "STRAAT",
                "HUISNUMMER",
                "POSTCODE",
                "PLAATS",
                "GEMEENTE_DUO",
                "DENOMINATIE",
                "BESTUUR_NAAM",
                "LON",
                "LAT",
            }
        ),
        read=located_school,
        rank=SCHOOLS,
        licence=CC_BY,
        url=DUO,
        covers=EVERY_KIND,
    ),
    Form(
        id="vestigingen-actief",
        name="DUO, vestigingen basis- en speciaal onderwijs met leerlingen",
        columns=frozenset(
            {"VESTIGINGSCODE", "BRIN", "NAAM", "SOORT", "BESTUUR_NR", "GEMEENTENUMMER", "GEMEENTE_DUO"}
            | {"DENOMINATIE"}
        ),
        read=active_school,
        rank=SCHOOLS,
        licence=CC_BY,
        url=DUO,
        covers=EVERY_KIND - {"vo"},
        weak=frozenset({"name", "place"}),
    ),
)
