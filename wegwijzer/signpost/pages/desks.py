"""Desks: the directory, a page each, and the pieces of them that other pages show."""

import re
from collections.abc import Mapping
from typing import Any

from wegwijzer.signpost.pages.frame import Frame, Page
from wegwijzer.signpost.pages.words import Words
from wegwijzer.signpost.rules.facets import AUDIENCES, UNKNOWN

KINDS = ("school", "board", "external", "platform")
SHOWN = ("A", "B")


def phone_href(value: str) -> str:
    """`tel:` with the digits of a number; a text behind it, such as "(optie 2)", is left out."""
    return "tel:" + re.sub(r"[^\d+]", "", value.split("(")[0])


def channels(frame: Frame, id: str) -> list[dict[str, str]]:
    """How to reach a desk: facts from the Dutch file, hours and cost in the words of this language."""
    facts = frame.edition.words("desk", id, "nl")["channels"]
    words = frame.edition.words("desk", id, frame.language).get("channels") or [{}] * len(facts)
    return [_channel(frame, fact, word) for fact, word in zip(facts, words, strict=True)]


def _channel(frame: Frame, fact: Mapping[str, str], words: Mapping[str, str]) -> dict[str, str]:
    value, kind = fact["value"], fact["type"]
    href = {"phone": phone_href(value), "mail": f"mailto:{value}", "letter": ""}.get(kind, value)
    return {
        "kind": kind,
        "href": href,
        "text": re.sub(r"^https://(www\.)?", "", value).rstrip("/"),
        "hours": words.get("hours", ""),
        "cost": words.get("cost", ""),
        "note": words.get("note", ""),
        "source": fact["source"],
        "checked": frame.date(fact["checked"]),
    }


def person(frame: Frame, id: str) -> dict[str, Any]:
    """A desk as somebody to talk to: name, one sentence, channels."""
    return {**card(frame, id), "channels": channels(frame, id)}


def described(facts: Mapping[str, Any], words: dict[str, Any]) -> dict[str, Any]:
    """What a desk can, cannot and does: shown only when its source is good enough to lean on."""
    return words if facts["evidence"] in SHOWN else {key: [] for key in words}


def card(frame: Frame, id: str) -> dict[str, str]:
    """A desk as a line in a list."""
    words = frame.edition.words("desk", id, frame.language)
    return {"name": words["name"], "sentence": words["sentence"], "href": frame.addresses.desk(id)}


def law_lines(frame: Frame, ids: list[str], sector: str = UNKNOWN) -> list[dict[str, str]]:
    """Laws as sources.

    Name, article, the date of the text that was read. Only those of the sector, when it is known.
    """
    words = Words(frame.edition, frame.language)
    facts = {law["id"]: law for law in frame.edition.words("sources", "sources", "nl")["laws"]}
    names = {law["id"]: law for law in frame.edition.words("sources", "sources", frame.language)["laws"]}
    wanted = [id for id in ids if facts[id]["evidence"] in SHOWN]
    fitting = [id for id in wanted if sector in facts[id]["sectors"]] or wanted
    lines = []
    for id in fitting:
        law, name = facts[id], names.get(id, facts[id])
        text = (
            words.route["law_of"].format(law=name["name"], article=law["article"])
            if law["article"].strip("-")
            else f"{name['name']}."
        )
        if law["text_date"]:
            text += " " + words.route["text_of"].format(date=frame.date(law["text_date"]))
        lines.append({"text": text, "href": law.get("web", ""), "note": name.get("note", "")})
    return lines


def desks_page(frame: Frame) -> Page:
    """The directory, from near to far."""
    words = Words(frame.edition, frame.language)
    groups = []
    for kind in KINDS:
        ids = [id for id, desk in frame.edition.content["nl"]["desk"].items() if desk["kind"] == kind]
        cards = sorted((card(frame, id) for id in ids), key=lambda item: item["name"].lower())
        heading = words.route["desk_groups"][kind]
        groups.append({"id": kind, "name": heading["name"], "hint": heading["hint"], "desks": cards})
    return Page(
        "signpost/desks.html", {"site": frame.site("organisaties", "desks"), "groups": groups}, frame.language
    )


def desk_page(frame: Frame, id: str, path: str) -> Page:
    """What a desk is, how to reach it, what it can and cannot do."""
    facts = frame.edition.words("desk", id, "nl")
    served = sorted(
        {audience for row in facts["competence"] for audience in row["audiences"]}, key=AUDIENCES.index
    )
    words = Words(frame.edition, frame.language, served[0] if served == ["leerling"] else UNKNOWN)
    own = words.of("desk", id)
    context = {
        "site": frame.site(path, "desks"),
        "back": {"href": frame.addresses.at("organisaties"), "label": words.route["back"]["desks"]},
        "je": words.je,
        "name": own["name"],
        "sentence": own["sentence"],
        "channels": channels(frame, id),
        "find": own.get("find", ""),
        "say": words.pick(own["step"]["say"]).replace("{zin}", "").strip(),
        **described(facts, {"can": own["can"], "cannot": own["cannot"], "happens": own.get("happens", [])}),
        "facts": _facts(words, facts, own, served),
        "basis": law_lines(frame, facts.get("basis", [])),
        "topics": _topics(frame, facts),
        "source": facts["source"] if facts["evidence"] in SHOWN else "",
        "checked": frame.date(facts["checked"]) if facts["evidence"] in SHOWN else "",
        "unchecked": "" if facts["evidence"] in SHOWN else words.route["unchecked"],
        "questions_href": frame.addresses.at("w"),
    }
    return Page("signpost/desk.html", context, frame.language)


def _facts(
    words: Words, facts: Mapping[str, Any], own: Mapping[str, Any], served: list[str]
) -> list[dict[str, str]]:
    names = words.route["facts"]
    costs = list(
        dict.fromkeys(channel["cost"] for channel in own.get("channels") or [] if channel.get("cost"))
    )
    found = [{"term": names["cost"], "value": ", ".join(costs).capitalize()}] if costs else []
    for key in ("anonymous", "independent"):
        if key in facts:
            found.append({"term": names[key], "value": names["yes"] if facts[key] else names["no"]})
    found.append({"term": names["region"], "value": names["regions"][facts["region"]]})
    readers = [names["audiences"][audience] for audience in served]
    joined = readers[0] if len(readers) == 1 else f"{', '.join(readers[:-1])} {names['and']} {readers[-1]}"
    return [*found, {"term": names["for"], "value": joined[:1].upper() + joined[1:]}]


def _topics(frame: Frame, facts: Mapping[str, Any]) -> list[dict[str, str]]:
    words = Words(frame.edition, frame.language)
    if any(row["topics"] == "all" for row in facts["competence"]):
        return [{"name": words.route["facts"]["all_topics"], "href": frame.addresses.at("onderwerpen")}]
    ids = dict.fromkeys(topic for row in facts["competence"] for topic in row["topics"])
    return [{"name": words.topic(id)["name"], "href": frame.addresses.topic(id)} for id in ids]
