"""Home, topics, and the plain pages of the site itself."""

from collections.abc import Mapping
from itertools import groupby
from typing import Any

from django.utils.html import format_html

from wegwijzer.directory.rules.regions import regional
from wegwijzer.signpost.pages.desks import card, dutch_sources, law_lines, person, phone_href
from wegwijzer.signpost.pages.frame import Addresses, Frame, Page
from wegwijzer.signpost.pages.questions import doors
from wegwijzer.signpost.pages.words import Words
from wegwijzer.signpost.rules.facets import AUDIENCES, UNKNOWN

TOPICS_ON_HOME = 4


def home_page(frame: Frame) -> Page:
    words = Words(frame.edition, frame.language)
    groups = []
    for group in _groups(frame):
        topics = sorted(group["topics"], key=lambda topic: not topic["known"])
        groups.append({**group, "topics": topics[:TOPICS_ON_HOME], "total": len(group["topics"])})
    context = {
        "site": frame.site(""),
        "search": {"action": frame.addresses.at("zoeken"), "text": "", "error": ""},
        "doors": doors(frame),
        "groups": groups,
        "helpdesk_open": False,
        "helpdesk_note": words.route["helpdesk_note"],
    }
    return Page("signpost/home.html", context, frame.language)


def topics_page(frame: Frame) -> Page:
    groups = _groups(frame)
    every = sorted(
        (topic for group in groups for topic in group["topics"]), key=lambda topic: topic["name"].lower()
    )
    letters = [
        {"letter": letter, "topics": list(topics)}
        for letter, topics in groupby(every, key=lambda topic: topic["name"][0].upper())
    ]
    context = {
        "site": frame.site("onderwerpen", "topics"),
        "groups": groups,
        "letters": letters,
        "doors": doors(frame),
    }
    return Page("signpost/topics.html", context, frame.language)


def _groups(frame: Frame) -> list[dict[str, Any]]:
    words = Words(frame.edition, frame.language)
    names = {group["id"]: group["name"] for group in words.of("pack", "pack")["groups"]}
    settings = frame.edition.words("pack", "pack", "nl")
    often = {id for ids in settings["most_chosen"].values() for id in ids}
    topics = sorted(frame.edition.content["nl"]["topic"].values(), key=lambda topic: topic["number"])
    return [
        {
            "id": f"deel-{place}",  # what stands behind # is in the address bar too: no word of a topic
            "name": names[group["id"]],
            "icon": group["icon"],
            "href": f"{frame.addresses.at('onderwerpen')}#deel-{place}",
            "topics": [
                {
                    "name": words.topic(topic["id"])["name"],
                    "short": words.topic(topic["id"])["short"],
                    "href": frame.addresses.topic(topic["id"]),
                    "known": topic["id"] in often,
                }
                for topic in topics
                if topic["group"] == group["id"]
            ],
        }
        for place, group in enumerate(settings["groups"], 1)
    ]


def topic_page(frame: Frame, id: str, reader: str, path: str) -> Page:
    """What a topic is, in the words of one reader; a pupil when it does not say for whom."""
    facts = frame.edition.words("topic", id, "nl")
    audiences = [audience for audience in AUDIENCES if audience in facts["for"]]
    words = Words(frame.edition, frame.language, reader or audiences[0])
    own, ladder = words.topic(id), frame.edition.words("ladder", id, "nl")
    context = {
        "site": frame.site(path, "topics", reader=words.reader),
        "back": {"href": frame.addresses.at("onderwerpen"), "label": words.route["back"]["topics"]},
        "je": words.je,
        "audiences": [
            {
                "label": words.route["rights_tab"][name],
                "href": frame.addresses.topic(id, name),
                "current": name == words.audience,
            }
            for name in audiences
        ],
        "name": own["name"],
        "about": list(words.pick(own["about"])),
        "danger": words.pick(own["danger"]),
        "tips": list(words.pick(own["tips"])),
        "duties": own["duties"],
        "doors": [_topic_door(frame, words, id, audience) for audience in audiences],
        "desks": [card(frame, desk) for desk in _topic_desks(frame, id)],
        "rights": [
            {"title": words.pick(words.of("right", right)["title"]), "href": frame.addresses.right(right)}
            for right in facts["rights"]
        ],
        "sources": _topic_sources(frame, facts),
        "checked": words.route["sources"]["ladder"].format(date=frame.date(ladder["checked"])),
    }
    return Page("signpost/topic.html", context, frame.language)


def _topic_door(frame: Frame, words: Words, id: str, audience: str) -> dict[str, str]:
    answers = {"audience": audience, "topic": id}
    sensitive = frame.edition.words("topic", id, "nl")["sensitive"] and not frame.installation.static
    href = frame.addresses.leave_first(answers) if sensitive else frame.addresses.go_on(answers)
    return {"href": href, "label": words.route["topic_begin"][audience]}


def _topic_desks(frame: Frame, id: str) -> list[str]:
    """Those on a ladder of this topic first, then every other desk that says it is for it."""
    ladder = frame.edition.words("ladder", id, "nl")
    on_ladder = [desk for ids in ladder["ladder"].values() for desk in ids]
    desks = frame.edition.content["nl"]["desk"]
    named = [
        desk
        for desk, facts in desks.items()
        if any(id in row["topics"] for row in facts["competence"] if row["topics"] != "all")
    ]
    ids = dict.fromkeys((*ladder.get("always", ()), *on_ladder, *named))
    return [desk for desk in ids if desk not in ("112", "113_zelfmoordpreventie")]


def _topic_sources(frame: Frame, facts: Mapping[str, Any]) -> list[dict[str, str]]:
    laws = dict.fromkeys(
        law for right in facts["rights"] for law in frame.edition.words("right", right, "nl")["sources"]
    )
    return law_lines(frame, list(laws))


def text_page(frame: Frame, text: str, path: str, section: str = "") -> Page:
    """A page of sections: data, accessibility, about, helpdesk, being stuck."""
    words = Words(frame.edition, frame.language)
    own = words.text(text)
    desks = frame.edition.words("text", text, "nl").get("desks", [])
    context = {
        "site": frame.site(path, section),
        "back": {"href": frame.addresses.at(""), "label": words.route["back"]["home"]},
        "title": own["title"],
        "tab": own["tab"],
        "lead": own.get("lead", ""),
        "sections": _sections(frame, own),
        "sources": _sources(frame) if text == "colofon" else [],
        "desks": [person(frame, id) for id in desks],
        "checked": words.route["checked"].format(date=frame.date(frame.edition.checked_between[0]))
        if desks
        else "",
    }
    return Page("signpost/page.html", context, frame.language)


def _sources(frame: Frame) -> list[dict[str, str]]:
    """Where schools, boards and regions come from, of which day, and under which licence."""
    return [
        {"name": source.name, "stand": frame.date(source.stand), "licence": source.licence}
        for source in frame.installation.register.sources
    ]


def _sections(frame: Frame, own: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The sections of a page; static files have no codes, so what is said about those is left out."""
    return [one for one in own["sections"] if not (frame.installation.static and one.get("needs_server"))]


def emergency_page(frame: Frame) -> Page:
    """The emergency page; in more languages than the rest of the site."""
    whole = frame.language in frame.edition.languages
    own = frame.edition.words("text", "nood", frame.language)
    facts = frame.edition.words("text", "nood", "nl")
    named = [
        _other(frame, item, fact["desk"]) for item, fact in zip(own["others"], facts["others"], strict=True)
    ]
    others = [one for one in named if one["phone"] or one["chat_href"]]
    site = frame.site("nood", direction=own["dir"])
    site["other_languages"] = [
        (
            code,
            frame.edition.words("text", "nood", code)["language_name"],
            Addresses(frame.edition, code).at("nood"),
        )
        for code in (*frame.edition.languages, *frame.edition.emergency_languages)
        if code != frame.language
    ]
    if not whole:
        site |= dict.fromkeys(
            ("ask", "topics", "desks", "rights", "helpdesk", "code", "data", "accessibility", "about"), ""
        )
        site["home"] = "/"
    called = ["112", "113_zelfmoordpreventie", *(fact["desk"] for fact in facts["others"])]
    channels = [channel for desk in called for channel in _channels(frame, desk)]
    chat = next((one["value"] for one in _channels(frame, "113_zelfmoordpreventie", "chat")), "")
    context = {
        "site": site,
        "t": {**own, "call_113": {**own["call_113"], "chat_href": chat}, "others": others},
        "checked": format_html(
            "{} {}: {}.",
            own["checked"],
            frame.date(frame.edition.checked_between[0]),
            dutch_sources(channels),
        ),
    }
    return Page("signpost/emergency.html", context, frame.language)


def _channels(frame: Frame, desk: str, kind: str = "phone") -> list[Mapping[str, Any]]:
    found = frame.facts.desk(desk)
    return [one for one in (found.channels if found else ()) if one["type"] == kind and not regional(one)]


def _other(frame: Frame, item: Mapping[str, str], desk: str) -> dict[str, str]:
    phone = next((channel["value"] for channel in _channels(frame, desk)), "")
    chat = next((channel["value"] for channel in _channels(frame, desk, "chat")), "")
    return {**item, "phone": phone, "phone_href": phone_href(phone) if phone else "", "chat_href": chat}


def leave_page(frame: Frame, answers: Mapping[str, str], path: str) -> Page:
    """Explains the leave button once, on the way into a sensitive topic."""
    words = Words(frame.edition, frame.language, answers.get("audience", UNKNOWN))
    own = words.text("uitleg_weg")
    context = {
        "site": frame.site(path),
        "back": {
            "href": frame.addresses.question(answers, "topic"),
            "label": words.route["back"]["question"],
        },
        "title": own["title"],
        "lead": own["lead"],
        "items": own["items"],
        "go_on": {"href": frame.addresses.go_on(answers), "label": own["go_on"]},
        "leave": {"href": "/weg", "label": own["leave"]},
    }
    return Page("signpost/leave.html", context, frame.language)


def not_found_page(frame: Frame) -> Page:
    """For a broken code or an unknown address: what to do now, and the doors to the questions."""
    words = Words(frame.edition, frame.language)
    own = words.text("onbekend")
    told = {**own, "sections": _sections(frame, own)}
    context = {"site": frame.site(""), "t": told, "nearest": None, "doors": doors(frame)}
    return Page("signpost/notfound.html", context, frame.language, status=404)


def code_page(frame: Frame, text: str = "", error: str = "") -> Page:
    context = {
        "site": frame.site("code"),
        "back": {
            "href": frame.addresses.at(""),
            "label": Words(frame.edition, frame.language).route["back"]["home"],
        },
        "action": frame.addresses.at("code"),
        "text": text,
        "error": error,
        "prefix": frame.installation.url.split("://")[-1] + frame.addresses.at("w"),
    }
    return Page("signpost/code.html", context, frame.language)
