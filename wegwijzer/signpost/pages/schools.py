"""The visitor's own school: looking it up, and naming who that is at each step. Nobody has to choose one."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from wegwijzer.directory.rules.freshness import source_state, statement_state
from wegwijzer.directory.rules.places import Around, Board, School, Statement
from wegwijzer.directory.rules.regions import regional
from wegwijzer.directory.rules.search import Hit
from wegwijzer.kernel.terms import State
from wegwijzer.signpost.facts import stated
from wegwijzer.signpost.pages.desks import can_choose_school, needs_region, phone_href
from wegwijzer.signpost.pages.frame import Addresses, Frame, Page
from wegwijzer.signpost.pages.words import Words
from wegwijzer.signpost.rules.facets import OTHER, UNKNOWN

# Desks that every municipality has, whatever it calls them; itself first.
MUNICIPAL = (
    "gemeente",
    "leerplichtambtenaar",
    "wijkteam",
    "jeugdgezondheidszorg",
)
# What a school states about itself, and the desk at whose step it stands.
STATED = {
    "vertrouwenspersoon_intern": "confidential_adviser",
    "vertrouwenspersoon_extern": "external_confidential_adviser",
    "antipestcoordinator": "anti_bullying_coordinator",
    "klachtencommissie_school": "complaints_committee",
    "klachtenfunctionaris": "complaints_procedure",
}
FACTS = ("name", "street", "phone", "website")  # of a school and its board that a page shows
LONGEST = 100  # characters that are read
SHORT_AREA = re.compile("0(1[035]|2[0346]|3[03568]|4[0356]|5[0358]|7[0-9]|8[58])")

Line = dict[str, str]


def school_page(
    frame: Frame, answers: Mapping[str, str], typed: str = "", hits: Sequence[Hit] | None = None
) -> Page:
    """The form to look up a school, with what was found for what was typed.

    `hits` is None when nothing was asked.
    """
    words = Words(frame.edition, frame.language, answers.get("audience", UNKNOWN))
    register = frame.installation.register
    context = {
        "site": frame.site(f"w/{frame.addresses.code(answers)}/school", reader=words.reader),
        "je": words.je,
        "back": {"href": frame.addresses.route(answers), "label": words.route["back"]["route"]},
        "action": frame.addresses.find_school(answers),
        "text": typed[:LONGEST],
        "asked": hits is not None,
        "schools": [_option(frame, answers, hit.school) for hit in hits or ()],
        "without_href": _addresses(frame, "").route(answers),
        "none_known": not register.open_schools,
        "made_up": register.made_up,
    }
    return Page("signpost/school.html", context, frame.language)


def _addresses(frame: Frame, school: str) -> Addresses:
    return Addresses(frame.edition, frame.language, school)


def _option(frame: Frame, answers: Mapping[str, str], school: School) -> Line:
    around = frame.installation.register.around(school)
    board = around.board.name if around.board else ""
    return {
        "name": school.name,
        "place": ", ".join(part for part in (_street(school), school.place) if part),
        "board": board,
        "kind": school.kind,
        "href": _addresses(frame, school.code).route({**answers, **_sector(frame, answers, school)}),
    }


def _sector(frame: Frame, answers: Mapping[str, str], school: School) -> dict[str, str]:
    """The kind of school follows from the school that is chosen: another kind has other rules."""
    if answers.get("sector") in school.sectors or len(school.sectors) > 1:
        return {}
    return {"sector": school.sectors[0]} if frame.edition.matters(answers, "sector") else {}


def _street(school: School) -> str:
    return f"{school.street} {school.number}".strip()


def school_panel(frame: Frame, answers: Mapping[str, str]) -> dict[str, Any] | None:
    """The school that was chosen, with everything around it; or the way to choose one.

    None where no school is known.
    """
    register = frame.installation.register
    if not register.open_schools:
        return None
    choose = {"choose_href": frame.addresses.find_school(answers), "made_up": register.made_up}
    school = frame.school
    if school is None:
        return choose
    around = register.around(school)
    return choose | {
        "name": school.name,
        "place": ", ".join(part for part in (_street(school), school.place) if part),
        "contact": _contact(frame, school),
        "board": _board(frame, around.board),
        "partnerships": _partnerships(around),
        "municipality": around.municipality.name if around.municipality else "",
        "municipal": _desks_of(frame, answers) if around.municipality else [],
        "stated": list(_stated(frame, school).values()),
        "without_href": _addresses(frame, "").route(answers),
        "source": _source(frame, around),
    }


def _partnerships(around: Around) -> list[Line]:
    return [{"name": found.name, "code": found.code} for found in around.partnerships]


def _source(frame: Frame, around: Around) -> dict[str, Any]:
    """The sources of what stands about a school and its board, each with its date, and whether one is old."""
    known = frame.installation.register.source_by_id
    parts = [part for part in (around.school, around.board) if part]
    ids = dict.fromkeys(_source_of(part, name) for part in parts for name in FACTS if getattr(part, name))
    regions = (*around.partnerships, *((around.municipality,) if around.municipality else ()))
    ids |= dict.fromkeys(region.source for region in regions)
    found = [known[id] for id in ids if id in known]
    return {
        "text": "; ".join(f"{source.name}, {frame.date(source.stand)}" for source in found),
        "overdue": any(_state(frame, source.id) in (State.OVERDUE, State.WITHDRAWN) for source in found),
    }


def _source_of(part: School | Board, name: str) -> str:
    return part.other_sources.get(name, part.source)


def _state(frame: Frame, source: str) -> State:
    known = frame.installation.register.source_by_id.get(source)
    return source_state(known, frame.facts.today) if known else State.FRESH


def _contact(frame: Frame, part: School | Board) -> list[Line]:
    """Telephone and website, unless the file that they come from is past its term."""
    phone, website = (
        getattr(part, name) if _state(frame, _source_of(part, name)) != State.WITHDRAWN else ""
        for name in ("phone", "website")
    )
    found = [{"kind": "phone", "text": readable(phone), "href": phone_href(phone)}] if phone else []
    return [*found, _web(website)] if website else found


def _web(address: str) -> Line:
    text = re.sub(r"^(https?://)?(www\.)?", "", address).rstrip("/")
    return {"kind": "web", "text": text, "href": address if "://" in address else f"https://{address}"}


def readable(phone: str) -> str:
    """A Dutch number in groups, such as "030 271 38 88" and "0344 63 66 44"; any other as it is.

    Area codes have three digits in the larger towns, else four (Nummerplan telefoon- en ISDN-diensten).
    """
    if not re.fullmatch(r"0[1-9][0-9]{8}", phone):
        return phone
    area = 3 if SHORT_AREA.match(phone) else 4
    first = area + (3 if area == 3 else 2)  # what is left ends in two pairs
    return " ".join((phone[:area], phone[area:first], phone[first : first + 2], phone[first + 2 :]))


def _board(frame: Frame, board: Board | None) -> dict[str, Any] | None:
    if board is None or not board.name:
        return None
    return {"name": board.name, "place": board.place, "contact": _contact(frame, board)}


def _stated(frame: Frame, school: School) -> dict[str, dict[str, Any]]:
    """What the school states about itself and may be shown today, by field."""
    found = stated(frame.installation.register, "school", school.code, frame.facts.today)
    return {name: _statement(frame, one) for name, one in found.items()}


def _statement(frame: Frame, statement: Statement) -> dict[str, Any]:
    value = statement.value if isinstance(statement.value, Mapping) else {}
    desk = str(value.get("desk", ""))
    mail, phone, url = (str(value.get(name, "")) for name in ("email", "phone", "url"))
    links = [{"kind": "mail", "text": mail, "href": f"mailto:{mail}"}] if mail else []
    links += [{"kind": "phone", "text": readable(phone), "href": phone_href(phone)}] if phone else []
    links += [_web(url)] if url else []
    if desk in frame.edition.content["nl"]["desk"]:
        name = str(frame.edition.words("desk", desk, frame.language)["name"])
        links.append({"kind": "", "text": name, "href": frame.addresses.desk(desk)})
    return {
        "field": statement.field,
        "text": value.get("text", ""),
        "links": links,
        "checked": frame.date(statement.checked),
        "overdue": statement_state(statement, frame.facts.today) == State.OVERDUE,
    }


def way_to_school(frame: Frame, answers: Mapping[str, str], desk: str) -> str:
    """Where to look up the school, for a step at a school that was not chosen yet; "" for any other."""
    at_school = frame.edition.words("desk", desk, "nl")["kind"] == "school"
    ask = at_school and can_choose_school(frame) and not frame.school
    return frame.addresses.find_school(answers) if ask else ""


def way_to_region(frame: Frame, answers: Mapping[str, str], desk: str) -> str:
    """Where to choose a school, for a step with a number per region; "" for any other."""
    ask = can_choose_school(frame) and needs_region(frame, desk)
    return frame.addresses.find_school(answers) if ask else ""


def _desks_of(frame: Frame, answers: Mapping[str, str]) -> list[Line]:
    """The desks of the municipality of the school that are there for this reader and this topic.

    Those that each municipality has, then those that are of this one.
    """
    desks = frame.edition.content["nl"]["desk"]
    usual = [id for id in MUNICIPAL[1:] if id in desks]
    here = [id for id in desks if desks[id]["region"] == "gemeente" and _is_of(frame, id)]
    return [
        {"name": frame.edition.words("desk", id, frame.language)["name"], "href": frame.addresses.desk(id)}
        for id in dict.fromkeys((*usual, *here))
        if _fits(desks[id], answers)
    ]


def _is_of(frame: Frame, id: str) -> bool:
    """Whether a desk has a channel of the municipality of the school."""
    desk = frame.facts.desk(id)
    return desk is not None and any(
        frame.municipality in one["municipalities"] for one in desk.channels if regional(one)
    )


def _fits(desk: Mapping[str, Any], answers: Mapping[str, str]) -> bool:
    """Whether a desk does something for this audience and topic; what was not answered leaves all open."""
    audience, topic = answers.get("audience", UNKNOWN), answers.get("topic", UNKNOWN)
    return any(
        audience in (UNKNOWN, OTHER, *row["audiences"])
        and (row["topics"] == "all" or topic in (UNKNOWN, OTHER, *row["topics"]))
        for row in desk["competence"]
    )


def local_lines(frame: Frame, desk: str, kind: str) -> dict[str, Any] | None:
    """Who this desk is for the school that was chosen; None when no school was, or nothing is known."""
    school = frame.school
    if school is None:
        return None
    around = frame.installation.register.around(school)
    if desk in STATED:
        own = _stated(frame, school).get(STATED[desk])
        return {"stated": own} if own else None
    if desk == "samenwerkingsverband":
        return {"partnerships": _partnerships(around)} if around.partnerships else None
    if desk in MUNICIPAL:
        return {"municipality": around.municipality.name} if around.municipality else None
    if desk == "schoolbestuur":
        board = _board(frame, around.board)
        return {"board": board} if board else None
    contact = _contact(frame, school) if kind == "school" else []
    return {"school": school.name, "contact": contact} if contact else None
