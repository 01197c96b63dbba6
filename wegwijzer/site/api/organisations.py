"""Desks, topics, and the sources that everything rests on."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest
from ninja import Query, Router

from wegwijzer.kernel.opening_hours import parse
from wegwijzer.signpost.facts import Channel as ChannelToday
from wegwijzer.signpost.facts import DeskToday, Facts
from wegwijzer.signpost.pages.frame import Addresses
from wegwijzer.signpost.pages.opening import hours_in_words
from wegwijzer.signpost.rules.edition import SOURCE_LANGUAGE
from wegwijzer.site.api import in_use
from wegwijzer.site.api.paging import Wanted, part
from wegwijzer.site.api.schemas import (
    Channel,
    Competence,
    Organisation,
    OrganisationPage,
    Source,
    SourcePage,
    Stated,
    Topic,
    TopicPage,
)

router = Router(by_alias=True, tags=["organisations"])

LICENCE = "CC BY 4.0"  # of the content pack
EDITION = "edition"


@router.get("/organisations", response=OrganisationPage, summary="Desks")
def organisations(request: HttpRequest, wanted: Query[Wanted]) -> OrganisationPage:
    """Everybody whom people can turn to, with what they can and cannot do."""
    facts = in_use.facts()
    found = [*facts.desks()]
    return part(OrganisationPage, request, wanted, found, lambda desk: _organisation(facts, desk))


@router.get("/organisations/{id}", response=Organisation, summary="A desk")
def organisation(request: HttpRequest, id: str) -> Organisation:
    facts = in_use.facts()
    found = facts.desk(id)
    if found is None:
        raise Http404("No organisation has this id.")
    return _organisation(facts, found)


@router.get("/topics", response=TopicPage, summary="Topics")
def topics(request: HttpRequest, wanted: Query[Wanted]) -> TopicPage:
    facts = in_use.facts()
    found = sorted(facts.words("topic"))
    return part(TopicPage, request, wanted, found, lambda id: _topic(facts, id))


@router.get("/topics/{id}", response=Topic, summary="A topic")
def topic(request: HttpRequest, id: str) -> Topic:
    facts = in_use.facts()
    if id not in facts.words("topic"):
        raise Http404("No topic has this id.")
    return _topic(facts, id)


@router.get("/sources", response=SourcePage, summary="Sources")
def sources(request: HttpRequest, wanted: Query[Wanted]) -> SourcePage:
    """Where the facts come from, each with its date and licence."""
    return part(SourcePage, request, wanted, _sources(), lambda source: source)


@router.get("/sources/{id}", response=Source, summary="A source")
def source(request: HttpRequest, id: str) -> Source:
    found = next((one for one in _sources() if one.id == id), None)
    if found is None:
        raise Http404("No source has this id.")
    return found


def _sources() -> list[Source]:
    facts = in_use.facts()
    imported = [Source.of(one) for one in facts.register.sources]
    return [_edition_source(facts), *(one for one in imported if one)]


def _edition_source(facts: Facts) -> Source:
    number, built = facts.edition.number, date.fromisoformat(facts.edition.built)
    name = f"Wegwijzer, editie {number}"
    return Source(id=EDITION, name=name, date=built, licence=LICENCE, url=settings.URL, made_up=False)


def _topic(facts: Facts, id: str) -> Topic:
    words = facts.words("topic")[id]
    return Topic(id=id, name=words["name"], short=words["short"], source=_edition_source(facts))


def _organisation(facts: Facts, desk: DeskToday) -> Organisation:
    addresses = Addresses(facts.edition, SOURCE_LANGUAGE)
    return Organisation.model_validate(
        {
            "id": desk.id,
            "name": desk.desk["name"],
            "kind": desk.desk["kind"],
            "region": desk.desk["region"],
            "verified": desk.verified,
            "channels": [_channel(channel) for channel in desk.channels],
            "stated": [Stated.of(one) for one in desk.stated.values()],
            "page": settings.URL + addresses.desk(desk.id),
            **_described(facts, desk.desk if desk.verified else {}),
        }
    )


def _described(facts: Facts, desk: Mapping[str, Any]) -> dict[str, Any]:
    names = ("anonymous", "independent", "source", "evidence", "checked")
    return {
        "description": desk.get("sentence"),
        "competence": [_competence(facts, row) for row in desk.get("competence", ())],
        "can": desk.get("can", []),
        "cannot": desk.get("cannot", []),
        **{name: desk.get(name) for name in names},
    }


def _competence(facts: Facts, row: Mapping[str, Any]) -> Competence:
    everything = row["topics"] == "all"
    return Competence(
        roles=row["roles"],
        topics=sorted(facts.words("topic")) if everything else row["topics"],
        all_topics=everything,
        audiences=row["audiences"],
        sectors=row["sectors"],
        stages=row.get("stages", []),
    )


def _channel(channel: ChannelToday) -> Channel:
    names = ("open", "cost", "note", "anonymous", "deaf")
    notation = channel.get("open")
    in_words = hours_in_words(parse(notation), SOURCE_LANGUAGE) if notation else channel.get("hours")
    return Channel.model_validate(
        {
            **{name: channel[name] for name in ("type", "value", "state", "evidence", "source", "checked")},
            **{name: channel.get(name) for name in names},
            "hours": in_words or None,
            "audiences": channel.get("for", []),
            "languages": channel.get("languages", []),
            "municipalities": channel.get("municipalities", []),
        }
    )
