"""What is wrong with the sentences that the finder learns from.

An answer that does not exist, a text that stands twice, something that looks like a number of a real person.
"""

from collections.abc import Iterator

from wegwijzer.pack.load import Pack
from wegwijzer.pack.personal import PERSONAL
from wegwijzer.pack.problems import Problem
from wegwijzer.pack.reading import Document
from wegwijzer.pack.tables import LONGEST_TEXT

ANY_OTHER = "anders"  # a question that is not for us, of no kind that we have an answer to


def learning_problems(pack: Pack) -> Iterator[Problem]:
    """Every mistake in the tables, the signals and the kinds of questions that are for others."""
    yield from _signals(pack)
    known = _known(pack)
    seen: dict[str, str] = {}  # text -> where it stands
    for language in sorted(pack.documents):
        for kind in ("examples", "cues"):
            for document in pack.documents[language].get(kind, {}).values():
                for place, row in enumerate(document.data["rows"]):
                    yield from _row(document, place, row, known)
                    text, here = (
                        row.get("text", "").casefold(),
                        f"{document.file}:{document.line(('rows', place))}",
                    )
                    if (first := seen.setdefault(text, here)) != here:
                        yield document.problem(("rows", place), f"this text stands in {first} already")


def _signals(pack: Pack) -> Iterator[Problem]:
    document = pack.document("signals", "signals")
    for place, signal in enumerate(document.data["signals"]):
        for line in signal["lines"]:
            if line not in pack.all("desk"):
                yield document.problem(("signals", place, "lines"), f"no such desk: {line}")
        if signal.get("topic", "") not in ("", *pack.all("topic")):
            yield document.problem(("signals", place, "topic"), f"no such topic: {signal['topic']}")


def _known(pack: Pack) -> dict[str, set[str]]:
    """column -> what may stand in it."""
    answers = {
        facet: {value["id"] for value in pack.all("question").get(facet, {"values": ()})["values"]}
        for facet in ("audience", "stage", "stuck", "who", "sector")
    }
    return {
        **answers,
        "topics": set(pack.all("topic")),
        "signal": {signal["id"] for signal in pack.get("signals", "signals")["signals"]},
        "fear": {"ja"},
        "out_of_scope": {ANY_OTHER, *pack.get("elsewhere", "elsewhere")["kinds"]},
    }


def _row(
    document: Document, place: int, row: dict[str, object], known: dict[str, set[str]]
) -> Iterator[Problem]:
    where = ("rows", place)
    text = str(row.get("text", ""))
    if not text:
        yield document.problem(where, "a row without a text")
    if len(text) > LONGEST_TEXT:
        yield document.problem(where, f"text of {len(text)} characters, at most {LONGEST_TEXT}")
    if PERSONAL.search(text):
        yield document.problem(
            where, "a number or an address stands in the text; made-up sentences have none"
        )
    for column, allowed in known.items():
        cell = row.get(column, ())
        for value in cell if isinstance(cell, list) else [cell] if cell else ():
            if value not in allowed:
                yield document.problem(where, f"{column}: no such value: {value}")
