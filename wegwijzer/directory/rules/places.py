"""Places: a school location, its board, its region. Values as people may read them, each with its source."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

SCHOOL_CODE = re.compile(r"[0-9]{2}[A-Z]{2}[0-9]{2}")  # BRIN and the number of the location (DUO)

Sources = Mapping[str, str]  # of a fact that is not of the main source: field -> id of its source

# The kinds of location that DUO tells apart, with the sectors of the questions that each belongs to.
SECTORS: dict[str, tuple[str, ...]] = {
    "bo": ("po",),
    "sbo": ("po",),
    "so": ("so",),
    "vso": ("vso",),
    "so_vso": ("so", "vso"),
    "vo": ("vo",),
}


def school_number(code: str) -> int:
    """The permanent number of a school code: its place among 00AA00 to 99ZZ99. Raises `ValueError`."""
    if not SCHOOL_CODE.fullmatch(code):
        raise ValueError("a school code is two digits, two capitals and two digits")
    letters = (ord(code[2]) - 65) * 26 + ord(code[3]) - 65
    return (int(code[:2]) * 676 + letters) * 100 + int(code[4:])


def school_code(number: int) -> str:
    """The school code with this number; `school_number` undoes it."""
    rest, location = divmod(number, 100)
    first, letters = divmod(rest, 676)
    return f"{first:02}{chr(65 + letters // 26)}{chr(65 + letters % 26)}{location:02}"


@dataclass(frozen=True, slots=True)
class Source:
    """Where facts come from: `name` and `licence` in words, `stand` the ISO date of the facts themselves."""

    id: str
    name: str
    stand: str
    licence: str
    url: str = ""
    made_up: bool = False


@dataclass(frozen=True, slots=True)
class Municipality:
    """`code` is the four digits of Statistics Netherlands (CBS)."""

    code: str
    name: str
    province: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Board:
    """Bevoegd gezag. `number` is the five digits of DUO; `name` may be unknown."""

    number: str
    name: str = ""
    street: str = ""
    postcode: str = ""
    place: str = ""
    phone: str = ""
    website: str = ""
    source: str = ""
    other_sources: Sources = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Partnership:
    """Samenwerkingsverband passend onderwijs. `code` such as PO2707; `sector` is po or vo."""

    code: str
    sector: str
    name: str = ""
    phone: str = ""
    website: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class PostcodeArea:
    """The four digits of a postcode, and the regions they lie in. `lat` and `lon` in degrees (WGS84)."""

    pc4: str
    place: str
    municipality: str = ""
    partnership_po: str = ""
    partnership_vo: str = ""
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True, slots=True)
class School:
    """A school location (vestiging).

    `code` is BRIN plus location, such as 16BA00; `kind` a key of SECTORS; `successor` the code of the
    location that took its place. `closed` is the ISO date on which it was found to be gone, "" while open.
    """

    code: str
    name: str
    kind: str
    place: str
    municipality: str = ""
    board: str = ""
    street: str = ""
    number: str = ""
    postcode: str = ""
    phone: str = ""
    website: str = ""
    denomination: str = ""
    pupils: int | None = None
    lat: float | None = None
    lon: float | None = None
    closed: str = ""
    successor: str = ""
    source: str = ""
    other_sources: Sources = field(default_factory=dict, hash=False)

    @property
    def brin(self) -> str:
        return self.code[:4]

    @property
    def sectors(self) -> tuple[str, ...]:
        return SECTORS[self.kind]


@dataclass(frozen=True, slots=True)
class Statement:
    """A fact that a school or organisation states about itself, approved by a second person.

    `about` is "school" or "desk", `id` its code or id, `field` one of `proposals.FIELDS`, `value` JSON data.
    `checked` is an ISO date, `checked_by` a role (never a name), `evidence` A or B.
    """

    about: str
    id: str
    field: str
    value: object
    source: str
    evidence: str
    checked: str
    checked_by: str


@dataclass(frozen=True)
class Around:
    """A school with everything around it that a page names; None or "" for what is not known."""

    school: School
    board: Board | None
    municipality: Municipality | None
    partnerships: tuple[Partnership, ...]
