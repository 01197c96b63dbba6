"""Desks: the directory, a page each, and the pieces of them that other pages show."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext, override

from wegwijzer.directory.rules.freshness import channel_name
from wegwijzer.directory.rules.regions import MOST, reachable, regional, serves
from wegwijzer.kernel.opening_hours import Hours, parse
from wegwijzer.kernel.terms import SHOWN, State
from wegwijzer.signpost.pages.frame import Frame, Page
from wegwijzer.signpost.pages.opening import hours_in_words, status_in_words
from wegwijzer.signpost.pages.words import Words
from wegwijzer.signpost.rules.facets import AUDIENCES, UNKNOWN

KINDS = ("school", "board", "external", "platform")


def phone_href(value: str) -> str:
    """`tel:` with the digits of a number; a text behind it, such as "(optie 2)", is left out."""
    return "tel:" + re.sub(r"[^\d+]", "", value.split("(")[0])


def channels(frame: Frame, id: str) -> list[dict[str, Any]]:
    """How to reach a desk today, in the words of this language.

    The number of the region comes first when a school was chosen, and overdue facts last.
    """
    if not can_choose_school(frame):
        return all_channels(frame, id)
    desk = frame.facts.desk(id)
    found = reachable(desk.channels, frame.municipality) if desk else []
    return _shown(frame, id, sorted(found, key=lambda fact: fact["state"] == State.OVERDUE))


def can_choose_school(frame: Frame) -> bool:
    """Whether there is a form to look up a school, and a school to find with it."""
    return bool(frame.installation.register.open_schools) and not frame.installation.static


def all_channels(frame: Frame, id: str) -> list[dict[str, Any]]:
    """How to reach a desk today, wherever somebody lives; those of one region last."""
    desk = frame.facts.desk(id)
    return _shown(frame, id, sorted(desk.channels if desk else (), key=regional))


def needs_region(frame: Frame, id: str) -> bool:
    """Whether there are numbers per region, and nobody said yet which region it is."""
    desk = frame.facts.desk(id)
    found = desk.channels if desk and not frame.municipality else ()
    return len(reachable(found, "")) < len(found)


def is_there(frame: Frame, id: str) -> bool:
    """Whether this desk is of any use near the school that was chosen."""
    if frame.edition.words("desk", id, "nl").get("find"):
        return True
    desk = frame.facts.desk(id)
    return desk is not None and serves(desk.channels, frame.municipality)


def _shown(frame: Frame, id: str, facts: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    desk = frame.facts.desk(id)
    closed = desk.closed_until if desk else ""
    words = _words_by_name(frame, id)
    return [
        _channel(frame, fact, fact if "stated" in fact else words[channel_name(fact)], closed)
        for fact in facts
    ]


def _words_by_name(frame: Frame, id: str) -> dict[str, Mapping[str, str]]:
    """The words in this language for each channel of the pack; what a desk states itself has none."""
    names = [channel_name(fact) for fact in frame.edition.words("desk", id, "nl")["channels"]]
    words = frame.edition.words("desk", id, frame.language).get("channels") or [{}] * len(names)
    return dict(zip(names, words, strict=True))


def _channel(
    frame: Frame, fact: Mapping[str, Any], words: Mapping[str, Any], closed_until: str
) -> dict[str, Any]:
    value, kind = fact["value"], fact["type"]
    href = {"phone": phone_href(value), "mail": f"mailto:{value}", "letter": "", "visit": ""}.get(kind, value)
    opening = parse(fact["open"]) if "open" in fact else None
    in_words = words.get("hours", "") if "hours" in fact else ""  # not those whose term is over
    hours = hours_in_words(opening, frame.language) if opening else in_words
    status = _closed(frame, closed_until) or (_status(frame, opening) if opening else None)
    shown = "" if status and opening and opening.always else hours  # the status says the same
    cost = _cost(frame, fact, words)
    sentences = [", ".join(part for part in (shown, cost) if part), words.get("note", "")]
    return {
        "kind": kind,
        "href": href,
        "text": re.sub(r"^https://(www\.)?", "", value).rstrip("/"),
        "hours": hours,
        "status": status,
        "details": _told([*sentences, *_about(frame, fact, words)]),
        "source": fact["source"],
        "checked": frame.date(fact["checked"]),
        "overdue": fact["state"] == State.OVERDUE,
        "elsewhere": regional(fact) and not frame.municipality,  # maybe: nobody said yet which region it is
    }


def _cost(frame: Frame, fact: Mapping[str, Any], words: Mapping[str, Any]) -> str:
    """What a desk states itself is one of a few Dutch words; the pack has words in each language."""
    if "stated" not in fact or not fact.get("cost"):
        return str(words.get("cost", ""))
    with override(frame.language):
        return gettext(fact["cost"])


def _closed(frame: Frame, until: str) -> dict[str, Any] | None:
    """That a desk is closed for some days, as it says itself."""
    if not until or frame.moment is None:
        return None
    with override(frame.language):
        words = gettext("gesloten tot en met %(day)s") % {"day": frame.date(until)}
    return {"text": capfirst(words), "open": False}


def _status(frame: Frame, hours: Hours) -> dict[str, Any] | None:
    """Whether it is open now; None on pages that are kept for long."""
    if frame.moment is None:
        return None
    words = status_in_words(hours, frame.moment, frame.language)
    return {"text": words, "open": hours.status(frame.moment).open, "always": hours.always}


def _about(frame: Frame, fact: Mapping[str, Any], words: Mapping[str, str]) -> list[str]:
    """For whom a channel is, and how: only what is known."""
    found = []
    with override(frame.language):
        if "municipalities" in fact and not words.get("note"):
            found.append(gettext("alleen voor %(names)s") % {"names": _municipalities(frame, fact)})
        if "anonymous" in fact:
            named = not fact["anonymous"]
            found.append(gettext("een naam is nodig") if named else gettext("een naam is niet nodig"))
        if "for" in fact:
            readers = _readers(Words(frame.edition, frame.language), fact["for"])
            found.append(gettext("voor %(readers)s") % {"readers": readers})
        if "languages" in fact:
            found.append(gettext("talen: %(names)s") % {"names": _languages(frame, fact["languages"])})
        if words.get("deaf"):
            found.append(gettext("doof of slechthorend: %(how)s") % {"how": words["deaf"]})
    return found


def _readers(words: Words, audiences: Sequence[str]) -> str:
    names = words.route["facts"]
    *first, last = (names["audiences"][audience] for audience in audiences)
    return f"{', '.join(first)} {names['and']} {last}" if first else str(last)


def _municipalities(frame: Frame, fact: Mapping[str, Any]) -> str:
    """The municipalities of a channel by name; of a large region only the one of the school."""
    known = frame.installation.register.municipality_by_code
    codes = fact["municipalities"]
    if frame.municipality in codes and len(codes) > MOST:
        return gettext("de regio van %(name)s") % {"name": known[frame.municipality].name}
    names = [known[code].name for code in codes if code in known]
    return ", ".join(names) if names else gettext("een deel van Nederland")


def _languages(frame: Frame, codes: Sequence[str]) -> str:
    from babel import Locale

    names = Locale(frame.language).languages
    return ", ".join(names.get(code, code) for code in codes)


def _told(sentences: Sequence[str]) -> str:
    """As sentences behind each other; what is one thing only gets no full stop."""
    found = [capfirst(sentence.strip().rstrip(".")) for sentence in sentences if sentence.strip()]
    return ". ".join(found) + ("." if len(found) > 1 else "")


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


def dutch_sources(lines: Sequence[Mapping[str, str]]) -> str:
    """The sources of telephone lines as HTML, marked as Dutch for who has them read aloud."""
    names = "; ".join(dict.fromkeys(line["source"] for line in lines))
    return format_html('<bdi lang="nl">{}</bdi>', names)


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
        "channels": all_channels(frame, id),
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
    found = []
    for key in ("anonymous", "independent"):
        if key in facts:
            found.append({"term": names[key], "value": names["yes"] if facts[key] else names["no"]})
    found.append({"term": names["region"], "value": names["regions"][facts["region"]]})
    return [*found, {"term": names["for"], "value": capfirst(_readers(words, served))}]


def _topics(frame: Frame, facts: Mapping[str, Any]) -> list[dict[str, str]]:
    words = Words(frame.edition, frame.language)
    if any(row["topics"] == "all" for row in facts["competence"]):
        return [{"name": words.route["facts"]["all_topics"], "href": frame.addresses.at("onderwerpen")}]
    ids = dict.fromkeys(topic for row in facts["competence"] for topic in row["topics"])
    return [{"name": words.topic(id)["name"], "href": frame.addresses.topic(id)} for id in ids]
