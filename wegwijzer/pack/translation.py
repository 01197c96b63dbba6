"""Whether a language says everything that the Dutch says, and nothing more."""

from collections.abc import Iterator
from typing import Any

from wegwijzer.pack.load import SOURCE, Pack
from wegwijzer.pack.problems import Problem
from wegwijzer.pack.reading import Document, Where

# What is words in each kind of file; the rest is structure and stands in Dutch only.
WORDS: dict[str, tuple[str, ...]] = {
    "pack": ("groups",),
    "question": ("title", "hint", "why", "values"),
    "topic": ("name", "short", "for", "about", "danger", "tips", "duties"),
    "phrases": (),
    "desk": ("name", "sentence", "channels", "can", "cannot", "find", "happens", "step"),
    "ladder": ("skip",),
    "elsewhere": ("kinds",),
    "rules": ("reasons",),
    "right": ("title", "text", "do", "know"),
    "text": (),
    "sources": ("laws",),
}
NOT_WORDS = (
    *(
        "id",
        "icon",
        "number",
        "for",
        "sectors",
        "desk",
        "desks",
        "dir",
        "language_name",
        "href",
        "url",
        "called",
    ),
    *("type", "value", "open", "languages", "municipalities", "evidence", "source", "checked"),
    *("short", "article", "text_date", "status", "web"),
)


def translation_problems(pack: Pack) -> Iterator[Problem]:
    """Every missing word of every whole language, and the emergency page of the others."""
    settings = pack.get("pack", "pack")
    for language in settings["languages"]:
        if language != SOURCE:
            yield from _whole(pack, language)
    for language in settings["emergency_languages"]:
        yield from _one(pack, language, "text", "nood")


def _whole(pack: Pack, language: str) -> Iterator[Problem]:
    for kind in WORDS:
        for id, document in pack.documents[SOURCE].get(kind, {}).items():
            if kind == "ladder" and "skip" not in document.data:
                continue
            yield from _one(pack, language, kind, id)
        yield from _only_words(pack, language, kind)


def _only_words(pack: Pack, language: str, kind: str) -> Iterator[Problem]:
    """A translation holds words, and only of what there is in Dutch."""
    for id, document in pack.documents.get(language, {}).get(kind, {}).items():
        if id not in pack.documents[SOURCE].get(kind, {}):
            yield document.problem((), f"there is no such file in Dutch: {id}")
        for key in document.data if WORDS[kind] else ():
            if key not in ("id", *WORDS[kind]):
                yield document.problem((key,), f"only words stand in a translation, not: {key}")


def _one(pack: Pack, language: str, kind: str, id: str) -> Iterator[Problem]:
    original = pack.documents[SOURCE].get(kind, {}).get(id)
    translated = pack.documents.get(language, {}).get(kind, {}).get(id)
    if original is None:
        return
    if translated is None:
        name = original.file.split("/", 1)[1]
        yield Problem(f"{language}/{name}", 1, "missing translation: the file is not there")
        return
    keys = WORDS[kind] or [key for key in original.data if key not in NOT_WORDS]
    if kind == "phrases" and not translated.data.get("phrases"):
        yield translated.problem(("phrases",), "missing translation: no phrases")
    for key in keys if kind != "phrases" else ():
        if key in original.data:
            yield from _same(translated, (key,), original.data[key], translated.data.get(key))


def _same(document: Document, where: Where, original: Any, found: Any) -> Iterator[Problem]:
    """The same keys and lengths all the way down, and words where there are words."""
    if isinstance(original, dict):
        yield from _same_mapping(document, where, original, found)
    elif isinstance(original, list):
        if not original and found is None:
            return
        if not isinstance(found, list) or len(found) != len(original):
            yield document.problem(where, f"missing translation: {len(original)} items expected")
            return
        for place, (left, right) in enumerate(zip(original, found, strict=True)):
            yield from _same(document, (*where, place), left, right)
    elif isinstance(original, str) and original and not (isinstance(found, str) and found):
        yield document.problem(where, "missing translation")


def _same_mapping(
    document: Document, where: Where, original: dict[str, Any], found: Any
) -> Iterator[Problem]:
    if not isinstance(found, dict):
        yield document.problem(where, "missing translation")
        return
    if "id" in original and found.get("id", original["id"]) != original["id"]:
        yield document.problem((*where, "id"), f"expected {original['id']} here")
    for key, value in original.items():
        if key in NOT_WORDS and not (key == "for" and isinstance(value, dict)):
            continue
        yield from _same(document, (*where, key), value, found.get(key))
    for key in found.keys() - original.keys():
        yield document.problem((*where, key), f"not in the Dutch text: {key}")
