"""Every mistake in the pack is named with its file and its line.

Each row breaks the small pack in one place. The line that is named must hold the wrong word itself, so that
an editor who jumps there sees it.
"""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.content.small_pack import desk, ladder, make_pack, put, small_files, write
from wegwijzer.pack.check import check
from wegwijzer.pack.problems import Problem

TODAY = date(2026, 11, 23)
ROOT = Path(__file__).parents[2]
WEGWIJZER = Path(sys.executable).with_name("wegwijzer")
RULES = "nl/ladders/rules.yaml"
LONG = (
    "Dit is een zin die maar doorgaat en doorgaat zodat niemand nog weet waar hij of zij ooit begon te lezen."
)
HARD = {"je": "Bel indien nodig.", "u": "Bel indien nodig."}

# file, place in its data, what is put there, words of the problem, what stands on the line that is named
UNKNOWN = [
    ("nl/topics/ruzie.yaml", ("group",), "nergens", "no such group: nergens", "nergens"),
    ("nl/topics/ruzie.yaml", ("rights", 0), "nergens", "no such right: nergens", "nergens"),
    ("nl/pack.yaml", ("most_chosen", "leerling", 0), "nergens", "no such topic: nergens", "nergens"),
    ("nl/desks/mentor.yaml", ("basis",), ["nergens"], "no such source: nergens", "nergens"),
    ("nl/desks/mentor.yaml", ("competence", 0, "topics"), ["nergens"], "no such topic: nergens", "nergens"),
    ("nl/desks/mentor.yaml", ("competence", 0, "stages"), ["nergens"], "no such answer: nergens", "nergens"),
    ("nl/rights/veilig.yaml", ("sources", 0), "nergens", "no such source: nergens", "nergens"),
    ("nl/ladders/ruzie.yaml", ("ask", 0), "nergens", "no such question: nergens", "nergens"),
    ("nl/ladders/ruzie.yaml", ("ladder", "ouder", 1), "nergens", "no such desk: nergens", "nergens"),
    (
        "nl/ladders/ruzie.yaml",
        ("information_only", "school", 0),
        "nergens",
        "no such desk: nergens",
        "nergens",
    ),
    *(
        ("nl/ladders/ruzie.yaml", (key, 0), "nergens", "no such desk: nergens", "nergens")
        for key in ("danger", "always", "after_school", "after_board", "when_stuck")
    ),
    *(
        (RULES, (key, 0), "nergens", "no such desk: nergens", "nergens")
        for key in ("start", "crisis", "later", "last", "school")
    ),
    (RULES, ("always", "ouder", 0), "nergens", "no such desk: nergens", "nergens"),
    (RULES, ("fallback", "ouder", 0), "nergens", "no such desk: nergens", "nergens"),
    (RULES, ("never_after", "directie", 0), "nergens", "no such desk: nergens", "nergens"),
    (RULES, ("never_after", "nergens"), ["mentor"], "no such answer: nergens", "nergens"),
    (RULES, ("rules", 0, "first", "ouder", 0), "nergens", "no such desk: nergens", "nergens"),
    (RULES, ("rules", 1, "lift", "ouder", 0), "nergens", "no such desk: nergens", "nergens"),
    (RULES, ("rules", 3, "drop", 0), "nergens", "no such desk: nergens", "nergens"),
    (RULES, ("rules", 3, "front", 0), "nergens", "no such desk: nergens", "nergens"),
    (RULES, ("rules", 3, "ladder"), ["nergens"], "no such desk: nergens", "nergens"),
    (RULES, ("rules", 1, "topics", 0), "nergens", "no such topic: nergens", "nergens"),
    (RULES, ("rules", 5, "not_topics", 0), "nergens", "no such topic: nergens", "nergens"),
    (RULES, ("rules", 0, "reason"), "nergens", "no such reason: nergens", "nergens"),
    (RULES, ("rules", 5, "note"), "nergens", "no such reason: nergens", "nergens"),
    (RULES, ("rules", 0, "when", "nergens"), ["po"], "no such question: nergens", "nergens"),
    (RULES, ("rules", 0, "when", "safety", 0), "nergens", "no such answer: nergens", "nergens"),
]
FACTS = [
    ("nl/desks/mentor.yaml", ("channels", 0, "source"), ..., '"source" is a required', "type: phone"),
    ("nl/desks/mentor.yaml", ("source",), ..., '"source" is a required', "id: mentor"),
    ("nl/ladders/ruzie.yaml", ("source",), ..., '"source" is a required', "id: ruzie"),
    ("nl/rights/veilig.yaml", ("sources",), [], "", "sources"),
    ("nl/desks/mentor.yaml", ("channels", 0, "evidence"), "C", "", "evidence: C"),
    ("nl/sources.yaml", ("laws", 0, "status"), "bill", "", "status"),
    ("nl/rights/straks.yaml", ("status",), "law", "a bill must be called a bill", "status: law"),
    ("nl/rights/veilig.yaml", ("status",), "bill", "a bill must be called a bill", "status: bill"),
    ("nl/desks/mentor.yaml", ("channels", 0, "checked"), "2025-05-22", "before 2026-11-22", "2025-05-22"),
    ("nl/desks/mentor.yaml", ("channels", 0, "checked"), "2026-02-30", "", "2026-02-30"),
    ("nl/desks/mentor.yaml", ("channels", 0, "checked"), "9999-12-31", "", "9999-12-31"),
    ("nl/desks/mentor.yaml", ("channels", 0, "checked"), "2062-11-23", "", "2062-11-23"),
    ("nl/desks/mentor.yaml", ("channels", 0, "open"), "ma 09:00-17:00", "no opening hours: 'ma' is", "ma 09"),
    ("nl/desks/mentor.yaml", ("channels", 0, "languages"), ["Engels"], "", "Engels"),
    ("nl/desks/mentor.yaml", ("channels", 0, "for"), ["buren"], "", "buren"),
    ("nl/desks/mentor.yaml", ("channels",), [], "`find` does not say where to look", "channels"),
    ("nl/ladders/ruzie.yaml", ("ladder", "ouder"), ..., "route without exit: no ladder for ouder", "ladder:"),
    ("nl/topics/brand.yaml", ("number",), 1, "number 1 is already used", "number: 1"),
    ("nl/questions/who.yaml", ("number",), 1, "number 1 is already used", "number: 1"),
    ("nl/questions/sector.yaml", ("values", 1, "number"), 1, "number 1 is used twice", "number: 1"),
    ("nl/questions/sector.yaml", ("values", 1, "id"), "po", "", "po"),
    ("nl/topics/brand.yaml", ("number",), 200, "", "number: 200"),
    (RULES, ("rules", 1, "id"), "bang", "", "bang"),
    (RULES, ("reasons", "when_first"), ..., "", "reasons"),
    (RULES, ("always", "ouder"), ..., "", "always"),
    (RULES, ("fallback", "ouder"), ..., "", "fallback"),
    (RULES, ("reasons", "idle"), {"u": "Zomaar."}, "no rule gives this reason: idle", "idle"),
    ("nl/topics/ruzie.yaml", ("colour",), "red", "Additional properties are not allowed", "id: ruzie"),
    ("nl/topics/ruzie.yaml", ("number",), "one", "", "number: one"),
    ("nl/topics/ruzie.yaml", ("id",), "brand", "differs from the name of the file", "id: brand"),
    ("nl/topics/brand.yaml", ("rights",), ["veilig"], "no topic names this right", "id: straks"),
]  # fmt: skip
WORDS = [
    ("nl/topics/ruzie.yaml", ("about", "u", 0), LONG, "sentence of 21 words, at most 20", "Dit is een zin"),
    ("nl/topics/ruzie.yaml", ("tips", "je"), ["Bel iemand.", LONG], "sentence of 21 words", "Dit is een zin"),
    ("en/topics/ruzie.yaml", ("about", "u", 0), LONG, "sentence of 21 words", "Dit is een zin"),
    ("nl/desks/mentor.yaml", ("step", "intro"), HARD, "officialese: 'indien'", "indien"),
    ("nl/texts/colofon.yaml", ("lead",), "U dient te bellen.", "officialese: 'dient te'", "dient te"),
    ("en/topics/ruzie.yaml", ("short",), ..., "missing translation", "id: ruzie"),
    ("en/topics/ruzie.yaml", ("short",), "", "missing translation", "short"),
    ("en/sources.yaml", ("laws", 0, "title"), ..., "missing translation", "id: wet_1"),
    ("en/sources.yaml", ("laws", 0, "id"), "wet_9", "expected wet_1 here", "id: wet_9"),
    ("en/topics/ruzie.yaml", ("danger", "je"), ..., "missing translation", "danger"),
    ("en/topics/ruzie.yaml", ("duties",), [], "missing translation: 1 items expected", "duties"),
    (
        "en/topics/ruzie.yaml",
        ("duties",),
        ["One.", "Two."],
        "missing translation: 1 items expected",
        "duties",
    ),
    (
        "en/topics/ruzie.yaml",
        ("about", "personeel"),
        ["More."],
        "not in the Dutch text: personeel",
        "personeel",
    ),
    ("en/questions/sector.yaml", ("values", 1, "id"), "so", "expected vo here", "id: so"),
    ("en/desks/mentor.yaml", ("channels",), ..., "missing translation", "id: mentor"),
    ("en/pack.yaml", ("groups", 0, "name"), ..., "missing translation", "id: veilig"),
    ("uk/texts/nood.yaml", ("lead",), ..., "missing translation", "title"),
    ("en/desks/mentor.yaml", ("human",), False, "", "human"),
    ("en/desks/mentor.yaml", ("channels", 0, "hours"), "every day", "not in the Dutch text: hours", "hours"),
    ("en/rights/veilig.yaml", ("sources",), ["wet_1"], "", "sources"),
]


def found_in(folder: Path) -> list[Problem]:
    return check(folder, TODAY)[1]


def test_the_small_pack_is_in_order(tmp_path):
    assert found_in(make_pack(tmp_path)) == []


ROWS = [*UNKNOWN, *FACTS, *WORDS]
NAMES = [
    f"{file} {'.'.join(map(str, where))} {'gone' if value is ... else value}"[:90]
    for file, where, value, *_ in ROWS
]


@pytest.mark.parametrize(("file", "where", "value", "words", "at"), ROWS, ids=NAMES)
def test_a_mistake_is_named_with_its_file_and_line(tmp_path, file, where, value, words, at):
    folder = write(tmp_path, put_in(file, where, value))
    named = [problem for problem in found_in(folder) if words in problem.message]
    assert named
    lines = [(folder / problem.file).read_text().splitlines()[problem.line - 1] for problem in named]
    assert any(at in line for line in lines), [str(problem) for problem in named]


def put_in(file, where, value):
    files = small_files()
    put(files[file], where, value)
    return files


@pytest.mark.parametrize(
    ("file", "words"),
    [
        ("nl/pack.yaml", "pack.yaml is missing or wrong"),
        ("nl/sources.yaml", "sources.yaml is missing or wrong"),
        ("nl/ladders/rules.yaml", "rules.yaml is missing or wrong"),
        ("nl/ladders/anders.yaml", "ladder anders is missing"),
        ("nl/ladders/ruzie.yaml", "topic without a file in ladder"),
        ("nl/phrases/ruzie.yaml", "topic without a file in phrases"),
        ("nl/questions/safety.yaml", "question safety is missing"),
        ("nl/desks/helpdesk.yaml", "desk helpdesk is missing"),
        ("nl/desks/escalatie.yaml", "desk escalatie is missing"),
        ("nl/texts/nood.yaml", "text nood is missing"),
        ("nl/texts/route.yaml", "text route is missing"),
        ("nl/topics/ruzie.yaml", "no such topic: ruzie"),
        ("en/topics/ruzie.yaml", "missing translation: the file is not there"),
        ("en/phrases/ruzie.yaml", "missing translation: the file is not there"),
        ("uk/texts/nood.yaml", "missing translation: the file is not there"),
    ],
)
def test_a_file_that_is_not_there_is_missed(tmp_path, file, words):
    assert words in " ".join(problem.message for problem in found_in(make_pack(tmp_path, **{file: None})))


@pytest.mark.parametrize(
    ("file", "data", "words"),
    [
        ("nl/topic/x.yaml", {"id": "x"}, "no file is expected here"),
        ("nl/x.yaml", {"id": "x"}, "no file is expected here"),
        ("nl/ladders/nergens.yaml", ladder("nergens"), "no such topic: nergens"),
        ("nl/phrases/nergens.yaml", {"id": "nergens", "phrases": ["x"]}, "no such topic: nergens"),
        ("en/topics/nergens.yaml", {"id": "nergens", "name": "Nowhere"}, "nergens"),
        ("nl/desks/x.yaml", desk("x", "moon", "listens"), "moon"),
        ("nl/topics/ruzie.yaml", "id: ruzie\nid: ruzie\n", "key 'id' stands here twice"),
        ("en/topics/ruzie.yaml", "- a\n", "must hold a mapping"),
    ],
)
def test_a_file_that_does_not_belong_is_named(tmp_path, file, data, words):
    found = found_in(make_pack(tmp_path, **{file: data}))
    assert [problem for problem in found if problem.file == file and (words in str(problem))]


def test_weak_evidence_is_not_shown(tmp_path):
    files = small_files()
    put(files["nl/sources.yaml"], ("laws", 0, "evidence"), "C")
    (problem,) = found_in(write(tmp_path, files))
    assert (problem.file, problem.message) == (
        "nl/rights/veilig.yaml",
        "evidence C is too weak to be shown: wet_1",
    )


def test_a_source_that_nothing_rests_on_is_named(tmp_path):
    files = small_files()
    for language in ("nl", "en"):
        laws = files[f"{language}/sources.yaml"]["laws"]
        laws.append({**laws[0], "id": "wet_3"})
    (problem,) = found_in(write(tmp_path, files))
    assert problem.message == "nothing rests on this source: wet_3"


def test_a_desk_on_a_ladder_it_is_not_for_is_named(tmp_path):
    files = small_files()
    put(files["nl/desks/commissie.yaml"], ("competence", 0, "audiences"), ["personeel"])
    found = found_in(write(tmp_path, files))
    assert {problem.file for problem in found} == {
        f"nl/ladders/{id}.yaml" for id in ("anders", "brand", "ruzie")
    }
    assert found[1].message == "commissie is not for ouder with brand: see its competence"
    assert "commissie" in (tmp_path / found[1].file).read_text().splitlines()[found[1].line - 1]


@pytest.mark.parametrize(
    ("address", "right"),
    [("https://loket.example", True), ("http://loket.example", False), ("loket.example", False)],
)
@pytest.mark.parametrize("type", ["web", "chat", "form"])
def test_an_address_begins_with_https(tmp_path, type, address, right):
    files = small_files()
    put(files["nl/desks/mentor.yaml"], ("channels", 0, "type"), type)
    put(files["nl/desks/mentor.yaml"], ("channels", 0, "value"), address)
    assert (found_in(write(tmp_path, files)) == []) is right


def test_hours_in_words_do_not_stand_beside_those_in_notation(tmp_path):
    files = small_files()
    files["nl/desks/mentor.yaml"]["channels"][0] |= {"open": "24/7", "hours": "dag en nacht"}
    files["en/desks/mentor.yaml"]["channels"][0] |= {"hours": "day and night"}
    (problem,) = found_in(write(tmp_path, files))
    assert (problem.file, problem.message) == (
        "nl/desks/mentor.yaml",
        "`hours` beside `open`: its words follow from `open`",
    )
    assert "hours" in (tmp_path / problem.file).read_text().splitlines()[problem.line - 1]


def test_what_is_known_of_a_channel_stands_in_dutch_and_its_words_in_every_language(tmp_path):
    files = small_files()
    known = {"open": "Mo-Fr 09:00-17:00", "anonymous": True, "for": ["leerling"], "languages": ["nl", "en"]}
    files["nl/desks/mentor.yaml"]["channels"][0] |= known
    assert found_in(write(tmp_path, files)) == []
    files["nl/desks/mentor.yaml"]["channels"][0] |= {"deaf": "Schrijf in de chat."}
    (problem,) = found_in(write(tmp_path, files))
    assert (problem.file, problem.message) == ("en/desks/mentor.yaml", "missing translation")


@pytest.mark.parametrize(
    ("evidence", "checked", "expired"),
    [
        ("A", "2025-05-24", False),
        ("A", "2025-05-23", True),
        ("B", "2025-11-24", False),
        ("B", "2025-11-23", True),
    ],
)
def test_a_fact_may_be_shown_as_long_as_its_evidence_allows(tmp_path, evidence, checked, expired):
    files = small_files()
    channel = {"evidence": evidence, "checked": checked}
    files["nl/desks/mentor.yaml"]["channels"][0] |= channel
    assert bool(found_in(write(tmp_path, files))) is expired


def test_problems_stand_in_the_order_of_files_and_lines_and_none_twice(tmp_path):
    files = put_in("nl/topics/ruzie.yaml", ("rights",), ["c", "b"])
    put(files["nl/desks/mentor.yaml"], ("basis",), ["a"])
    found = found_in(write(tmp_path, files))
    assert found == sorted(set(found))
    assert [problem.message[-1] for problem in found] == ["a", "c", "b"]


def every_place(data, before=()):
    for key, value in data.items() if isinstance(data, dict) else enumerate(data):
        yield (*before, key)
        if isinstance(value, dict | list) and value:
            yield from every_place(value, (*before, key))


PLACES = [(file, where) for file, data in small_files().items() for where in every_place(data)]
STRANGE = st.sampled_from(
    [
        None,
        "",
        " ",
        "x",
        "112",
        "2026-02-30",
        "9999-12-31",
        "0000-00-00",
        "https://",
        0,
        -1,
        10**30,
        1.5,
        True,
    ]
    + [[], {}, [[]], [{}], [None], {"x": []}, {"id": "x"}, ["x", "x"], float("inf"), float("nan"), ...]
)


@pytest.fixture(scope="module")
def strange_folder(tmp_path_factory) -> Path:
    """Written once; each example changes one file of it and puts it back."""
    return make_pack(tmp_path_factory.mktemp("strange"))


@settings(max_examples=120)
@given(st.sampled_from(PLACES), STRANGE)
def test_whatever_stands_in_one_place_the_pack_is_checked_to_the_end(strange_folder, place, value):
    file, where = place
    write(strange_folder, {file: put_in(file, where, value)[file]})
    try:
        for problem in found_in(strange_folder):
            assert problem.line >= 1
            assert problem.message
    finally:
        write(strange_folder, {file: small_files()[file]})


BROKEN = {
    "nothing": {},
    "an empty file": {"nl/pack.yaml": ""},
    "no YAML": {**small_files(), "nl/topics/ruzie.yaml": "a: [\n"},
    "bytes": {**small_files(), "nl/topics/ruzie.yaml": "\x00\x07"},
    "a loop": {**small_files(), "nl/topics/ruzie.yaml": "a: &a [*a]\n"},
    "a day that does not exist": put_in("nl/desks/mentor.yaml", ("channels", 0, "checked"), "2026-02-30"),
    "a very long file": {**small_files(), "nl/topics/ruzie.yaml": "id: " + "ruzie" * 2_000_000},
}


def pack_check(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [str(WEGWIJZER), "pack", "check", str(folder), "--today", TODAY.isoformat()]
    # As strict about what can be printed as the terminal of somebody in the Netherlands.
    strict = os.environ | {"PYTHONIOENCODING": "utf-8:strict"}
    return subprocess.run(command, cwd=folder.parent, capture_output=True, text=True, env=strict)


@pytest.mark.parametrize("files", BROKEN.values(), ids=BROKEN)
def test_the_command_names_mistakes_and_never_falls_over(tmp_path, files):
    folder = tmp_path / "content"
    folder.mkdir()
    done = pack_check(write(folder, files))
    assert done.returncode == 1
    assert "Traceback" not in done.stdout + done.stderr
    assert all(line.split(":")[1].isdigit() for line in done.stdout.splitlines())
    assert done.stderr.strip().endswith("mistakes")


def test_the_command_copes_with_the_name_of_a_file_that_is_no_text(tmp_path):
    folder = make_pack(tmp_path / "content")
    (folder / "nl/topics" / b"\xff.yaml".decode(errors="surrogateescape")).write_text("id: x\n")
    done = pack_check(folder)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr


def test_the_command_says_when_there_is_no_pack(tmp_path):
    done = pack_check(tmp_path / "nowhere")
    assert done.returncode == 1
    assert "folder not found" in done.stdout


def test_the_command_is_content_with_the_real_pack():
    done = pack_check(ROOT / "content")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("pack is in order: 41 topics, ")
