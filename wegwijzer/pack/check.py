"""What is wrong with the pack as a whole.

Unknown ids, missing sources, expired dates, hard words, missing translations.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from wegwijzer.kernel.opening_hours import BadHours, parse
from wegwijzer.kernel.terms import SHOWN, days
from wegwijzer.pack import words
from wegwijzer.pack.learning import learning_problems
from wegwijzer.pack.load import SOURCE, Pack, load
from wegwijzer.pack.problems import Problem
from wegwijzer.pack.reading import Document, Where
from wegwijzer.pack.translation import translation_problems

PLATFORM = ("helpdesk", "escalatie")
EXITS = ("onbekend", "anders")
AUDIENCES = ("leerling", "ouder", "personeel", "school")
FACETS = ("audience", "topic", "safety", "recent", "sector", "stage", "stuck", "who")
TEXTS = (
    "route",
    "nood",
    "gegevens",
    "toegankelijkheid",
    "colofon",
    "helpdesk",
    "escalatie",
    "uitleg_weg",
    "onbekend",
)
LARGEST_NUMBER = 125  # of a topic: seven bits, less those for "I do not know" and "none of these"
NEEDED = ("when_now", "when_first", "when_then", "when_if_not", "when_stuck", "school_vraagt", "gevaar")
LISTED = {
    "always": ("leerling", "ouder", "personeel", "school", "onbekend"),
    "fallback": ("ouder",),  # also that of every reader who has no list of their own
}


def check(folder: Path, today: date) -> tuple[Pack, list[Problem]]:
    """Read the pack and name every mistake, in the order of the files."""
    pack, problems = load(folder)
    for kind in ("pack", "sources", "rules", "signals", "elsewhere"):
        if kind not in pack.documents.get(SOURCE, {}):
            problems.append(Problem(SOURCE, 1, f"{kind}.yaml is missing or wrong; nothing more was checked"))
            return pack, sorted(problems)
    found = [
        *_missing(pack),
        *_numbers(pack),
        *_topics(pack),
        *_desks(pack, today),
        *_ladders(pack),
        *_rules(pack),
        *_rights(pack),
        *_sources(pack),
        *learning_problems(pack),
        *_readable(pack),
        *translation_problems(pack),
    ]
    return pack, sorted({*problems, *found})


def _documents(pack: Pack, kind: str) -> list[Document]:
    return list(pack.documents[SOURCE].get(kind, {}).values())


def _unknown(document: Document, where: Where, ids: Any, known: Any, what: str) -> Iterator[Problem]:
    for place, id in enumerate(ids):
        if id not in known:
            yield document.problem((*where, id if isinstance(ids, dict) else place), f"no such {what}: {id}")


def _missing(pack: Pack) -> Iterator[Problem]:
    for kind, ids in (("question", FACETS), ("desk", PLATFORM), ("text", TEXTS), ("ladder", ("anders",))):
        for id in ids:
            if id not in pack.all(kind):
                yield Problem(SOURCE, 1, f"{kind} {id} is missing")
    for topic in _documents(pack, "topic"):
        for kind in ("ladder", "phrases"):
            if topic.data["id"] not in pack.all(kind):
                yield topic.problem(("id",), f"topic without a file in {kind}")


def _numbers(pack: Pack) -> Iterator[Problem]:
    taken: dict[tuple[str, int], str] = {}
    for document in [*_documents(pack, "topic"), *_documents(pack, "question")]:
        kind = document.file.split("/")[1]
        first = taken.setdefault((kind, document.data["number"]), document.file)
        if first != document.file:
            yield document.problem(
                ("number",), f"number {document.data['number']} is already used in {first}"
            )
    for document in _documents(pack, "question"):
        for key in ("number", "id"):
            yield from _twice(document, ("values",), key)
    for document in _documents(pack, "topic"):
        if document.data["number"] > LARGEST_NUMBER:
            yield document.problem(("number",), f"numbers go up to {LARGEST_NUMBER}: a code holds no more")


def _twice(document: Document, where: Where, key: str) -> Iterator[Problem]:
    seen = set()
    items = document.data
    for part in where:
        items = items[str(part)]
    for place, item in enumerate(items):
        if item[key] in seen:  # type: ignore[index]  # the schema says that these are mappings
            yield document.problem((*where, place, key), f"{key} {item[key]} is used twice")  # type: ignore[index]  # the same
        seen.add(item[key])  # type: ignore[index]  # the same


def _topics(pack: Pack) -> Iterator[Problem]:
    settings = pack.document("pack", "pack")
    groups = [group["id"] for group in settings.data["groups"]]
    for audience, ids in settings.data["most_chosen"].items():
        yield from _unknown(settings, ("most_chosen", audience), ids, pack.all("topic"), "topic")
    for document in _documents(pack, "topic"):
        yield from _unknown(document, ("group",), [document.data["group"]], groups, "group")
        yield from _unknown(document, ("rights",), document.data["rights"], pack.all("right"), "right")
    for document in [*_documents(pack, "phrases"), *_documents(pack, "ladder")]:
        if document.data["id"] not in pack.all("topic") and document.data["id"] not in EXITS:
            yield document.problem(("id",), f"no such topic: {document.data['id']}")


def _desks(pack: Pack, today: date) -> Iterator[Problem]:
    laws = {law["id"] for law in pack.get("sources", "sources")["laws"]}
    stages = {value["id"] for value in pack.all("question").get("stage", {"values": ()})["values"]}
    for document in _documents(pack, "desk"):
        yield from _unknown(document, ("basis",), document.data.get("basis", ()), laws, "source")
        for place, row in enumerate(document.data["competence"]):
            where = ("competence", place)
            if row["topics"] != "all":
                yield from _unknown(document, (*where, "topics"), row["topics"], pack.all("topic"), "topic")
            yield from _unknown(document, (*where, "stages"), row.get("stages", ()), stages, "answer")
        yield from _channels(document, today)
        if (
            not document.data["channels"]
            and not document.data.get("find")
            and document.data["kind"] != "platform"
        ):
            yield document.problem(("channels",), "no channel, and `find` does not say where to look")


def _channels(document: Document, today: date) -> Iterator[Problem]:
    for place, channel in enumerate(document.data["channels"]):
        where = ("channels", place)
        try:
            checked = date.fromisoformat(channel["checked"])
            term = days(channel["type"], channel["evidence"], checked)
        except ValueError:
            yield document.problem((*where, "checked"), f"no such day: {channel['checked']}")
            continue
        if checked > today:
            yield document.problem((*where, "checked"), "this day is still to come")
        if term.withdrawn <= today:
            yield document.problem(
                (*where, "checked"), f"should have been checked again before {term.withdrawn}"
            )
        if channel["type"] in ("web", "chat", "form") and not channel["value"].startswith("https://"):
            yield document.problem((*where, "value"), "an address must begin with https://")
        yield from _opening(document, where, channel)
        if channel.get("municipalities") and not channel.get("note"):
            yield document.problem((*where, "municipalities"), "`note` must say in words for whom it is")
        if channel.get("municipalities") and document.data["region"] == "landelijk":
            yield document.problem((*where, "municipalities"), "a national desk has no channel of one region")


def _opening(document: Document, where: Where, channel: dict[str, Any]) -> Iterator[Problem]:
    if "open" in channel and "hours" in channel:
        yield document.problem((*where, "hours"), "`hours` beside `open`: its words follow from `open`")
    try:
        parse(channel.get("open", "24/7"))
    except BadHours as error:
        yield document.problem((*where, "open"), f"no opening hours: {error}")


def _ladders(pack: Pack) -> Iterator[Problem]:
    desks = pack.all("desk")
    for document in _documents(pack, "ladder"):
        data = document.data
        yield from _unknown(document, ("ask",), data["ask"], FACETS, "question")
        for key in ("danger", "always", "after_school", "after_board", "when_stuck"):
            yield from _unknown(document, (key,), data.get(key, ()), desks, "desk")
        for key in ("ladder", "information_only"):
            for audience, ids in data.get(key, {}).items():
                yield from _unknown(document, (key, audience), ids, desks, "desk")
                yield from _incompetent(document, (key, audience), ids, audience, desks)
        for audience in pack.all("topic").get(data["id"], {}).get("for", ()):
            if audience != "school" and audience not in data["ladder"]:
                yield document.problem(("ladder",), f"route without exit: no ladder for {audience}")


def _incompetent(document: Document, where: Where, ids: Any, audience: str, desks: Any) -> Iterator[Problem]:
    topic = document.data["id"]
    for place, id in enumerate(ids):
        rows = desks[id]["competence"] if id in desks else ()
        if rows and not any(
            audience in row["audiences"]
            and (row["topics"] == "all" or topic in row["topics"] or topic == "anders")
            for row in rows
        ):
            yield document.problem(
                (*where, place), f"{id} is not for {audience} with {topic}: see its competence"
            )


def _rules(pack: Pack) -> Iterator[Problem]:
    document = pack.document("rules", "rules")
    data, desks = document.data, pack.all("desk")
    for key in ("start", "crisis", "later", "last", "school"):
        yield from _unknown(document, (key,), data[key], desks, "desk")
    for key in ("always", "fallback"):
        for audience in LISTED[key]:
            if audience not in data[key]:
                yield document.problem((key,), f"no list for {audience}")
        for audience, ids in data[key].items():
            yield from _unknown(document, (key, audience), ids, desks, "desk")
    answers = {
        id: [value["id"] for value in question["values"]] for id, question in pack.all("question").items()
    }
    yield from _unknown(document, ("never_after",), data["never_after"], answers.get("who", ()), "answer")
    for who, ids in data["never_after"].items():
        yield from _unknown(document, ("never_after", who), ids, desks, "desk")
        yield from _unknown(document, ("reasons",), [f"over_{who}"], data["reasons"], "reason")
    for place, rule in enumerate(data["rules"]):
        yield from _rule(document, ("rules", place), rule, pack, answers)
    yield from _twice(document, ("rules",), "id")
    yield from _reasons(document)


def _reasons(document: Document) -> Iterator[Problem]:
    """Every reason is given by a rule or by the program, and those that the program gives are there."""
    reasons = document.data["reasons"]
    for reason in NEEDED:
        if reason not in reasons:
            yield document.problem(("reasons",), f"this reason is needed: {reason}")
    used = {rule.get(key) for rule in document.data["rules"] for key in ("reason", "note")}
    for reason in reasons:
        if reason not in used and reason not in NEEDED and not reason.startswith("over_"):
            yield document.problem(("reasons", reason), f"no rule gives this reason: {reason}")


def _rule(
    document: Document, where: Where, rule: Any, pack: Pack, answers: dict[str, list[str]]
) -> Iterator[Problem]:
    for key in ("topics", "not_topics"):
        yield from _unknown(document, (*where, key), rule.get(key, ()), pack.all("topic"), "topic")
    for key in ("reason", "note"):
        if key in rule:
            yield from _unknown(document, (*where, key), [rule[key]], document.data["reasons"], "reason")
    about = rule.get("reason", "").removeprefix("over_")
    if rule.get("reason", "").startswith("over_") and rule["when"].get("who", [about]) != [about]:
        yield document.problem((*where, "reason"), f"this reason is true for who: [{about}] only")
    yield from _rule_desks(document, where, rule, pack)
    for facet, values in rule["when"].items():
        if facet not in answers:
            yield document.problem((*where, "when", facet), f"no such question: {facet}")
        else:
            yield from _unknown(
                document, (*where, "when", facet), values, (*answers[facet], *EXITS), "answer"
            )


def _rule_desks(document: Document, where: Where, rule: Any, pack: Pack) -> Iterator[Problem]:
    desks = pack.all("desk")
    for key in ("ladder", "drop", "front"):
        yield from _unknown(document, (*where, key), rule.get(key, ()), desks, "desk")
    for key in ("first", "lift"):
        for audience, ids in rule.get(key, {}).items():
            yield from _unknown(document, (*where, key, audience), ids, desks, "desk")


def _sources(pack: Pack) -> Iterator[Problem]:
    document = pack.document("sources", "sources")
    files = [*_documents(pack, "right"), *_documents(pack, "desk")]
    named = {id for file in files for key in ("sources", "basis") for id in file.data.get(key, ())}
    for place, law in enumerate(document.data["laws"]):
        if law["evidence"] in SHOWN and law["id"] not in named:
            yield document.problem(("laws", place), f"nothing rests on this source: {law['id']}")


def _rights(pack: Pack) -> Iterator[Problem]:
    laws = {law["id"]: law for law in pack.get("sources", "sources")["laws"]}
    used = {id for topic in pack.all("topic").values() for id in topic["rights"]}
    for document in _documents(pack, "right"):
        yield from _unknown(document, ("sources",), document.data["sources"], laws, "source")
        for place, id in enumerate(document.data["sources"]):
            law = laws.get(id)
            if law and law["evidence"] not in SHOWN:
                yield document.problem(
                    ("sources", place), f"evidence {law['evidence']} is too weak to be shown: {id}"
                )
            if law and (law["status"] == "bill") != (document.data["status"] == "bill"):
                yield document.problem(("status",), f"a bill must be called a bill, and only a bill: {id}")
        if document.data["id"] not in used:
            yield document.problem(("id",), "no topic names this right")


PROSE = ("desk", "topic", "right", "question", "text", "rules", "ladder")
NO_PROSE = ("source", "value", "open", "note", "phrases", "officialese", "address", "url")


def _readable(pack: Pack) -> Iterator[Problem]:
    """Sentence length in every language, officialese in Dutch."""
    settings = pack.get("pack", "pack")
    for language, kinds in pack.documents.items():
        for kind in PROSE:
            for document in kinds.get(kind, {}).values():
                yield from _tiring(document, settings["mean_sentence"])
                for where, text in words.texts(document.data):
                    if any(part in NO_PROSE for part in where):
                        continue
                    yield from _long(document, where, text, settings["longest_sentence"])
                    if language == SOURCE:
                        for word in words.officialese(text, settings["officialese"]):
                            yield document.problem(where, f"officialese: '{word}'")


def _tiring(document: Document, mean: float) -> Iterator[Problem]:
    """A file whose sentences are too long on the whole, though none of them is by itself."""
    found = [
        text for where, text in words.texts(document.data) if not any(part in NO_PROSE for part in where)
    ]
    counts = [words.word_count(sentence) for text in found for sentence in words.sentences(text)]
    if counts and sum(counts) / len(counts) > mean:
        average = sum(counts) / len(counts)
        yield Problem(document.file, 1, f"{average:.1f} words a sentence on average, at most {mean}")


def _long(document: Document, where: Where, text: str, longest: int) -> Iterator[Problem]:
    for sentence in words.sentences(text):
        count = words.word_count(sentence)
        if count > longest:
            yield document.problem(
                where, f"sentence of {count} words, at most {longest}: {sentence[:60]} ..."
            )
