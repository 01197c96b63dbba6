"""Open data of DUO in its original form: the register of schools and boards, and the counts of pupils."""

from collections.abc import Iterator

from wegwijzer.directory.readers import cells
from wegwijzer.directory.readers.capitals import in_readable_case, place_name, place_or_municipality
from wegwijzer.directory.readers.forms import BOARDS, SCHOOLS, SPECIAL_KINDS, Form, Value
from wegwijzer.directory.readers.tables import Row
from wegwijzer.directory.rules.places import Board, Municipality, School

LICENCE = "CC BY 4.0"
URL = "https://duo.nl/open_onderwijsdata/"

ADDRESS = {"STRAATNAAM", "HUISNUMMER-TOEVOEGING", "POSTCODE", "PLAATSNAAM"}
MUNICIPALITY = {"GEMEENTENUMMER", "GEMEENTENAAM"}
CONTACT = {"TELEFOONNUMMER", "INTERNETADRES"}
LOCATION = {
    "BEVOEGD GEZAG NUMMER",
    "INSTELLINGSCODE",
    "VESTIGINGSCODE",
    "VESTIGINGSNAAM",
    "PROVINCIE",
    "DENOMINATIE",
    *ADDRESS,
    *MUNICIPALITY,
    *CONTACT,
}


def _location(row: Row, kind: str) -> Iterator[Value]:
    code = cells.school_code(row["INSTELLINGSCODE"], row["VESTIGINGSCODE"])
    board = row.may(cells.board_number, "BEVOEGD GEZAG NUMMER")
    municipality = row.may(cells.municipality_code, "GEMEENTENUMMER")
    yield from _board(board, "")
    if municipality and row["GEMEENTENAAM"]:
        yield Municipality(municipality, place_name(row["GEMEENTENAAM"]), row["PROVINCIE"])
    yield School(
        code=code,
        name=_name(row["VESTIGINGSNAAM"]),
        kind=kind,
        place=_place(row),
        municipality=municipality,
        board=board,
        street=row["STRAATNAAM"],
        number=row["HUISNUMMER-TOEVOEGING"],
        postcode=row.may(cells.postcode, "POSTCODE"),
        phone=row.may(cells.phone, "TELEFOONNUMMER"),
        website=row.may(cells.website, "INTERNETADRES"),
        denomination=row["DENOMINATIE"],
    )


def _name(text: str) -> str:
    if not text:
        raise cells.BadCell("a school without a name")
    return in_readable_case(text, of_school=True)


def _place(row: Row) -> str:
    if not (found := place_or_municipality(row["PLAATSNAAM"], row["GEMEENTENAAM"])):
        raise cells.BadCell("a school without a place")
    return found


def _board(number: str, name: str) -> Iterator[Board]:
    if number:
        yield Board(number, in_readable_case(name, of_school=True))


def primary(row: Row) -> Iterator[Value]:
    return _location(row, "bo")


def secondary(row: Row) -> Iterator[Value]:
    return _location(row, "vo")


def special(row: Row) -> Iterator[Value]:
    return _location(row, cells.kind(row["SOORT PRIMAIR ONDERWIJS"]))


def board(row: Row) -> Iterator[Value]:
    number = cells.board_number(row["BEVOEGD GEZAG NUMMER"])
    if not number:
        raise cells.BadCell("a board without a number")
    yield Board(
        number=number,
        name=in_readable_case(row["BEVOEGD GEZAG NAAM"], of_school=True),
        street=f"{row['STRAATNAAM']} {row['HUISNUMMER-TOEVOEGING']}".strip(),
        postcode=row.may(cells.postcode, "POSTCODE"),
        place=place_name(row["PLAATSNAAM"]),
        phone=row.may(cells.phone, "TELEFOONNUMMER"),
        website=row.may(cells.website, "INTERNETADRES"),
    )


def pupils(row: Row) -> Iterator[Value]:
    """Names are cut off at thirty letters here, so they count only where no other file gives one."""
    number = row.may(cells.board_number, "BEVOEGD GEZAG NUMMER")
    yield from _board(number, "")
    yield School(
        code=cells.school_code(row["INSTELLINGSCODE"], row["VESTIGINGSCODE"]),
        name=_name(row["INSTELLINGSNAAM VESTIGING"]),
        kind="vo",
        place=_place(row),
        municipality=row.may(cells.municipality_code, "GEMEENTENUMMER"),
        board=number,
        pupils=row.may(cells.whole, "AANTAL LEERLINGEN"),
    )


CONTACTS = frozenset({"phone", "website"})  # a number that DUO no longer has may be somebody else's by now
FORMS = (
    Form(
        id="duo-bo",
        name="DUO, alle vestigingen basisonderwijs",
        columns=frozenset(LOCATION),
        read=primary,
        rank=SCHOOLS,
        licence=LICENCE,
        url=URL,
        covers=frozenset({"bo"}),
        empties=CONTACTS,
    ),
    Form(
        id="duo-sbo-so-vso",
        name="DUO, alle vestigingen speciaal (basis)onderwijs",
        columns=frozenset(LOCATION | {"SOORT PRIMAIR ONDERWIJS"}),
        read=special,
        rank=SCHOOLS,
        licence=LICENCE,
        url=URL,
        covers=SPECIAL_KINDS,
        empties=CONTACTS,
    ),
    Form(
        id="duo-vo",
        name="DUO, alle vestigingen voortgezet onderwijs",
        columns=frozenset(LOCATION | {"ONDERWIJSSTRUCTUUR"}),
        read=secondary,
        rank=SCHOOLS,
        licence=LICENCE,
        url=URL,
        covers=frozenset({"vo"}),
        empties=CONTACTS,
    ),
    Form(
        id="duo-besturen",
        name="DUO, bevoegde gezagen",
        columns=frozenset({"BEVOEGD GEZAG NUMMER", "BEVOEGD GEZAG NAAM", *ADDRESS, *CONTACT}),
        read=board,
        rank=BOARDS,
        licence=LICENCE,
        url=URL,
        empties=CONTACTS,
    ),
    Form(
        id="duo-leerlingen-vo",
        name="DUO, leerlingen voortgezet onderwijs per vestiging",
        columns=frozenset(
            {
                "BEVOEGD GEZAG NUMMER",
                "INSTELLINGSCODE",
                "VESTIGINGSCODE",
                "INSTELLINGSNAAM VESTIGING",
                "PLAATSNAAM",
                *MUNICIPALITY,
                "AANTAL LEERLINGEN",
            }
        ),
        read=pupils,
        rank=SCHOOLS,
        licence=LICENCE,
        url=URL,
        weak=frozenset({"name", "place", "municipality"}),
    ),
)
