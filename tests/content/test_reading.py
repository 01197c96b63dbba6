"""Whatever stands in a file: data with lines, or one problem with a line. Never an exception.

Not among tests/rules, where YAML is out of reach.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from wegwijzer.pack.problems import Problem
from wegwijzer.pack.reading import LARGEST_FILE, Document, parse, read

GOOD = """\
id: pesten
# Why this number: it stands in addresses.
number: 1
for:
  leerling: {option: Ik word gepest, say: 'Ik: gepest'}
tips:
  - Schrijf op
  - Vertel het,
    ook aan een ander
checked: 2026-11-23
open: true
nothing:
"""
LAUGHS = "a: &a [ha, ha]\nb: &b [*a, *a, *a]\nc: &c [*b, *b, *b]\nd: [*c, *c, *c]\n"

# name of the case -> (text, line of the problem, words in it)
MISTAKES = {
    "a key that stands there twice": ("a: 1\nb: 2\na: 3\n", 3, "stands here twice"),
    "a key twice, further in": ("a:\n  b: 1\n  c: 2\n  b: 3\n", 4, "'b' stands here twice"),
    "an anchor": ("a: 1\nb: &x [1]\n", 2, "anchors and aliases"),
    "an alias": ("a: 1\nb: *x\n", 2, "anchors and aliases"),
    "an alias as a key": ("a: 1\n*x : 2\n", 2, "a key must be a plain word"),
    "an anchor on a key": ("a: 1\n&x b: 2\n", 2, "a key must be a plain word"),
    "a loop of aliases": ("a: &a\n  - *a\n", 1, "anchors and aliases"),
    "a billion laughs": (LAUGHS, 1, "anchors and aliases"),
    "a tag on a value": ("a: 1\nb: !!python/object:os.system x\n", 2, "tags are not allowed"),
    "a tag on a list": ("a: 1\nb: !x [1]\n", 2, "tags are not allowed"),
    "a tag on a mapping": ("a: 1\nb: !!set {c: 1}\n", 2, "tags are not allowed"),
    "a tag on a key": ("a: 1\n!x b: 2\n", 2, ""),
    "binary": ("a: 1\nb: !!binary aGk=\n", 2, "tags are not allowed"),
    "a list as a key": ("a: 1\n? [b]\n: 2\n", 2, "a key must be a plain word"),
    "two documents": ("a: 1\n---\nb: 2\n", 2, "more than one document"),
    "two documents, the second broken": ("a: 1\n---\nb: [\n", 2, ""),
    "what follows the end of the document": ("a: 1\n...\n]\n", 3, ""),
    "nothing": ("", 1, "file is empty"),
    "nothing but a comment": ("# later\n\n", 1, "file is empty"),
    "a list at the top": ("- a\n- b\n", 1, "must hold a mapping"),
    "a word at the top": ("hello\n", 1, "must hold a mapping"),
    "nothing at the top": ("~\n", 1, "must hold a mapping"),
    "a tab before a key": ("a:\n\tb: 1\n", 2, "not valid YAML"),
    "a key too far to the right": ("a: 1\n  b: 2\n", 2, "not valid YAML"),
    "a key too far to the left": ("a:\n    b: 1\n  c: 2\n", 3, "not valid YAML"),
    "a quote that is not closed": ("a: 1\nb: 'no end\n", 3, "not valid YAML"),
    "a bracket that is not closed": ("a: [1, 2\n", 2, "not valid YAML"),
    "a colon in a sentence": ("a: 1\nb: zeg: hallo\n", 2, "not valid YAML"),
    "lists too deep": ("a:\n " + "[" * 30 + "]" * 30 + "\n", 2, "nested too deep"),
    "mappings too deep": ("a: " + "{a: " * 30 + "1" + "}" * 30 + "\n", 1, "nested too deep"),
    "lists far too deep": ("a: " + "[" * 100_000, 1, "nested too deep"),
    "a day that does not exist": ("a: 1\nchecked: 2026-02-30\n", 2, "not valid YAML"),
    "a number without digits": ("a: 1\nb: 0x_\n", 2, "not valid YAML"),
    "a number without end": ("a: 1\nb: " + "9" * 5000 + "\n", 2, "not valid YAML"),
    "an equals sign alone": ("a: 1\nb: =\n", 2, "not valid YAML"),
    "no number": ("a: 1\nb: .nan\n", 2, ""),
    "more than any number": ("a: 1\nb: -.inf\n", 2, ""),
    "NUL": ("a: 1\nb: \x00\n", 2, "not valid YAML"),
    "a character of control": ("a: 1\nb: \x07\n", 2, "not valid YAML"),
}


def test_a_good_file_gives_data_and_the_line_of_every_value():
    document = parse(GOOD, "nl/topics/pesten.yaml")
    assert isinstance(document, Document)
    assert document.data == {
        "id": "pesten",
        "number": 1,
        "for": {"leerling": {"option": "Ik word gepest", "say": "Ik: gepest"}},
        "tips": ["Schrijf op", "Vertel het, ook aan een ander"],
        "checked": "2026-11-23",
        "open": True,
        "nothing": None,
    }
    lines = {("id",): 1, ("number",): 3, ("for", "leerling", "say"): 5, ("tips",): 6, ("tips", 1): 8}
    assert {where: document.line(where) for where in lines} == lines
    assert str(document.problem(("tips", 0), "too short")) == "nl/topics/pesten.yaml:7: too short"


def test_what_is_missing_has_the_line_of_what_stands_around_it():
    document = parse(GOOD, "x.yaml")
    assert isinstance(document, Document)
    assert document.line(("for", "leerling", "headline")) == 5
    assert document.line(("tips", 7)) == 6
    assert document.line(("nowhere", "at", "all")) == 1


@pytest.mark.parametrize(("text", "line", "words"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_one_problem_with_file_and_line(text, line, words):
    found = parse(text, "nl/x.yaml")
    assert isinstance(found, Problem)
    assert (found.file, found.line) == ("nl/x.yaml", line)
    assert words in found.message


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"a: caf\xe9\n", "not UTF-8"),
        (b"\xff\xfea\x00:\x00 \x001\x00", "not UTF-8"),
        (b"a: " + b"x" * 10_000_000, "larger than 256 kB"),
        (b"a: " + b"x" * LARGEST_FILE, "larger than 256 kB"),
        (b"", "file is empty"),
    ],
)
def test_a_file_that_cannot_be_text_is_a_problem(tmp_path, content, words):
    path = tmp_path / "x.yaml"
    path.write_bytes(content)
    found = read(path, "nl/x.yaml")
    assert isinstance(found, Problem)
    assert words in found.message


def test_a_file_that_is_not_there_or_is_a_folder_is_a_problem(tmp_path):
    (tmp_path / "folder.yaml").mkdir()
    (tmp_path / "nowhere.yaml").symlink_to(tmp_path / "gone")
    for name in ("missing.yaml", "folder.yaml", "nowhere.yaml"):
        found = read(tmp_path / name, name)
        assert isinstance(found, Problem)
        assert "not a plain file" in found.message


@pytest.mark.parametrize("text", ["\ufeffa: 1\n", "a: 1\r\n", "--- # begin\na: 1\n...\n", "{a: 1}"])
def test_what_editors_of_text_add_does_no_harm(text):
    document = parse(text, "x.yaml")
    assert isinstance(document, Document)
    assert document.data == {"a": 1}


def assert_document_or_problem(found: Document | Problem) -> None:
    assert found.file == "x.yaml"
    if isinstance(found, Problem):
        assert found.line >= 1
        assert "\n" not in found.message
        return
    assert json.loads(json.dumps(found.data, allow_nan=False)) == found.data
    assert all(line >= 1 for line in found.lines.values())


def places(data: Any, where: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    yield where
    for key, value in (
        data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    ):
        yield from places(value, (*where, key))


words = st.text(st.characters(exclude_categories=("C", "Zl", "Zp")), max_size=8)
plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=12,
)


@given(st.dictionaries(words, plain, max_size=4))
def test_plain_data_written_as_yaml_comes_back_the_same_with_a_line_for_each_value(data):
    document = parse(yaml.safe_dump(json.loads(json.dumps(data)), allow_unicode=True), "x.yaml")
    assert isinstance(document, Document)
    assert document.data == data
    assert set(places(data)) <= document.lines.keys()


# Random text is seldom YAML; pieces of YAML put together at random nearly are.
PIECES = st.sampled_from(
    [
        *"abc01-:?[]{},&*!|>'\"%@`#~= \t\r\n",
        ": ",
        "\n  ",
        "\n- ",
        "---\n",
        "...\n",
        "<<: ",
        "!!",
        "&a ",
        "*a ",
    ]
    + [
        "0x",
        "0b",
        "1:30",
        ".nan",
        "-.inf",
        "1e9",
        "2026-11-23",
        "12:00:00Z",
        "yes",
        "null",
        "\\ud800",
        "\ufeff",
    ]
)


@given(st.text() | st.lists(PIECES, max_size=40).map("".join))
def test_no_text_whatever_raises(text):
    assert_document_or_problem(parse(text, "x.yaml"))


@given(st.binary() | st.lists(PIECES, max_size=40).map(lambda pieces: "".join(pieces).encode("utf-16")))
def test_no_bytes_whatever_raise(tmp_path_factory, content):
    path = Path(tmp_path_factory.getbasetemp() / "any.yaml")
    path.write_bytes(content)
    assert_document_or_problem(read(path, "x.yaml"))
