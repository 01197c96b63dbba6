"""A register: the published directory, immutable, as one file with its hash.

Pages, search and API read a register and never a table, so they answer while the database is away, with the
date of the facts.
"""

import gzip
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any

from wegwijzer.directory.rules.freshness import Withdrawn
from wegwijzer.directory.rules.places import (
    Around,
    Board,
    Municipality,
    Partnership,
    PostcodeArea,
    School,
    Source,
    Statement,
)

FORMAT = 1
MOST_STEPS = 10  # successors of successors; more can only be a circle
_KINDS: dict[str, type] = {
    "sources": Source,
    "municipalities": Municipality,
    "boards": Board,
    "partnerships": Partnership,
    "areas": PostcodeArea,
    "schools": School,
    "statements": Statement,
    "withdrawals": Withdrawn,
}


class DamagedRegister(ValueError):
    """The file is not a register, or not the one that its hash promises."""


@dataclass(frozen=True)
class Register:
    """`published` is an ISO date. Everything else in the order of its key."""

    published: str = ""
    sources: tuple[Source, ...] = ()
    municipalities: tuple[Municipality, ...] = ()
    boards: tuple[Board, ...] = ()
    partnerships: tuple[Partnership, ...] = ()
    areas: tuple[PostcodeArea, ...] = ()
    schools: tuple[School, ...] = ()
    statements: tuple[Statement, ...] = ()
    withdrawals: tuple[Withdrawn, ...] = ()

    @cached_property
    def by_code(self) -> Mapping[str, School]:
        return {school.code: school for school in self.schools}

    @cached_property
    def open_schools(self) -> tuple[School, ...]:
        return tuple(school for school in self.schools if not school.closed)

    @cached_property
    def board_by_number(self) -> Mapping[str, Board]:
        return {board.number: board for board in self.boards}

    @cached_property
    def municipality_by_code(self) -> Mapping[str, Municipality]:
        return {municipality.code: municipality for municipality in self.municipalities}

    @cached_property
    def partnership_by_code(self) -> Mapping[str, Partnership]:
        return {partnership.code: partnership for partnership in self.partnerships}

    @cached_property
    def area_by_pc4(self) -> Mapping[str, PostcodeArea]:
        return {area.pc4: area for area in self.areas}

    @cached_property
    def source_by_id(self) -> Mapping[str, Source]:
        return {source.id: source for source in self.sources}

    @cached_property
    def _stated(self) -> Mapping[tuple[str, str], dict[str, Statement]]:
        found: dict[tuple[str, str], dict[str, Statement]] = {}
        for statement in self.statements:
            found.setdefault((statement.about, statement.id), {})[statement.field] = statement
        return found

    def stated(self, about: str, id: str) -> Mapping[str, Statement]:
        """What a school or desk states about itself, by field."""
        return self._stated.get((about, id), {})

    @property
    def made_up(self) -> bool:
        """Whether the schools are made up: pages then say so."""
        return any(source.made_up for source in self.sources)

    def school(self, code: str) -> School | None:
        """The school with this code, or the one that took its place; None when it is gone."""
        for _ in range(MOST_STEPS):
            school = self.by_code.get(code)
            if school is None or not school.closed:
                return school
            code = school.successor
        return None

    def around(self, school: School) -> Around:
        """Everything around a school. Partnerships: those of its postcode and sectors (WPO art. 18a)."""
        area = self.area_by_pc4.get(school.postcode[:4])
        codes: dict[str, None] = {}
        if area:
            for sector in school.sectors:
                codes[area.partnership_po if sector in ("po", "so") else area.partnership_vo] = None
        municipality = school.municipality or (area.municipality if area else "")
        return Around(
            school,
            self.board_by_number.get(school.board),
            self.municipality_by_code.get(municipality),
            tuple(found for code in codes if (found := self.partnership_by_code.get(code))),
        )


EMPTY = Register()


def to_bytes(register: Register) -> bytes:
    """A line with the hash and the date, then the register; packed. The same register, the same bytes."""
    body = {kind: [_packed(item) for item in getattr(register, kind)] for kind in _KINDS} | {
        "format": FORMAT,
        "published": register.published,
    }
    raw = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    return gzip.compress(hashlib.sha256(raw).hexdigest().encode() + b"\n" + raw, mtime=0)


def _packed(item: Any) -> dict[str, Any]:
    """Without what is as it is by default: not known, for most fields of most schools."""
    values = {field.name: getattr(item, field.name) for field in fields(item)}
    usual: dict[str, Any] = {
        field.name: {} if field.default_factory is dict else field.default for field in fields(item)
    }
    return {name: value for name, value in values.items() if value != usual[name]}


def from_bytes(data: bytes) -> Register:
    """Raises `DamagedRegister` when a single byte differs from what was published."""
    try:
        promised, raw = gzip.decompress(data).split(b"\n", 1)
    except (OSError, EOFError, ValueError, gzip.zlib.error) as error:  # type: ignore[attr-defined]  # gzip raises the errors of zlib
        raise DamagedRegister("this is no register") from error
    if hashlib.sha256(raw).hexdigest().encode() != promised:
        raise DamagedRegister("the content does not have the hash that stands above it")
    try:
        body = json.loads(raw)
        if body["format"] != FORMAT:
            raise DamagedRegister(f"format {body['format']} is not known here, only {FORMAT}")
        kinds: dict[str, Any] = {kind: _read(body[kind], made) for kind, made in _KINDS.items()}
        return Register(published=body["published"], **kinds)
    except DamagedRegister:
        raise
    except (ValueError, KeyError, TypeError) as error:
        raise DamagedRegister(f"the content is not that of a register: {type(error).__name__}") from error


def _read(items: list[dict[str, Any]], made: type) -> tuple[Any, ...]:
    known = {field.name for field in fields(made)}
    return tuple(made(**{name: value for name, value in item.items() if name in known}) for item in items)
