"""The shape of what a school or desk states about itself. Every check gives all errors at once, in Dutch."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from wegwijzer.directory.rules.contact_details import (
    link_errors,
    mail_errors,
    phone_errors,
    same_house,
    text_errors,
)
from wegwijzer.kernel.opening_hours import BadHours, parse

CHANNELS = ("phone", "chat", "web", "mail", "visit")
CHANNEL_KEYS = ("type", "value", "open", "cost", "languages", "deaf", "municipalities")
COSTS = ("gratis", "gewone belkosten", "lokaal tarief")
MOST = 10  # of a list
MOST_CHANNELS = 60  # a network may have a number for each of its regions
LONGEST = 120  # characters of a text


@dataclass(frozen=True, slots=True)
class Entry:
    """Whose entry it is. `about` is "school" or "desk"; `desks`: the ids that a committee can be named by.

    `municipalities`: the codes (CBS) that the register knows; empty when it knows none.
    """

    about: str
    id: str
    name: str
    website: str = ""
    desks: frozenset[str] = frozenset()
    municipalities: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Findings:
    """`errors` must be mended first; `advice` is for whoever approves."""

    errors: tuple[str, ...] = ()
    advice: tuple[str, ...] = ()


Validator = Callable[[object, Entry], Findings]


def person(value: object, entry: Entry) -> Findings:
    """{email, phone}: at least one. Which role it is, the field says; a name is not asked for."""
    if not isinstance(value, Mapping):
        return Findings(("Geef een e-mailadres of een telefoonnummer van school.",))
    errors = (*_unknown_keys(value, ("email", "phone")), *_reachable(value, entry))
    return Findings(errors, _house_advice([value], entry))


def _reachable(item: Mapping[str, object], entry: Entry) -> Iterator[str]:
    mail, phone = item.get("email", ""), item.get("phone", "")
    if not isinstance(mail, str) or not isinstance(phone, str):
        yield "Een adres en een nummer zijn tekst."
        return
    if not mail and not phone:
        yield "Geef een e-mailadres of een telefoonnummer van school."
    if mail:
        yield from mail_errors(mail, entry.name)
    if phone:
        yield from phone_errors(phone, service=False)


def contact(value: object, entry: Entry) -> Findings:
    """{email}: where questions about these facts go. It is not shown."""
    mail = value.get("email") if isinstance(value, Mapping) and len(value) == 1 else None
    if not isinstance(mail, str):
        return Findings(("Geef een e-mailadres.",))
    return Findings(tuple(mail_errors(mail, entry.name)), _house_advice([{"email": mail}], entry))


def link(value: object, entry: Entry) -> Findings:
    """{url}: the address of a page, with https."""
    url = value.get("url") if isinstance(value, Mapping) and len(value) == 1 else None
    return Findings(tuple(link_errors(url)) if isinstance(url, str) else ("Geef een webadres.",))


def committee(value: object, entry: Entry) -> Findings:
    """{desk: id} of a committee that is known here, or {text: its name}."""
    if not isinstance(value, Mapping) or len(value) != 1:
        return Findings(("Kies een commissie, of schrijf haar naam.",))
    desk, text = value.get("desk"), value.get("text")
    if "desk" in value:
        known = isinstance(desk, str) and desk in entry.desks
        return Findings(() if known else (f"'{desk}' is hier niet bekend.",))
    if not isinstance(text, str):
        return Findings(("Schrijf de naam van de commissie.",))
    return Findings(tuple(text_errors(text, LONGEST)))


def channels(value: object, entry: Entry) -> Findings:
    """A list of {type, value} with maybe open (hours), cost, languages (ISO 639-1), deaf (a text) and
    municipalities (codes of CBS) when it is only for those.
    """
    found = _list(value, "Kanaal", lambda item: _channel(item, entry), entry, MOST_CHANNELS)
    if found.errors or not isinstance(value, list):
        return found
    seen = [(item["type"], item["value"]) for item in value]
    if len({*seen}) < len(seen):
        return Findings(("Een kanaal staat er twee keer in.",))
    return Findings((), (*found.advice, *_municipality_advice(value, entry)))


def _municipality_advice(items: Sequence[Mapping[str, Any]], entry: Entry) -> Iterator[str]:
    """No error: municipalities merge, and the register may be older than the number of a new one."""
    told = {code: None for item in items for code in item.get("municipalities", ())}
    for code in told if entry.municipalities else ():
        if code not in entry.municipalities:
            yield f"Gemeente {code} staat niet in het register: klopt de code?"


def _channel(item: Mapping[str, object], entry: Entry) -> Iterator[str]:
    yield from _unknown_keys(item, CHANNEL_KEYS)
    kind, value = item.get("type"), item.get("value")
    if kind not in CHANNELS:
        yield f"kies een soort: {', '.join(CHANNELS)}."
    elif not isinstance(value, str) or not value:
        yield "vul het nummer of het adres in."
    else:
        yield from _value_errors(str(kind), value, entry)
    if "cost" in item and item["cost"] not in COSTS:
        yield f"kies bij kosten: {', '.join(COSTS)}."
    yield from _extras(item)


def _value_errors(kind: str, value: str, entry: Entry) -> list[str]:
    if kind == "phone":
        return phone_errors(value, service=True)
    if kind == "mail":
        return mail_errors(value, entry.name)
    return text_errors(value, LONGEST) if kind == "visit" else link_errors(value)


def _extras(item: Mapping[str, object]) -> Iterator[str]:
    for key in ("open", "deaf"):
        text = item.get(key, "")
        if not isinstance(text, str):
            yield "openingstijden en de regel voor dove mensen zijn tekst."
        elif text:
            yield from hours_errors(text) if key == "open" else text_errors(text, LONGEST)
    languages = item.get("languages", [])
    if not isinstance(languages, list) or len({*map(str, languages)}) < len(languages):
        yield "geef de talen als een lijst, elke taal één keer."
    elif not all(isinstance(one, str) and re.fullmatch("[a-z]{2}", one) for one in languages):
        yield "geef een taal in twee letters, zoals nl, en of ar."
    if "municipalities" in item:
        yield from _municipality_errors(item["municipalities"])


def _municipality_errors(codes: object) -> Iterator[str]:
    if not isinstance(codes, list) or not codes or len({*map(str, codes)}) < len(codes):
        yield "geef de gemeenten als een lijst, elke gemeente één keer."
    elif not all(isinstance(one, str) and re.fullmatch("[0-9]{4}", one) for one in codes):
        yield "geef een gemeente als de vier cijfers van het CBS, zoals 0599 voor Rotterdam."


def hours_errors(text: str) -> list[str]:
    """What is wrong with opening hours, in the notation of `kernel.opening_hours`."""
    try:
        parse(text)
    except BadHours:
        return [f"de openingstijden '{text}' zijn niet te lezen. Schrijf ze als Mo-Fr 09:00-17:00; Sa off."]
    return []


def closures(value: object, entry: Entry) -> Findings:
    """A list of {from, until} as ISO dates, both closed, with maybe a note of a few words."""
    return _list(value, "Sluiting", _closure, entry)


def _closure(item: Mapping[str, object]) -> Iterator[str]:
    yield from _unknown_keys(item, ("from", "until", "note"))
    try:
        first, last = date.fromisoformat(str(item.get("from"))), date.fromisoformat(str(item.get("until")))
    except ValueError:
        yield "geef de eerste en de laatste dag, zoals 2027-12-24."
        return
    if last < first:
        yield "de laatste dag ligt voor de eerste."
    elif (last - first).days > 92:
        yield "langer dan drie maanden is niet tijdelijk. Haal het kanaal dan weg."
    note = item.get("note", "")
    if note:
        yield from text_errors(note, LONGEST) if isinstance(note, str) else ["de toelichting is tekst."]


def _list(
    value: object,
    label: str,
    check: Callable[[Mapping[str, object]], Iterator[str]],
    entry: Entry,
    most: int = MOST,
) -> Findings:
    if not isinstance(value, list) or not 1 <= len(value) <= most:
        return Findings((f"Geef een lijst van 1 tot {most}.",))
    errors: list[str] = []
    for number, item in enumerate(value, 1):
        found = check(item) if isinstance(item, Mapping) else iter(("dit is geen regel met velden.",))
        errors += [f"{label} {number}: {error}" for error in found]
    items = [item for item in value if isinstance(item, Mapping)]
    return Findings(tuple(errors), _house_advice(items, entry))


def _house_advice(items: Sequence[Mapping[str, object]], entry: Entry) -> tuple[str, ...]:
    """A school may use the domain of its board, so another domain than that of the website is no error."""
    mails = [str(item["email"]) for item in items if item.get("email")]
    mails += [str(item.get("value")) for item in items if item.get("type") == "mail"]
    return tuple(
        f"{mail} hoort niet bij {entry.website}: klopt dat?"
        for mail in mails
        if entry.website and not same_house(mail, entry.website)
    )


def _unknown_keys(item: Mapping[str, object], known: Sequence[str]) -> Iterator[str]:
    for key in item:
        if key not in known:
            yield f"'{key}' hoort hier niet."
