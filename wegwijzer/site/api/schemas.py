"""What the API gives, as types: the OpenAPI description is written from these. Fields are in camelCase."""

from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from wegwijzer.directory.rules.places import Source as SourceValue
from wegwijzer.directory.rules.places import Statement

Kind = Literal["bo", "sbo", "so", "vso", "so_vso", "vo"]
Evidence = Literal["A", "B"]


class Data(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)


class Source(Data):
    """Where facts come from: `date` is the day of the facts themselves."""

    id: str
    name: str
    date: date
    licence: str
    url: str | None = None
    made_up: bool = Field(description="True when these are made-up examples, and no real schools.")

    @classmethod
    def of(cls, value: SourceValue | None) -> Self | None:
        if value is None:
            return None
        return cls(
            id=value.id,
            name=value.name,
            date=date.fromisoformat(value.stand),
            licence=value.licence,
            url=value.url or None,
            made_up=value.made_up,
        )


class Reference(Data):
    """Another resource: its code, and its name when that is known."""

    code: str
    name: str | None


class Point(Data):
    """A point in GeoJSON (RFC 7946): longitude and latitude in degrees, WGS84."""

    type: Literal["Point"] = "Point"
    coordinates: tuple[float, float]


class Stated(Data):
    """A fact that a school or organisation states about itself, and that a second person approved."""

    field: str
    value: Any
    source: str
    evidence: Evidence
    checked: date
    checked_by: str = Field(description="A role, never a name.")

    @classmethod
    def of(cls, value: Statement) -> Self:
        return cls.model_validate(
            {
                "field": value.field,
                "value": value.value,
                "source": value.source,
                "evidence": value.evidence,
                "checked": value.checked,
                "checked_by": value.checked_by,
            }
        )


OtherSources = Annotated[
    dict[str, str], Field(description="Fields that are not of `source`, each with the id of its own source.")
]


class SchoolBrief(Data):
    """A school location in a list of what was found."""

    code: str = Field(description="BRIN of the institution and the number of the location, such as 16BA00.")
    name: str
    kind: Kind
    street: str | None
    number: str | None
    postcode: str | None
    place: str
    board: Reference | None
    source: Source | None


class School(SchoolBrief):
    """A school location. A closed one names the open one that took its place, when there is one."""

    brin: str
    sectors: list[str]
    municipality: Reference | None
    partnerships: list[Reference]
    phone: str | None
    website: str | None
    denomination: str | None
    pupils: int | None
    geometry: Point | None
    status: Literal["open", "closed"]
    closed_on: date | None
    successor: str | None
    other_sources: OtherSources
    stated: list[Stated]


class Board(Data):
    """Bevoegd gezag."""

    number: str
    name: str | None
    street: str | None
    postcode: str | None
    place: str | None
    phone: str | None
    website: str | None
    source: Source | None
    other_sources: OtherSources


class Municipality(Data):
    """A municipality, by its code of Statistics Netherlands (CBS)."""

    code: str
    name: str
    province: str | None
    source: Source | None


class Partnership(Data):
    """Samenwerkingsverband passend onderwijs."""

    code: str
    sector: Literal["po", "vo"]
    name: str | None
    phone: str | None
    website: str | None
    source: Source | None


class Competence(Data):
    """What a desk does: every topic in the row goes with every audience, sector and stage in it."""

    roles: list[str]
    topics: list[str]
    all_topics: bool
    audiences: list[str]
    sectors: list[str]
    stages: list[str] = Field(description="Empty: at every stage.")


class Channel(Data):
    """A way to reach a desk. `overdue`: it should have been checked again; tell so when you show it."""

    type: Literal["phone", "chat", "mail", "letter", "form", "web", "visit"]
    value: str
    open: str | None = Field(description="Opening hours in the notation of OpenStreetMap, in Dutch time.")
    hours: str | None = Field(description="Opening hours in Dutch words.")
    cost: str | None
    note: str | None
    anonymous: bool | None
    audiences: list[str] = Field(description="Empty: for everybody whom the desk is for.")
    languages: list[str]
    municipalities: list[str] = Field(description="Codes of CBS: it is only for these. Empty: for everybody.")
    deaf: str | None
    state: Literal["fresh", "due", "overdue"]
    evidence: Evidence
    source: str
    checked: date


class Organisation(Data):
    """A desk that people turn to. When its source was not verified only its name and channels are told."""

    id: str
    name: str
    kind: Literal["school", "board", "external", "platform"]
    region: Literal["landelijk", "regio", "gemeente", "bestuur", "school"]
    verified: bool
    description: str | None
    anonymous: bool | None
    independent: bool | None
    competence: list[Competence]
    can: list[str]
    cannot: list[str]
    channels: list[Channel]
    stated: list[Stated]
    page: str = Field(description="The page for people.")
    source: str | None
    evidence: Evidence | None
    checked: date | None


class Topic(Data):
    """What a question can be about."""

    id: str
    name: str
    short: str
    source: Source


class Hit(Data):
    school: SchoolBrief
    score: float = Field(description="How well it fits; only to be compared within one answer.")
    why: str


class Hits(Data):
    """Schools that were found, best first."""

    items: list[Hit]


class Found(Data):
    """What the finder understood. It holds ids and never a word of the text."""

    edition: int
    urgency: Literal["crisis", "urgent", "normaal"]
    shown: list[str]
    first: list[str]
    topics: list[str]
    audience: str | None
    stage: str | None
    stuck: str | None
    who: str | None
    sector: str | None
    signals: list[str]
    lang: str | None
    out_of_scope: bool = Field(alias="out_of_scope")  # its first readers know it by this name
    read: int


class PageLinks(Data):
    self_: str = Field(alias="self")
    next: str | None
    prev: str | None


class PageOf(Data):
    """A part of a list."""

    total: int
    page: int
    page_size: int
    links: PageLinks


class SchoolPage(PageOf):
    items: list[School]


class BoardPage(PageOf):
    items: list[Board]


class MunicipalityPage(PageOf):
    items: list[Municipality]


class PartnershipPage(PageOf):
    items: list[Partnership]


class OrganisationPage(PageOf):
    items: list[Organisation]


class TopicPage(PageOf):
    items: list[Topic]


class SourcePage(PageOf):
    items: list[Source]
