"""One YAML file into plain data, with the line of every value.

Stricter than YAML itself, because editors write these files and a silent surprise can send a child to the
wrong place: no aliases (a loop of them never ends), no duplicate keys (the first would vanish without a
word), no tags, no huge files.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from math import isfinite
from pathlib import Path
from typing import Any

import yaml
from yaml.constructor import SafeConstructor
from yaml.resolver import Resolver

from wegwijzer.pack.problems import Problem

LARGEST_FILE = 256 * 1024  # bytes; the largest real file is a tenth of this
DEEPEST = 20

Where = tuple[str | int, ...]

_resolver = Resolver()
_constructor = SafeConstructor()


@dataclass(frozen=True)
class Document:
    """A file that was read: its data, and `lines`: path inside the data -> line, counted from 1."""

    file: str
    data: dict[str, Any]
    lines: dict[Where, int] = field(default_factory=dict, repr=False)

    def line(self, where: Where) -> int:
        """The line of a value, or of the nearest value around it."""
        while where and where not in self.lines:
            where = where[:-1]
        return self.lines.get(where, 1)

    def problem(self, where: Where, message: str) -> Problem:
        return Problem(self.file, self.line(where), message)


class _Mistake(Exception):
    def __init__(self, line: int, message: str) -> None:
        self.line, self.message = line, message


def read(path: Path, name: str) -> Document | Problem:
    """Read one file. A file that cannot be read gives a `Problem`, never an exception."""
    text = text_of(path, name, LARGEST_FILE)
    return text if isinstance(text, Problem) else parse(text, name)


def text_of(path: Path, name: str, largest: int) -> str | Problem:
    """The text of a plain file of at most so many bytes."""
    try:
        if path.is_symlink() or not path.is_file():
            return Problem(name, 1, "not a plain file")
        with path.open("rb") as file:
            raw = file.read(largest + 1)
        if len(raw) > largest:
            return Problem(name, 1, f"file is larger than {largest // 1024} kB")
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return Problem(name, 1, "file is not UTF-8 text")
    except OSError as error:
        return Problem(name, 1, f"file cannot be read: {error.strerror}")


def parse(text: str, name: str) -> Document | Problem:
    """Parse the text of one file; see `read`."""
    lines: dict[Where, int] = {}
    try:
        events = _events(text)
        data = _value(events, (), lines)
        for left in events:  # a second document is found here
            raise _Mistake(_line(left), "something stands behind the end")
    except _Mistake as mistake:
        return Problem(name, mistake.line, mistake.message)
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        return Problem(name, line, "not valid YAML: a character stands here that no text file should have")
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return Problem(
            name, mark.line + 1 if mark else 1, f"not valid YAML: {error.problem or error.context}"
        )
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        return Problem(name, 1, f"not valid YAML: {type(error).__name__}")
    if not isinstance(data, dict):
        return Problem(name, 1, "file must hold a mapping of keys to values")
    return Document(name, data, lines)


def _events(text: str) -> Iterator[yaml.Event]:
    wrapping = (yaml.StreamStartEvent, yaml.StreamEndEvent, yaml.DocumentStartEvent, yaml.DocumentEndEvent)
    documents = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise _Mistake(_line(event), "more than one document in a file")
        if not isinstance(event, wrapping):
            yield event


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _value(events: Iterator[yaml.Event], where: Where, lines: dict[Where, int]) -> Any:
    event = next(events, None)
    if event is None:
        raise _Mistake(1, "file is empty")
    return _build(event, events, where, lines)


def _build(event: yaml.Event, events: Iterator[yaml.Event], where: Where, lines: dict[Where, int]) -> Any:
    line = _line(event)
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        raise _Mistake(line, "anchors and aliases (& and *) are not allowed")
    if len(where) > DEEPEST:
        raise _Mistake(line, "nested too deep")
    lines[where] = line
    if isinstance(event, yaml.ScalarEvent):
        return _scalar(event, line)
    if event.tag not in (None, "!"):  # type: ignore[attr-defined]  # only start events come here, and they have a tag
        raise _Mistake(line, f"tags are not allowed: {event.tag}")  # type: ignore[attr-defined]  # the same
    if isinstance(event, yaml.SequenceStartEvent):
        return _sequence(events, where, lines)
    return _mapping(events, where, lines)


def _sequence(events: Iterator[yaml.Event], where: Where, lines: dict[Where, int]) -> list[Any]:
    items: list[Any] = []
    while not isinstance(event := next(events), yaml.SequenceEndEvent):
        items.append(_build(event, events, (*where, len(items)), lines))
    return items


def _mapping(events: Iterator[yaml.Event], where: Where, lines: dict[Where, int]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        line = _line(event)
        if not isinstance(event, yaml.ScalarEvent) or event.anchor or event.tag not in (None, "!"):
            raise _Mistake(line, "a key must be a plain word")
        key = event.value
        if key in found:
            raise _Mistake(line, f"key '{key}' stands here twice")
        found[key] = None
        found[key] = _value(events, (*where, key), lines)
        lines[(*where, key)] = line
    return found


def _scalar(event: yaml.ScalarEvent, line: int) -> Any:
    if event.tag not in (None, "!"):
        raise _Mistake(line, f"tags are not allowed: {event.tag}")
    tag = _resolver.resolve(yaml.ScalarNode, event.value, event.implicit)  # type: ignore[no-untyped-call]  # untyped there
    try:
        value = _constructor.construct_object(yaml.ScalarNode(tag, event.value))
    except (ValueError, IndexError, yaml.YAMLError) as error:
        raise _Mistake(
            line, f"not valid YAML: this means nothing, put quotes around it: {event.value[:40]}"
        ) from error
    if isinstance(value, float) and not isfinite(value):
        raise _Mistake(line, f"no number: {event.value}")
    # Dates stay text in the pack, so that what is read can be written down as JSON and read back the same.
    return value.isoformat() if isinstance(value, date) else value
