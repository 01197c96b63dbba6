"""One question a page; every answer is a link to what comes next."""

from collections.abc import Mapping
from typing import Any

from wegwijzer.signpost.pages.frame import Frame, Page
from wegwijzer.signpost.pages.words import Words
from wegwijzer.signpost.rules.facets import AUDIENCES, ORDER, OTHER, UNKNOWN

WORRIED = "zorg_om_ander"  # the topic of somebody who worries about somebody else
DOOR_ICONS = {"leerling": "leerling", "ouder": "ouder", "personeel": "school", "school": "werk"}


def question_page(
    frame: Frame,
    answers: Mapping[str, str],
    facet: str,
    path: str,
    old_code: bool = False,
    shown: Mapping[str, str] | None = None,
) -> Page:
    """The question about a facet, with what was told so far;

    `shown` when a page may show only a part of that.
    """
    words = Words(frame.edition, frame.language, answers.get("audience", UNKNOWN))
    question = words.of("question", facet)
    others = {name: value for name, value in answers.items() if name != facet}
    before = {name: answers[name] for name in ORDER[: ORDER.index(facet)] if name in answers}
    context = {
        "site": frame.site(path, reader=words.reader),
        "je": words.je,
        "question": {
            "title": words.pick(question["title"]),
            "hint": words.pick(question.get("hint")),
            "why": words.pick(question["why"]),
            "number": len(before) + 1,
            "options": [
                _option(frame, words, answers, facet, value) for value in _offered(frame, answers, facet)
            ],
            "groups": _topic_groups(frame, words, answers) if facet == "topic" else [],
            "exits": [_option(frame, words, answers, facet, value) for value in (UNKNOWN, OTHER)],
        },
        "notice": words.route["old_code"] if old_code else "",
        "steps": {"at_most": max(len(before) + 1, len(before) + frame.edition.most_left(before))},
        "answers": told(frame, words, others if shown is None else shown),
        "back": _back(frame, words, answers if shown is None else shown, facet),
        "show_now": _show_now(frame, words, others),
    }
    return Page("signpost/question.html", context, frame.language)


def next_answers(frame: Frame, answers: Mapping[str, str], facet: str, value: str) -> dict[str, str]:
    """The answers after choosing one more. What no longer matters on the new way is forgotten."""
    chosen = {
        name: value if name == facet else answers[name] for name in ORDER if name in answers or name == facet
    }
    fitting = frame.edition.fitting(chosen)
    return {name: fitting[name] for name in fitting if name == facet or frame.edition.matters(fitting, name)}


def told(frame: Frame, words: Words, answers: Mapping[str, str]) -> list[dict[str, str]]:
    """What was told so far, the school last; each leads back to its question."""
    school = frame.school
    chosen = [{"label": school.name, "href": frame.addresses.find_school(answers)}] if school else []
    return [
        {"label": words.told(name, answers[name]), "href": frame.addresses.question(answers, name)}
        for name in ORDER
        if name in answers
    ] + chosen


def doors(frame: Frame) -> list[dict[str, str]]:
    """The ways into the questions: who you are, or that you worry about somebody else."""
    words = Words(frame.edition, frame.language)
    found = []
    for audience in AUDIENCES:
        value = words.value("audience", audience)
        found.append(
            {
                "href": frame.addresses.go_on({"audience": audience}),
                "title": words.pick(value["label"]),
                "hint": words.pick(value["hint"]),
                "icon": DOOR_ICONS[audience],
            }
        )
    worried = words.route["doors"]["worried"]
    href = frame.addresses.go_on({"topic": WORRIED})
    return [*found, {"href": href, "title": worried["title"], "hint": worried["hint"], "icon": "mens"}]


def _offered(frame: Frame, answers: Mapping[str, str], facet: str) -> list[str]:
    """The answers that make sense for this reader, in the order of the pack."""
    source = Words(frame.edition, "nl")
    audience = answers.get("audience", UNKNOWN)
    if facet == "topic":
        chosen = source.of("pack", "pack")["most_chosen"]
        return list(chosen.get(audience, chosen[UNKNOWN]))
    return [
        value["id"]
        for value in source.of("question", facet)["values"]
        if audience in value.get("for", [audience])
        and answers.get("sector") in value.get("sectors", [answers.get("sector")])
    ]


def _option(frame: Frame, words: Words, answers: Mapping[str, str], facet: str, value: str) -> dict[str, Any]:
    after = next_answers(frame, answers, facet, value)
    href = frame.addresses.go_on(after)
    if facet == "topic" and value not in (UNKNOWN, OTHER):
        topic = words.topic(value)
        label = words.for_reader(value)["option"] if words.audience != UNKNOWN else topic["name"]
        hint = topic["short"] if words.audience == UNKNOWN else ""
        if frame.edition.words("topic", value, "nl")["sensitive"] and not frame.installation.static:
            href = frame.addresses.leave_first(after)
    else:
        item = words.value(facet, value)
        label, hint = words.pick(item["label"]), words.pick(item.get("hint"))
    return {"href": href, "label": label, "hint": hint, "chosen": answers.get(facet) == value}


def _topic_groups(frame: Frame, words: Words, answers: Mapping[str, str]) -> list[dict[str, Any]]:
    source = Words(frame.edition, "nl")
    names = {group["id"]: group["name"] for group in words.of("pack", "pack")["groups"]}
    topics = frame.edition.content["nl"]["topic"]
    groups = []
    for group in source.of("pack", "pack")["groups"]:
        ids = [
            id
            for id, topic in sorted(topics.items(), key=lambda item: item[1]["number"])
            if topic["group"] == group["id"] and (words.audience in (UNKNOWN, *topic["for"]))
        ]
        options = [_option(frame, words, answers, "topic", id) for id in ids]
        if options:
            groups.append(
                {"name": names[group["id"]], "open": answers.get("topic") in ids, "options": options}
            )
    return groups


def _back(frame: Frame, words: Words, answers: Mapping[str, str], facet: str) -> dict[str, str]:
    """The question before this one, with every answer kept.

    Before the first question stands the home page.
    """
    for name in reversed(ORDER[: ORDER.index(facet)]):
        if name in answers:
            return {"href": frame.addresses.question(answers, name), "label": words.route["back"]["question"]}
    return {"href": frame.addresses.at(""), "label": words.route["back"]["home"]}


def _show_now(frame: Frame, words: Words, answers: Mapping[str, str]) -> dict[str, str] | None:
    if "topic" not in answers or "audience" not in answers:
        return None
    return {"href": frame.addresses.route(answers), "label": words.pick(words.route["show_now"])}
