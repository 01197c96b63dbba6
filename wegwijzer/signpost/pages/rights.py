"""Rights and duties: per reader and kind of school, each with its source."""

from typing import Any

from wegwijzer.kernel.terms import SHOWN
from wegwijzer.signpost.pages.desks import law_lines
from wegwijzer.signpost.pages.frame import Frame, Page
from wegwijzer.signpost.pages.words import Words
from wegwijzer.signpost.rules.facets import AUDIENCES

SECTORS = ("po", "vo", "so", "vso", "mbo")
GROUPS = ("veilig", "klacht", "plek", "gelijk", "gegevens", "thuis", "werk")


def rights_page(frame: Frame, audience: str, sector: str, path: str) -> Page:
    """All rights of one reader; `sector` "" shows those of every kind of school."""
    words = Words(frame.edition, frame.language, audience)
    groups = []
    for group in GROUPS:
        rights = [
            _right(frame, words, id, sector)
            for id in _ids(frame, audience, sector)
            if _fact(frame, id)["group"] == group
        ]
        if rights:
            groups.append({"name": words.route["right_groups"][group], "rights": rights})
    limits = words.route["limits"]
    context = {
        "site": frame.site(path, "rights"),
        "je": words.je,
        "title": words.route["rights_title"][audience],
        "lead": words.pick(words.route["rights_lead"]),
        "audiences": [
            {
                "label": words.route["rights_tab"][name],
                "href": frame.addresses.rights(name, sector),
                "current": name == audience,
            }
            for name in AUDIENCES
        ],
        "sectors": [
            {
                "label": _sector(words, name),
                "href": frame.addresses.rights(audience, name),
                "current": name == sector,
            }
            for name in ("", *SECTORS)
        ],
        "sector_note": "",
        "groups": groups,
        "limits": {**limits, "href": frame.addresses.at("vast")},
    }
    return Page("signpost/rights.html", context, frame.language)


def right_page(frame: Frame, id: str, audience: str, sector: str, path: str) -> Page:
    """One right in the words of one reader."""
    facts = _fact(frame, id)
    reader = audience or ("ouder" if "ouder" in facts["audiences"] else facts["audiences"][0])
    words = Words(frame.edition, frame.language, reader)
    topics = [topic for topic, own in frame.edition.content["nl"]["topic"].items() if id in own["rights"]]
    context = {
        "site": frame.site(path, "rights"),
        "je": words.je,
        "back": {"href": frame.addresses.rights(reader), "label": words.route["rights_title"][reader]},
        "right": _right(frame, words, id, sector),
        "audiences": [
            {
                "label": words.route["rights_tab"][name],
                "href": frame.addresses.right(id, name),
                "current": name == reader,
            }
            for name in AUDIENCES
            if name in facts["audiences"]
        ],
        "sectors": [],
        "topics": [
            {"name": words.topic(topic)["name"], "href": frame.addresses.topic(topic)} for topic in topics
        ],
        "desks": [],
    }
    return Page("signpost/right.html", context, frame.language)


def _fact(frame: Frame, id: str) -> Any:
    return frame.edition.words("right", id, "nl")


def _sectors(frame: Frame, id: str) -> set[str]:
    laws = {law["id"]: law for law in frame.edition.words("sources", "sources", "nl")["laws"]}
    found = (laws[law] for law in _fact(frame, id)["sources"])
    return {sector for law in found if law["evidence"] in SHOWN for sector in law["sectors"]}


def _ids(frame: Frame, audience: str, sector: str) -> list[str]:
    rights = frame.edition.content["nl"]["right"]
    ids = [id for id, facts in rights.items() if audience in facts["audiences"]]
    return [id for id in ids if not sector or sector in _sectors(frame, id)]


def _sector(words: Words, sector: str) -> str:
    return str(words.pick(words.value("sector", sector)["told"]) if sector else words.route["all_sectors"])


def _right(frame: Frame, words: Words, id: str, sector: str) -> dict[str, Any]:
    own, facts = words.of("right", id), _fact(frame, id)
    return {
        "id": id,
        "title": words.pick(own["title"]),
        "text": words.pick(own["text"]),
        "do": words.pick(own["do"]),
        "know": words.pick(own.get("know")),
        "status_note": words.route["bill"] if facts["status"] == "bill" else "",
        "sources": law_lines(frame, facts["sources"], sector),
        "href": frame.addresses.right(id, words.audience),
    }
