"""Schools, and what is around them: boards, municipalities, regional partnerships."""

from datetime import date

from django.http import Http404, HttpRequest
from ninja import Query, Router
from pydantic import Field

from wegwijzer.directory.rules import places
from wegwijzer.directory.rules.register import Register
from wegwijzer.signpost.facts import stated
from wegwijzer.site.api import in_use
from wegwijzer.site.api.paging import Wanted, part
from wegwijzer.site.api.schemas import (
    Board,
    BoardPage,
    Data,
    Hit,
    Hits,
    Kind,
    Municipality,
    MunicipalityPage,
    Partnership,
    PartnershipPage,
    Point,
    Reference,
    School,
    SchoolBrief,
    SchoolPage,
    Source,
    Stated,
)

router = Router(by_alias=True, tags=["schools"])


class WantedSchools(Wanted):
    municipality: str | None = Field(None, pattern="^[0-9]{4}$", description="Code of CBS: four digits.")
    board: str | None = Field(None, pattern="^[0-9]{5}$", description="Number of DUO: five digits.")
    kind: Kind | None = None
    postcode4: str | None = Field(None, pattern="^[0-9]{4}$", description="Four digits of a postcode.")


class Asked(Data):
    """What somebody typed: a name, a place, a postcode, a BRIN, or some of these."""

    text: str = Field(min_length=1, max_length=200)
    limit: int = Field(10, ge=1, le=25, strict=True)


@router.get("/schools", response=SchoolPage, summary="Open schools")
def schools(request: HttpRequest, wanted: Query[WantedSchools]) -> SchoolPage:
    """Open school locations in the order of their code. For one that is closed ask for its code."""
    register = in_use.register()
    found = [school for school in register.open_schools if _wanted(register, school, wanted)]
    return part(SchoolPage, request, wanted, found, lambda school: _school(register, school))


def _wanted(register: Register, school: places.School, wanted: WantedSchools) -> bool:
    if wanted.municipality:
        town = register.around(school).municipality
        if town is None or town.code != wanted.municipality:
            return False
    return (
        wanted.board in (None, school.board)
        and wanted.kind in (None, school.kind)
        and (wanted.postcode4 is None or school.postcode.startswith(wanted.postcode4))
    )


@router.post("/schools/find", response=Hits, summary="Find a school")
def find_school(request: HttpRequest, asked: Asked) -> Hits:
    """Schools by what somebody types, best first. By POST, so that no address tells which school it was."""
    register, search = in_use.register(), in_use.front().search
    return Hits(
        items=[
            Hit(school=_brief(register, hit.school), score=hit.score, why=hit.why)
            for hit in search.find(asked.text, asked.limit)
        ]
    )


@router.get("/schools/{code}", response=School, summary="A school")
def school(request: HttpRequest, code: str) -> School:
    """A school location by its code, also when it is closed."""
    register = in_use.register()
    found = register.by_code.get(code.upper())
    if found is None:
        raise Http404("No school has this code.")
    return _school(register, found)


@router.get("/boards", response=BoardPage, summary="School boards")
def boards(request: HttpRequest, wanted: Query[Wanted]) -> BoardPage:
    register = in_use.register()
    return part(BoardPage, request, wanted, register.boards, lambda board: _board(register, board))


@router.get("/boards/{number}", response=Board, summary="A school board")
def board(request: HttpRequest, number: str) -> Board:
    register = in_use.register()
    found = register.board_by_number.get(number)
    if found is None:
        raise Http404("No board has this number.")
    return _board(register, found)


@router.get("/municipalities", response=MunicipalityPage, summary="Municipalities")
def municipalities(request: HttpRequest, wanted: Query[Wanted]) -> MunicipalityPage:
    register = in_use.register()
    return part(
        MunicipalityPage, request, wanted, register.municipalities, lambda one: _municipality(register, one)
    )


@router.get("/municipalities/{code}", response=Municipality, summary="A municipality")
def municipality(request: HttpRequest, code: str) -> Municipality:
    found = in_use.register().municipality_by_code.get(code)
    if found is None:
        raise Http404("No municipality has this code.")
    return _municipality(in_use.register(), found)


@router.get("/regional-partnerships", response=PartnershipPage, summary="Regional partnerships")
def partnerships(request: HttpRequest, wanted: Query[Wanted]) -> PartnershipPage:
    """Samenwerkingsverbanden passend onderwijs."""
    register = in_use.register()
    return part(
        PartnershipPage, request, wanted, register.partnerships, lambda one: _partnership(register, one)
    )


@router.get("/regional-partnerships/{code}", response=Partnership, summary="A regional partnership")
def partnership(request: HttpRequest, code: str) -> Partnership:
    register = in_use.register()
    found = register.partnership_by_code.get(code)
    if found is None:
        raise Http404("No regional partnership has this code.")
    return _partnership(register, found)


def _brief(register: Register, school: places.School) -> SchoolBrief:
    return SchoolBrief.model_validate(_own(register, school))


def _own(register: Register, school: places.School) -> dict[str, object]:
    return {
        "code": school.code,
        "name": school.name,
        "kind": school.kind,
        "street": school.street or None,
        "number": school.number or None,
        "postcode": school.postcode or None,
        "place": school.place,
        "board": _reference(school.board, register.board_by_number.get(school.board)),
        "source": Source.of(register.source_by_id.get(school.source)),
    }


def _reference(code: str, found: places.Board | places.Municipality | None) -> Reference | None:
    name = found.name if found else ""
    return Reference(code=code, name=name or None) if code else None


def _school(register: Register, school: places.School) -> School:
    around = register.around(school)
    town = around.municipality
    taken_over = register.school(school.code) if school.closed else None
    told = stated(register, "school", school.code, in_use.today())
    return School.model_validate(
        {
            **_own(register, school),
            "brin": school.brin,
            "sectors": [*school.sectors],
            "municipality": _reference(town.code, town) if town else None,
            "partnerships": [Reference(code=one.code, name=one.name or None) for one in around.partnerships],
            "phone": school.phone or None,
            "website": school.website or None,
            "denomination": school.denomination or None,
            "pupils": school.pupils,
            "geometry": _point(school),
            "status": "closed" if school.closed else "open",
            "closed_on": date.fromisoformat(school.closed) if school.closed else None,
            "successor": taken_over.code if taken_over else None,
            "other_sources": dict(school.other_sources),
            "stated": [Stated.of(one) for one in told.values()],
        }
    )


def _point(school: places.School) -> Point | None:
    if school.lat is None or school.lon is None:
        return None
    return Point(coordinates=(school.lon, school.lat))


def _board(register: Register, board: places.Board) -> Board:
    return Board(
        number=board.number,
        name=board.name or None,
        street=board.street or None,
        postcode=board.postcode or None,
        place=board.place or None,
        phone=board.phone or None,
        website=board.website or None,
        source=Source.of(register.source_by_id.get(board.source)),
        other_sources=dict(board.other_sources),
    )


def _municipality(register: Register, one: places.Municipality) -> Municipality:
    return Municipality(
        code=one.code,
        name=one.name,
        province=one.province or None,
        source=Source.of(register.source_by_id.get(one.source)),
    )


def _partnership(register: Register, one: places.Partnership) -> Partnership:
    return Partnership.model_validate(
        {
            "code": one.code,
            "sector": one.sector,
            "name": one.name or None,
            "phone": one.phone or None,
            "website": one.website or None,
            "source": Source.of(register.source_by_id.get(one.source)),
        }
    )
