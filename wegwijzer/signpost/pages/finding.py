"""Own words: what was understood of them, to choose from and to change. The text lives for one request."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from wegwijzer.pack.personal import without_personal
from wegwijzer.signpost.finder.advice import STEPS_ON_SCREEN, Advice
from wegwijzer.signpost.finder.find import Finder
from wegwijzer.signpost.finder.text import LONGEST, words
from wegwijzer.signpost.finder.understanding import Understanding
from wegwijzer.signpost.pages.desks import card
from wegwijzer.signpost.pages.frame import Addresses, Frame, Page
from wegwijzer.signpost.pages.questions import doors, next_answers, told
from wegwijzer.signpost.pages.results import line_sources, phone_line, shown_steps
from wegwijzer.signpost.pages.words import Words
from wegwijzer.signpost.rules.facets import OTHER, UNKNOWN
from wegwijzer.signpost.rules.ladder import NOW
from wegwijzer.signpost.rules.names import Names

MOST_DESKS = 3
REASONS = 2  # words that are given as the reason for a topic


def finding_page(frame: Frame, finder: Finder | None, typed: str) -> Page:
    """Topics, answers and people for what was typed, which stays in its box.

    Without a finder (its file is damaged) names of organisations are still found, and the questions are
    there.
    """
    text, kept = typed[:LONGEST].strip(), without_personal(typed[:LONGEST])
    understood, advice = finder.find(text) if finder and words(text) else (Understanding(), None)
    frame = in_language(frame, understood.language) if advice else frame
    reader = Words(
        frame.edition, frame.language, advice.answers.get("audience", UNKNOWN) if advice else UNKNOWN
    )
    context = {
        "site": frame.site("", reader=reader.reader),
        "je": reader.je,
        "back": {"href": frame.addresses.at(""), "label": reader.route["back"]["home"]},
        "action": frame.addresses.at("zoeken"),
        "text": kept,
        "left_out": kept != typed[:LONGEST],
        "alarm": _alarm(frame, reader, advice) if advice else None,
        "elsewhere": _elsewhere(frame, understood),
        "topics": _proposals(frame, reader, finder, understood, advice, text) if finder and advice else [],
        "none_href": _go_on(frame, advice.answers, OTHER) if advice else "",
        "answers": _told(frame, reader, advice) if advice else [],
        "steps": _steps(frame, reader, advice) if advice and understood.topics else [],
        "route_href": frame.addresses.route(advice.answers) if advice and advice.answers else "",
        "desks": [card(frame, id) for id in _named(frame, text)],
        "other_language": _other_language(frame, understood),
        "doors": doors(frame),
        "too_long": LONGEST if len(typed) > LONGEST else 0,
        "empty_input": not text,
        "out_of_order": finder is None,
        "helpdesk_href": frame.addresses.at("helpdesk"),
    }
    return Page("signpost/finding.html", context, frame.language)


def in_language(frame: Frame, language: str) -> Frame:
    """The page in the language that was typed, when the whole site is there in it."""
    if language == frame.language or language not in frame.edition.languages:
        return frame
    return replace(frame, language=language, addresses=Addresses(frame.edition, language))


def _other_language(frame: Frame, understood: Understanding) -> dict[str, str] | None:
    """The way to the emergency page in the language that was typed, when the rest is not there in it."""
    language = understood.language
    if language in frame.edition.languages or language not in frame.edition.emergency_languages:
        return None
    page = frame.edition.words("text", "nood", language)
    href = Addresses(frame.edition, language).at("nood")
    return {"href": href, "label": page["title"], "lang": language, "dir": page.get("dir", "ltr")}


def _alarm(frame: Frame, reader: Words, advice: Advice) -> dict[str, Any] | None:
    """The lines that are raised: those with a telephone large, the others beneath."""
    if not advice.lines:
        return None
    calls = [line for id in advice.lines if (line := phone_line(frame, id))]
    called = {line["name"] for line in calls}
    others = [found for id in advice.lines if (found := card(frame, id))["name"] not in called]
    words_of_alarm = reader.text("finder")["alarm"]
    return {
        "question": reader.pick(words_of_alarm["question"]),
        "text": reader.pick(words_of_alarm["text"]),
        "desks": calls,
        "others": others,
        "source": line_sources(frame, reader, calls),
    }


def _elsewhere(frame: Frame, understood: Understanding) -> dict[str, str] | None:
    if not understood.out_of_scope:
        return None
    kinds = frame.edition.words("elsewhere", "elsewhere", frame.language)["kinds"]
    return {"where": kinds.get(understood.elsewhere, "")}


def _go_on(frame: Frame, answers: Mapping[str, str], topic: str) -> str:
    """The first question that is left, with what was understood as answers.

    Before a topic that can harm whoever is seen reading it, the leave button is explained.
    """
    after = next_answers(frame, answers, "topic", topic)
    sensitive = topic != OTHER and frame.edition.words("topic", topic, "nl")["sensitive"]
    return frame.addresses.leave_first(after) if sensitive else frame.addresses.go_on(after)


def _proposals(
    frame: Frame, reader: Words, finder: Finder, understood: Understanding, advice: Advice, text: str
) -> list[dict[str, Any]]:
    found = []
    for place, id in enumerate(understood.topics):
        own = reader.of("topic", id)
        told = not advice.lines and place == 0
        why = finder.model.telling(text, ("topic", id), REASONS) if told else []
        found.append(
            {
                "name": own["name"],
                "short": own["short"],
                "href": _go_on(frame, advice.answers, id),
                "why": why,
            }
        )
    return found


def _told(frame: Frame, reader: Words, advice: Advice) -> list[dict[str, str]]:
    """What was understood beside the topic; each leads to its question, to be changed."""
    answers = {name: value for name, value in advice.answers.items() if name != "topic"}
    return told(frame, reader, answers)


def _steps(frame: Frame, reader: Words, advice: Advice) -> list[dict[str, str]]:
    """The first steps on the way for the topic that stands first."""
    outcome = frame.edition.route(advice.answers)
    desks = frame.edition.content["nl"]["desk"]
    ids = [
        id for id, when in shown_steps(frame.edition, outcome) if when != NOW and desks[id].get("open", True)
    ]
    return [
        {"title": reader.pick(reader.of("desk", id)["step"]["title"]), "href": frame.addresses.desk(id)}
        for id in ids[:STEPS_ON_SCREEN]
    ]


def _named(frame: Frame, text: str) -> list[str]:
    """Organisations that are called by name; not those at school, where a name tells who was asked."""
    facts, words_of = frame.edition.content["nl"]["desk"], frame.edition.content[frame.language]["desk"]
    names = {id: words_of[id]["name"] for id, desk in facts.items() if desk["kind"] == "external"}
    return Names.of(names).find(text, MOST_DESKS)
