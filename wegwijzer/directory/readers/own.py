"""Tables of our own form: the columns are the fields of `rules.places`. For made-up data and own lists."""

from collections.abc import Iterator

from wegwijzer.directory.readers import cells
from wegwijzer.directory.readers.forms import (
    AREAS,
    BOARDS,
    EVERY_KIND,
    PARTNERSHIPS,
    REGIONS,
    SCHOOLS,
    SUCCESSORS,
    Form,
    Value,
)
from wegwijzer.directory.readers.tables import Row
from wegwijzer.directory.rules.changes import MUNICIPALITIES
from wegwijzer.directory.rules.places import Board, Municipality, Partnership, PostcodeArea, School

LICENCE = "CC BY 4.0"


def _needed(row: Row, *columns: str) -> None:
    for column in columns:
        if not row[column]:
            raise cells.BadCell(f"{column.lower()} is empty")


def municipality(row: Row) -> Iterator[Value]:
    _needed(row, "CODE", "NAME")
    yield Municipality(cells.municipality_code(row["CODE"]), row["NAME"], row["PROVINCE"])


def partnership(row: Row) -> Iterator[Value]:
    _needed(row, "CODE", "SECTOR")
    code = cells.partnership_code(row["CODE"])
    yield Partnership(
        code,
        code[:2].lower(),
        row["NAME"],
        row.may(cells.phone, "PHONE"),
        row.may(cells.website, "WEBSITE"),
    )


def area(row: Row) -> Iterator[Value]:
    _needed(row, "PC4", "PLACE")
    po, vo = (row.may(cells.partnership_code, name) for name in ("PARTNERSHIP_PO", "PARTNERSHIP_VO"))
    yield PostcodeArea(
        cells.pc4(row["PC4"]),
        row["PLACE"],
        row.may(cells.municipality_code, "MUNICIPALITY"),
        po,
        vo,
    )


def board(row: Row) -> Iterator[Value]:
    _needed(row, "NUMBER")
    yield Board(
        number=cells.board_number(row["NUMBER"]),
        name=row["NAME"],
        street=row["STREET"],
        postcode=row.may(cells.postcode, "POSTCODE"),
        place=row["PLACE"],
        phone=row.may(cells.phone, "PHONE"),
        website=row.may(cells.website, "WEBSITE"),
    )


def school(row: Row) -> Iterator[Value]:
    _needed(row, "CODE", "NAME", "KIND", "PLACE")
    number = row.may(cells.board_number, "BOARD")
    if number:
        yield Board(number)
    yield School(
        code=cells.school_code("", row["CODE"]),
        name=row["NAME"],
        kind=cells.kind(row["KIND"]),
        place=row["PLACE"],
        municipality=row["MUNICIPALITY"],
        board=number,
        street=row["STREET"],
        number=row["NUMBER"],
        postcode=row.may(cells.postcode, "POSTCODE"),
        phone=row.may(cells.phone, "PHONE"),
        website=row.may(cells.website, "WEBSITE"),
        denomination=row["DENOMINATION"],
        pupils=row.may(cells.whole, "PUPILS"),
    )


def successor(row: Row) -> Iterator[Value]:
    """A location that closed, and the one that took its place."""
    yield cells.school_code("", row["CODE"]), cells.school_code("", row["SUCCESSOR"])


FORMS = (
    Form(
        id="eigen-gemeenten",
        name="Eigen lijst van gemeenten",
        columns=frozenset({"CODE", "NAME", "PROVINCE"}),
        read=municipality,
        rank=REGIONS,
        licence=LICENCE,
        covers=frozenset({MUNICIPALITIES}),
    ),
    Form(
        id="eigen-samenwerkingsverbanden",
        name="Eigen lijst van samenwerkingsverbanden",
        columns=frozenset({"CODE", "SECTOR", "NAME", "PHONE", "WEBSITE"}),
        read=partnership,
        rank=PARTNERSHIPS,
        licence=LICENCE,
    ),
    Form(
        id="eigen-postcodegebieden",
        name="Eigen lijst van postcodegebieden",
        columns=frozenset({"PC4", "PLACE", "MUNICIPALITY", "PARTNERSHIP_PO", "PARTNERSHIP_VO"}),
        read=area,
        rank=AREAS,
        licence=LICENCE,
    ),
    Form(
        id="eigen-besturen",
        name="Eigen lijst van besturen",
        columns=frozenset({"NUMBER", "NAME", "STREET", "POSTCODE", "PLACE", "PHONE", "WEBSITE"}),
        read=board,
        rank=BOARDS,
        licence=LICENCE,
    ),
    Form(
        id="eigen-scholen",
        name="Eigen lijst van scholen",
        columns=frozenset(
            {
                "CODE",
                "NAME",
                "KIND",
                "PLACE",
                "MUNICIPALITY",
                "BOARD",
                "STREET",
                "NUMBER",
                "POSTCODE",
                "PHONE",
            }
            | {"WEBSITE", "DENOMINATION", "PUPILS"}
        ),
        read=school,
        rank=SCHOOLS,
        licence=LICENCE,
        covers=EVERY_KIND,
    ),
    Form(
        id="eigen-opvolgers",
        name="Eigen lijst van opvolgers",
        columns=frozenset({"CODE", "SUCCESSOR"}),
        read=successor,
        rank=SUCCESSORS,
        licence=LICENCE,
    ),
)
