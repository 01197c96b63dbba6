"""The directory as tables for a spreadsheet: the first row holds the names of the columns.

The names are those of the API. A cell that a spreadsheet would run as a formula begins with an apostrophe.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from wegwijzer.directory.rules.places import Board, Partnership, School, Source, Sources
from wegwijzer.directory.rules.register import Register

Row = list[str]
Desk = tuple[str, Mapping[str, Any], bool, Iterable[Mapping[str, Any]]]

FORMULA = re.compile(r"[=@\t\r]|[+-](?![\d .()-]*$)")  # a telephone number is no formula
BETWEEN = " | "  # between the items of one cell

SOURCE = ("source", "sourceDate", "licence", "madeUp")
OTHERS = "otherSources"  # facts that are not of the source of the row, each with its own
SCHOOLS = (
    *("code", "brin", "name", "kind", "street", "number", "postcode", "place"),
    *("municipalityCode", "municipality", "province", "boardNumber", "board", "partnerships"),
    *("phone", "website", "denomination", "pupils", "latitude", "longitude"),
    *("status", "closedOn", "successor", *SOURCE, OTHERS),
)
BOARDS = ("number", "name", "street", "postcode", "place", "phone", "website", *SOURCE, OTHERS)
ORGANISATIONS = (
    *("id", "name", "kind", "region", "verified", "description", "anonymous", "independent"),
    *("roles", "topics", "audiences", "sectors", "stages", "can", "cannot", "source", "evidence", "checked"),
    *("channelType", "channelValue", "channelOpen", "channelHours", "channelCost", "channelNote"),
    *("channelMunicipalities", "channelState", "channelSource", "channelEvidence", "channelChecked"),
)


def schools(register: Register) -> Iterator[Row]:
    """Every location, also those that are closed, in the order of their code."""
    yield list(SCHOOLS)
    for school in register.schools:
        yield _school(register, school)


def _school(register: Register, school: School) -> Row:
    around = register.around(school)
    town, board = around.municipality, around.board
    taken_over = register.school(school.code) if school.closed else None
    return _cells(
        *(school.code, school.brin, school.name, school.kind, school.street, school.number),
        *(school.postcode, school.place),
        *((town.code, town.name, town.province) if town else ("", "", "")),
        *(school.board, board.name if board else "", [_partnership(one) for one in around.partnerships]),
        *(school.phone, school.website, school.denomination, school.pupils, school.lat, school.lon),
        *("closed" if school.closed else "open", school.closed, taken_over.code if taken_over else ""),
        *_source(register.source_by_id.get(school.source)),
        _others(register, school.other_sources),
    )


def _partnership(partnership: Partnership) -> str:
    return f"{partnership.code} {partnership.name}".strip()


def boards(register: Register) -> Iterator[Row]:
    """Every board that the register knows, in the order of its number."""
    yield list(BOARDS)
    for board in register.boards:
        source = _source(register.source_by_id.get(board.source))
        yield _cells(*_board(board), *source, _others(register, board.other_sources))


def _board(board: Board) -> tuple[str, ...]:
    address = (board.street, board.postcode, board.place)
    return (board.number, board.name, *address, board.phone, board.website)


def organisations(desks: Iterable[Desk]) -> Iterator[Row]:
    """A row for each channel of each desk, and one for a desk without any.

    A desk is its id, its Dutch file, whether its source is good enough, and the channels that may be told.
    """
    yield list(ORGANISATIONS)
    for id, desk, verified, channels in desks:
        own = (id, desk["name"], desk["kind"], desk["region"], verified)
        described = _described(desk if verified else {})
        for channel in [*channels] or [{}]:
            yield _cells(*own, *described, *_channel(channel))


def _described(desk: Mapping[str, Any]) -> tuple[object, ...]:
    rows = desk.get("competence", ())
    return (
        *(desk.get(name) for name in ("sentence", "anonymous", "independent")),
        *(_all(rows, name) for name in ("roles", "topics", "audiences", "sectors", "stages")),
        *(desk.get(name) for name in ("can", "cannot", "source", "evidence", "checked")),
    )


def _all(rows: Iterable[Mapping[str, Any]], name: str) -> list[str]:
    """The ids that stand in any of the rows, each once; "all" for every topic."""
    values = [row.get(name, ()) for row in rows]
    if "all" in values:
        return ["all"]
    return [*dict.fromkeys(id for ids in values for id in ids)]


def _channel(channel: Mapping[str, Any]) -> tuple[object, ...]:
    names = ("type", "value", "open", "hours", "cost", "note", "municipalities")
    marks = ("state", "source", "evidence", "checked")
    return tuple(channel.get(name) for name in (*names, *marks))


def _source(source: Source | None) -> tuple[object, ...]:
    return (source.name, source.stand, source.licence, source.made_up) if source else (None,) * len(SOURCE)


def _others(register: Register, sources: Sources) -> list[str]:
    known = register.source_by_id
    return [
        f"{field}: {known[id].name}, {known[id].stand}"
        for field, id in sorted(sources.items())
        if id in known
    ]


def _cells(*values: object) -> Row:
    return [_cell(value) for value in values]


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = BETWEEN.join(map(str, value)) if isinstance(value, list) else str(value)
    return f"'{text}" if isinstance(value, str | list) and FORMULA.match(text) else text


def as_csv(rows: Iterable[Row]) -> bytes:
    """RFC 4180: commas, CRLF; in UTF-8."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()
