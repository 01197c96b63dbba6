"""The desks as Open Referral HSDS 3.0: the standard for directories of help (openreferral.org).

HSDS describes a service by flat attributes, so "these topics for parents, those for staff" cannot be said of
one service. Hence one service for each row of competence of a desk: within a row every topic goes with every
audience and sector. The rows themselves are in our own array `bevoegdheden`. The profile beside this file
says what must be there; docs/reference/hsds.md tells how each field was filled.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from wegwijzer.directory.rules.freshness import EDITORS
from wegwijzer.directory.rules.regions import regional
from wegwijzer.kernel.terms import State
from wegwijzer.signpost.facts import Channel, DeskToday, Facts
from wegwijzer.signpost.hsds_schedules import schedules

Data = dict[str, Any]

VERSION = "3.0"
LICENCE = "CC BY 4.0"
PROFILE = Path(__file__).with_name("hsds_profile.json")
NAMESPACE = UUID("5f0f0a34-3c54-5f0e-9d8a-6a1f6f1f7c11")  # never to be changed: every id follows from it
ADDRESS = re.compile(r"(?P<address_1>[^,]+), (?P<postal_code>\d{4} ?[A-Z]{2}) (?P<city>[^,]+)")
OVERDUE = "Niet alles is op tijd nagekeken. Kijk ook op de website van de organisatie."
ONLINE = ("chat", "form", "web")

# People and arrangements at a school or its board are no organisation of their own.
SHARED = {
    "school": ("De eigen school", "De school waar het over gaat. Welke dat is, verschilt per leerling."),
    "board": ("Het eigen schoolbestuur", "Het bestuur van de school waar het over gaat."),
}
AREAS = {
    "landelijk": "Nederland",
    "regio": "De eigen regio",
    "gemeente": "De eigen gemeente",
    "bestuur": "De scholen van het eigen bestuur",
    "school": "De eigen school",
}
ROLES = {
    "listens": ("luistert", "Luistert en denkt mee."),
    "advises": ("adviseert", "Geeft raad of uitleg."),
    "mediates": ("bemiddelt", "Helpt om er samen uit te komen."),
    "handles": ("handelt af", "Neemt het in behandeling."),
    "supervises": ("houdt toezicht", "Ziet erop toe dat anderen hun werk doen."),
    "enforces": ("handhaaft", "Kan iets opleggen of ingrijpen."),
}
# Our taxonomies: the field in a row of competence, and what the taxonomy holds.
TAXONOMIES = {
    "topics": ("onderwerp", "Waar het over gaat."),
    "audiences": ("doelgroep", "Wie hulp zoekt."),
    "sectors": ("sector", "Het soort school."),
    "stages": ("fase", "Hoe ver iemand al is: wie er al van weet."),
    "roles": ("rol", "Wat een loket doet."),
}


def stable_id(*parts: str) -> str:
    """The same thing has the same id in every edition (UUID version 5, RFC 9562)."""
    return str(uuid5(NAMESPACE, "/".join(parts)))


@cache
def profile() -> Data:
    """Our profile: the JSON Schema (draft 2020-12) that every export obeys."""
    schema: Data = json.loads(PROFILE.read_text("utf-8"))
    return schema


def document(facts: Facts, profile_uri: str) -> Data:
    """Everything as one JSON object. Desks whose source is not good enough are left out."""
    desks = [desk for desk in facts.desks() if desk.verified]
    return {
        "version": VERSION,
        "profile": profile_uri,
        "edition": facts.edition.number,
        "generated_for": facts.today.isoformat(),
        "licence": LICENCE,
        "organizations": _organizations(desks),
        "services": [service for desk in desks for service in _services(facts, desk)],
        "taxonomies": _taxonomies(facts),
        "taxonomy_terms": [*_terms(facts)],
    }


def _organizations(desks: Iterable[DeskToday]) -> list[Data]:
    found: dict[str, Data] = {}
    for desk in desks:
        found.setdefault(_organization_id(desk), _organization(desk))
    return [found[id] for id in sorted(found)]


def _organization_id(desk: DeskToday) -> str:
    kind = desk.desk["kind"]
    return stable_id("organization", kind if kind in SHARED else desk.id)


def _organization(desk: DeskToday) -> Data:
    id, kind = _organization_id(desk), desk.desk["kind"]
    if kind in SHARED:
        name, description = SHARED[kind]
        return {"id": id, "name": name, "description": description}
    return {
        "id": id,
        "name": desk.desk["name"],
        "description": desk.desk["sentence"],
        **_first(desk, {"web": "website"}),
        "locations": [_location(desk, channel, id) for channel in desk.channels if _has_location(channel)],
    }


def _has_location(channel: Channel) -> bool:
    return channel["type"] in (*ONLINE, "letter", "visit")


def _location(desk: DeskToday, channel: Channel, organization: str) -> Data:
    id = _location_id(desk, channel)
    own = {"id": id, "organization_id": organization, "name": f"{desk.desk['name']}, {channel['type']}"}
    if channel["type"] in ONLINE:
        told = {"description": _only_for(channel)} if regional(channel) else {}
        return {**own, **told, "location_type": "virtual", "url": channel["value"]}
    kind = "postal" if channel["type"] == "letter" else "physical"
    found = ADDRESS.fullmatch(channel["value"])
    if not found:
        return {**own, "location_type": kind, "description": channel["value"]}
    address = {"id": stable_id(id, "address"), "location_id": id, **found.groupdict()}
    address |= {"state_province": "", "country": "NL", "address_type": kind}  # no part of a Dutch address
    return {**own, "location_type": kind, "addresses": [address]}


def _location_id(desk: DeskToday, channel: Channel) -> str:
    return stable_id("location", desk.id, channel["type"], channel["value"])


def _services(facts: Facts, desk: DeskToday) -> Iterator[Data]:
    for number, row in enumerate(desk.desk["competence"]):
        yield _service(facts, desk, _codes(facts, row), stable_id("service", desk.id, str(number)))


def _codes(facts: Facts, row: Mapping[str, Any]) -> dict[str, list[str]]:
    """A row of competence with every topic written out."""
    codes = {name: [*row.get(name, ())] for name in TAXONOMIES}
    return codes | ({"topics": sorted(facts.words("topic"))} if row["topics"] == "all" else {})


def _service(facts: Facts, desk: DeskToday, codes: Mapping[str, list[str]], id: str) -> Data:
    own = desk.desk
    return {
        "id": id,
        "organization_id": _organization_id(desk),
        "name": own["name"],
        "description": own["sentence"],
        **_first(desk, {"web": "url", "mail": "email"}),
        **_state(facts, desk),
        "assured_date": min([own["checked"], *(channel["checked"] for channel in desk.channels)]),
        "assurer_role": EDITORS,
        "source": own["source"],
        "evidence": own["evidence"],
        **({"application_process": own["find"]} if own.get("find") else {}),
        "can": own["can"],
        "cannot": own["cannot"],
        "phones": [_phone(id, channel) for channel in desk.channels if channel["type"] == "phone"],
        "schedules": [one for channel in desk.channels for one in schedules(channel, id, facts.today)],
        "service_at_locations": _at_locations(desk, id),
        "service_areas": [_area(own["region"], id)],
        "languages": _languages(desk.channels, "service_id", id),
        "cost_options": _costs(desk.channels, id),
        "attributes": [*_attributes(codes, id)],
        "bevoegdheden": [_competence(codes, own["region"])],
    }


def _competence(codes: Mapping[str, list[str]], region: str) -> Data:
    return {TAXONOMIES[name][0]: codes[name] for name in TAXONOMIES} | {"gebied": region}


def _first(desk: DeskToday, fields: Mapping[str, str]) -> Data:
    """The first channel of a kind that is for everybody, under the name that HSDS has for it."""
    return {
        fields[channel["type"]]: channel["value"]
        for channel in reversed(desk.channels)
        if channel["type"] in fields and not regional(channel)
    }


def _state(facts: Facts, desk: DeskToday) -> Data:
    """Closed for a while, when the desk says so; and a warning, when something was not checked in time."""
    closures = desk.stated["closures"].value if "closures" in desk.stated else []
    closed = isinstance(closures, list) and any(
        one["from"] <= facts.today.isoformat() <= one["until"] for one in closures
    )
    late = any(channel["state"] == State.OVERDUE for channel in desk.channels)
    return {"status": "temporarily closed" if closed else "active", **({"alert": OVERDUE} if late else {})}


def _phone(service: str, channel: Channel) -> Data:
    id = stable_id(service, "phone", channel["value"])
    told = [channel.get("note", "") or _only_for(channel), channel.get("deaf", "")]
    description = " ".join(part for part in told if part)
    return {
        "id": id,
        "service_id": service,
        "number": channel["value"],
        "type": "voice",
        **({"description": description} if description else {}),
        "languages": _languages([channel], "phone_id", id),
        "assured_date": channel["checked"],
        "source": channel["source"],
        "evidence": channel["evidence"],
    }


def _only_for(channel: Channel) -> str:
    codes = ", ".join(channel.get("municipalities", ()))
    return f"Alleen voor de gemeenten met CBS-code {codes}." if codes else ""


def _at_locations(desk: DeskToday, service: str) -> list[Data]:
    if desk.desk["kind"] in SHARED:
        return []
    ids = [_location_id(desk, channel) for channel in desk.channels if _has_location(channel)]
    return [{"id": stable_id(service, id), "service_id": service, "location_id": id} for id in ids]


def _area(region: str, service: str) -> Data:
    return {"id": stable_id(service, "area"), "service_id": service, "name": AREAS[region]}


def _languages(channels: Iterable[Channel], link: str, id: str) -> list[Data]:
    codes = dict.fromkeys(code for channel in channels for code in channel.get("languages", ()))
    return [{"id": stable_id(id, "language", code), link: id, "code": code} for code in codes]


def _costs(channels: Iterable[Channel], service: str) -> list[Data]:
    """An amount is told only when it is nothing; other tariffs are those of the provider of the caller."""
    options = dict.fromkeys((channel["type"], channel["cost"]) for channel in channels if channel.get("cost"))
    return [
        {"id": stable_id(service, "cost", kind, cost), "service_id": service, "option": f"{kind}: {cost}"}
        | ({"amount": 0, "currency": "eur"} if cost == "gratis" else {})
        for kind, cost in options
    ]


def _attributes(codes: Mapping[str, list[str]], service: str) -> Iterator[Data]:
    for name, (taxonomy, _) in TAXONOMIES.items():
        for code in codes[name]:
            term = stable_id("term", taxonomy, code)
            yield {
                "id": stable_id(service, term),
                "link_id": service,
                "link_entity": "service",
                "link_type": taxonomy,
                "taxonomy_term_id": term,
            }


def _taxonomies(facts: Facts) -> list[Data]:
    return [
        {
            "id": stable_id("taxonomy", name),
            "name": name,
            "description": description,
            "version": str(facts.edition.number),
        }
        for name, description in TAXONOMIES.values()
    ]


def _terms(facts: Facts) -> Iterator[Data]:
    """Every code with its name. A topic stands below its group."""
    groups = {group["id"]: group["name"] for group in facts.words("pack")["pack"]["groups"]}
    for id, name in groups.items():
        yield _term("onderwerp", f"groep_{id}", name, "Groep van onderwerpen.")
    for id, topic in sorted(facts.words("topic").items()):
        parent = {"parent_id": stable_id("term", "onderwerp", f"groep_{topic['group']}")}
        yield _term("onderwerp", id, topic["name"], topic["short"]) | parent
    for field, question in (("audiences", "audience"), ("sectors", "sector"), ("stages", "stage")):
        for value in facts.words("question")[question]["values"]:
            told, label = (value[key].get("u") or value[key]["je"] for key in ("told", "label"))
            yield _term(TAXONOMIES[field][0], value["id"], told, label)
    for id, (name, description) in ROLES.items():
        yield _term("rol", id, name, description)


def _term(taxonomy: str, code: str, name: str, description: str) -> Data:
    return {
        "id": stable_id("term", taxonomy, code),
        "code": code,
        "name": name,
        "description": description,
        "taxonomy": taxonomy,
        "taxonomy_id": stable_id("taxonomy", taxonomy),
        "language": "nl",
    }
