"""The route: who, in which order, what to say, what to expect, and what to do if it does not help."""

from collections.abc import Mapping
from typing import Any

from django.utils.html import format_html

from wegwijzer.kernel.terms import SHOWN
from wegwijzer.signpost.pages.desks import (
    channels,
    described,
    dutch_sources,
    is_there,
    law_lines,
    person,
    phone_href,
)
from wegwijzer.signpost.pages.frame import Frame, Page
from wegwijzer.signpost.pages.questions import told
from wegwijzer.signpost.pages.schools import local_lines, school_panel, way_to_region, way_to_school
from wegwijzer.signpost.pages.words import Words
from wegwijzer.signpost.rules.edition import Edition
from wegwijzer.signpost.rules.facets import ORDER, OTHER, UNKNOWN
from wegwijzer.signpost.rules.ladder import AT_SCHOOL, FIRST, NOW, STUCK, Outcome

MOST_PEOPLE = 3
MOST_RIGHTS = 4
LISTENING = ("listens", "advises")


def result_page(frame: Frame, answers: Mapping[str, str], outcome: Outcome, path: str, qr: str = "") -> Page:
    """The whole route for these answers."""
    words = Words(frame.edition, frame.language, answers.get("audience", UNKNOWN))
    topic, who = answers.get("topic"), answers.get("who", UNKNOWN)
    static = (
        frame.installation.static
    )  # files without codes: what a page shows is then not all that was answered
    left = 0 if static else frame.edition.most_left(answers)
    code = "" if static else frame.addresses.code(answers).replace("-", " ")
    context = {
        "site": frame.site(path, reader=words.reader),
        "je": words.je,
        "back": _back(frame, words, answers),
        "title": _title(words, answers),
        "lead": _lead(words, answers, outcome),
        "answers": told(frame, words, answers),
        "now": _now(frame, words, outcome, topic),
        "skip_reason": " ".join(words.reason(id) for id in reasons(frame.edition, outcome, words.audience)),
        "steps": _steps(frame, words, answers, outcome),
        "tips": [tip for text in words.pick(words.topic(topic)["tips"]) if (tip := words.without(text, who))],
        "people": [person(frame, id) for id in _people(frame, outcome)],
        "checked": words.route["checked"].format(date=frame.date(frame.edition.checked_between[0])),
        "rights": _rights(frame, words, answers),
        "code": code,
        "qr": qr,
        "url": f"{frame.installation.url.split('://')[-1]}{frame.addresses.go_on(answers)}",
        "school": None if static else school_panel(frame, answers),
        "more_questions": {"href": frame.addresses.go_on(answers), "count": left} if left else None,
        "helpdesk_href": frame.addresses.at("helpdesk"),
        "stuck_href": frame.addresses.at("vast"),
    }
    return Page("signpost/result.html", context, frame.language)


def reasons(edition: Edition, outcome: Outcome, audience: str) -> list[str]:
    """Why the route does not start at school, when what is shown does not; and the notes beside it."""
    first = next(iter(shown_steps(edition, outcome)), ("", ""))[0]
    at_school = first and edition.words("desk", first, "nl")["kind"] in AT_SCHOOL
    skip = () if (at_school and audience != "school") or not outcome.skip else (outcome.skip,)
    return list(dict.fromkeys((*skip, *outcome.notes)))


def _back(frame: Frame, words: Words, answers: Mapping[str, str]) -> dict[str, str]:
    asked = [name for name in ORDER if name in answers]
    if not asked:
        return {"href": frame.addresses.at(""), "label": words.route["back"]["home"]}
    return {"href": frame.addresses.question(answers, asked[-1]), "label": words.route["back"]["question"]}


def _title(words: Words, answers: Mapping[str, str]) -> str:
    """What was told, in one or two sentences: the topic, then what weighs most of the rest."""
    sentences = [words.for_reader(answers.get("topic"))["headline"]]
    for facet in ("safety", "stage", "who"):
        value = answers.get(facet, UNKNOWN)
        headline = (
            words.pick(words.value(facet, value).get("headline")) if value not in (UNKNOWN, OTHER) else ""
        )
        if headline:
            sentences.append(headline)
            break
    return " ".join(sentences)


def _lead(words: Words, answers: Mapping[str, str], outcome: Outcome) -> str:
    if outcome.information:
        return str(words.pick(words.route["lead_information"]))
    if OTHER in answers.values():
        return str(words.pick(words.route["lead_other"]))
    lead = str(words.pick(words.route["lead"]))
    return lead if outcome.danger else f"{lead} {words.pick(words.route['always_ok'])}"


def _now(frame: Frame, words: Words, outcome: Outcome, topic: str | None) -> dict[str, Any] | None:
    """The emergency lines: large and first when there is danger, else as the question when not to wait."""
    if outcome.information:
        return None
    lines = (
        list(dict.fromkeys((*outcome.now, "112", "113_zelfmoordpreventie")))
        if not outcome.danger
        else list(outcome.now)
    )
    lines.sort(key=lambda id: (id not in outcome.now, id != "112") if outcome.danger else id != "112")
    text = words.pick(words.topic(topic)["danger"]) if not outcome.danger else words.reason("gevaar")
    desks = [line for id in lines if (line := phone_line(frame, id))]
    return {"text": text, "desks": desks, "big": outcome.danger, "source": line_sources(frame, words, desks)}


def line_sources(frame: Frame, words: Words, desks: list[dict[str, str]]) -> str:
    """A sentence as HTML: the names of sources are Dutch in every language."""
    date = frame.date(frame.edition.checked_between[0])
    return format_html(words.route["sources"]["lines"], sources=dutch_sources(desks), date=date)


def phone_line(frame: Frame, id: str) -> dict[str, str] | None:
    """A desk by its telephone; None for one that has none to show."""
    name = frame.edition.words("desk", id, frame.language)["name"]
    for channel in channels(frame, id):
        if channel["kind"] == "phone" and not channel["elsewhere"]:
            return {
                "name": name,
                "phone_href": phone_href(channel["text"]),
                "phone": channel["text"],
                "hours": channel["hours"],
                "source": channel["source"],
            }
    return None


def _steps(frame: Frame, words: Words, answers: Mapping[str, str], outcome: Outcome) -> list[dict[str, Any]]:
    """The steps beyond the emergency lines. The label of a part stands above its first step only."""
    found, before = [], ""
    for id, when in _steps_here(frame, outcome):
        step = _step(frame, words, answers, id)
        label = words.route["when"][when] if when != before else ""
        if outcome.danger and when == FIRST:
            label = words.route["when"]["safe_again"]
        step |= {"key": when, "when": label, "next": when == FIRST and not outcome.danger}
        if when == FIRST:
            step["right"] = _right(frame, words, answers)
            step["choose_school"] = way_to_school(frame, answers, id)
        step["choose_region"] = way_to_region(frame, answers, id)
        found.append(step)
        before = when
    return found


def _steps_here(frame: Frame, outcome: Outcome) -> list[tuple[str, str]]:
    """Without the desks of other regions; what is then the first step takes the place of the first."""
    steps = shown_steps(frame.edition, outcome)
    here = [(id, when) for id, when in steps if is_there(frame, id)]
    return [(here[0][0], steps[0][1]), *here[1:]] if here else steps


def shown_steps(edition: Edition, outcome: Outcome) -> list[tuple[str, str]]:
    """The steps as a page shows them: who is announced but not open yet is never next, and stands last."""
    steps = [(id, when) for id, when in outcome.steps if when != NOW]
    is_open = {id: edition.words("desk", id, "nl").get("open", True) for id, _ in steps}
    there = [(id, when) for id, when in steps if is_open[id]]
    if not there:
        return steps
    there[0] = (there[0][0], FIRST)
    return there + [(id, STUCK) for id, when in steps if not is_open[id] and id not in outcome.always]


def _step(frame: Frame, words: Words, answers: Mapping[str, str], id: str) -> dict[str, Any]:
    own, facts = words.of("desk", id), frame.edition.words("desk", id, "nl")
    step = own["step"]
    say = words.for_reader(answers.get("topic"))["say"]
    reachable = channels(frame, id)
    return {
        "title": words.pick(step["title"]),
        "intro": words.pick(step["intro"]),
        # At school the words of the step say whom to ask; of others, where to look is all there is.
        "find": own.get("find", "") if facts["kind"] == "external" and not reachable else "",
        "say": words.pick(step["say"]).replace("{zin}", say),
        "term": words.pick(step.get("term")),
        "right": None,
        **described(
            facts, {"can": own["can"], "cannot": own["cannot"], "expect": words.pick(step["expect"])}
        ),
        "source": _source(frame, facts),
        "unchecked": "" if facts["evidence"] in SHOWN else words.route["unchecked"],
        "if_not": words.without(words.pick(step["if_not"]), answers.get("who", UNKNOWN)),
        "why": "",
        "desk_href": frame.addresses.desk(id),
        "desk_name": own["name"],
        "channels": reachable,
        "local": local_lines(frame, id, facts["kind"]),
    }


def _source(frame: Frame, facts: Mapping[str, Any]) -> dict[str, str] | None:
    """Where the description of a desk comes from; nothing when it is not good enough to lean on."""
    if facts["evidence"] not in SHOWN:
        return None
    return {"text": facts["source"].rstrip("."), "checked": frame.date(facts["checked"])}


def _fitting_rights(frame: Frame, answers: Mapping[str, str]) -> list[str]:
    """The rights of the topic that are this reader's, and that hold in this kind of school."""
    topic, audience, sector = (
        answers.get("topic", OTHER),
        answers.get("audience", UNKNOWN),
        answers.get("sector", UNKNOWN),
    )
    if topic in (OTHER, UNKNOWN):
        ids = ["veilige_school", "klacht_indienen"]
    else:
        ids = frame.edition.words("topic", topic, "nl")["rights"]
    laws = {law["id"]: law for law in frame.edition.words("sources", "sources", "nl")["laws"]}
    found = []
    for id in ids:
        right = frame.edition.words("right", id, "nl")
        sectors = {
            name
            for law in right["sources"]
            if laws[law]["evidence"] in SHOWN
            for name in laws[law]["sectors"]
        }
        if audience in (UNKNOWN, *right["audiences"]) and (
            sector not in ("po", "vo", "so", "vso", "mbo") or sector in sectors
        ):
            found.append(id)
    return found


def _right(frame: Frame, words: Words, answers: Mapping[str, str]) -> dict[str, str] | None:
    """The right that carries the next step; a bill never does."""
    for id in _fitting_rights(frame, answers):
        facts = frame.edition.words("right", id, "nl")
        if facts["status"] != "bill":
            own = words.of("right", id)
            lines = law_lines(frame, facts["sources"], answers.get("sector", UNKNOWN))
            source = " ".join(f"{line['text']} {line['note']}".strip() for line in lines[:2])
            href = frame.addresses.right(id, words.audience if words.audience in facts["audiences"] else "")
            return {"text": words.pick(own["text"]), "source": source, "source_href": "", "href": href}
    return None


def _rights(frame: Frame, words: Words, answers: Mapping[str, str]) -> list[dict[str, str]]:
    found = []
    for id in _fitting_rights(frame, answers)[:MOST_RIGHTS]:
        served = frame.edition.words("right", id, "nl")["audiences"]
        href = frame.addresses.right(id, words.audience if words.audience in served else "")
        found.append({"title": words.pick(words.of("right", id)["title"]), "href": href})
    return found


def _people(frame: Frame, outcome: Outcome) -> list[str]:
    """Human beings outside school who listen or advise and can be reached now, nearest first."""
    steps = shown_steps(frame.edition, outcome)
    ids = dict.fromkeys((*outcome.always, *(id for id, when in steps if when != FIRST)))
    ids.pop(next(iter(steps), ("", ""))[0], None)  # the next step stands large already
    found = []
    for id in ids:
        facts = frame.edition.words("desk", id, "nl")
        listens = any(role in row["roles"] for row in facts["competence"] for role in LISTENING)
        if (
            facts["kind"] == "external"
            and facts["human"]
            and channels(frame, id)
            and listens
            and id not in outcome.now
        ):
            found.append(id)
    return found[:MOST_PEOPLE]
