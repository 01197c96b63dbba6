"""A mistake in what the finder learns from is named with file and line; a damaged model is refused."""

import pytest

from tests.content.small_pack import make_pack
from tests.content.test_check import found_in
from wegwijzer.pack.personal import PERSONAL, without_personal
from wegwijzer.pack.tables import COLUMNS
from wegwijzer.signpost.editions import Shelf
from wegwijzer.signpost.finder import model as finder_model
from wegwijzer.signpost.finder.examples import Example
from wegwijzer.signpost.finder.learning import learn
from wegwijzer.signpost.finder.model import DamagedModel

HEAD = ",".join(COLUMNS)


def table(tmp_path, text, name="nl/examples/leerling.csv"):
    folder = make_pack(tmp_path)
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="")
    return [problem for problem in found_in(folder) if problem.file == name]


def row(**cells):
    return ",".join(str(cells.get(column, "")) for column in COLUMNS)


def test_a_table_in_order_has_no_problem(tmp_path):
    rows = (row(text="ze maken ruzie", topics="ruzie brand"), row(text="het brandt", signal="vuur"))
    assert (
        table(tmp_path, "\n".join((HEAD, *rows, row(text="hoe wordt het weer", out_of_scope="weer")))) == []
    )


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        (row(text="ruzie", topics="bestaat_niet"), "topics: no such value: bestaat_niet"),
        (row(text="ruzie", who="niemand"), "who: no such value: niemand"),
        (row(text="ruzie", signal="aardbeving"), "signal: no such value: aardbeving"),
        (row(text="ruzie", out_of_scope="politiek"), "out_of_scope: no such value: politiek"),
        (row(text="ruzie", fear="misschien"), "fear: no such value: misschien"),
        (row(topics="ruzie"), "a row without a text"),
        (row(text="eerste"), "this text stands in nl/examples/leerling.csv:2 already"),
        (row(text="bel mij op 06 12345678"), "a number or an address stands in the text"),
        (row(text="mail naar iemand@voorbeeld.example"), "a number or an address stands in the text"),
        (row(text="x" * 2001), "text of 2001 characters, at most 2000"),
        ("een,twee", "2 columns, expected 10"),
        ('"nooit gesloten', "not a valid CSV file"),
    ],
)
def test_a_mistake_in_a_table_is_named_with_its_line(tmp_path, bad, words):
    problems = table(tmp_path, "\n".join((HEAD, row(text="eerste"), bad)))
    assert [problem.line for problem in problems if words in problem.message] == [3]


@pytest.mark.parametrize(
    ("text", "words"), [("", "the first line must be"), ("tekst,onderwerp\n", "the first line must be")]
)
def test_a_table_without_its_head_is_refused(tmp_path, text, words):
    (problem,) = table(tmp_path, text)
    assert words in problem.message


@pytest.mark.parametrize(
    "name", ["nl/examples.csv", "nl/examples/deep/x.csv", "nl/cues/x.csv", "nl/words.csv"]
)
def test_a_table_elsewhere_is_not_read_in_silence(tmp_path, name):
    folder = make_pack(tmp_path)
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(HEAD)
    assert [problem.message for problem in found_in(folder)] == ["no file is expected here"]


@pytest.mark.parametrize(
    "text",
    ["0612345678", "06-12 34 56 78", "06.12.34.56.78", "+31 6 12345678", "020 123 45 67", "a.b@c-d.example"],
)
def test_a_number_or_address_is_left_out_whole(text):
    assert without_personal(f"bel {text} nu") == "bel … nu"


@pytest.mark.parametrize(
    "text",
    ["12-03-2024", "schooljaar 2023-2024", "groep 7 (2 - 3 - 4)", "112", "0800 0432 is te lang", "om 08.30"],
)
def test_a_date_or_another_number_stays(text):
    assert PERSONAL.search(text) is None


MATERIAL = [
    Example(f"{word} {number}", "nl", {("topic", topic): 1.0, ("language", "nl"): 1.0})
    for topic, words in (("ruzie", ("schelden", "slaan")), ("brand", ("vuur", "rook")))
    for word in words
    for number in ("een", "twee")
]


@pytest.fixture(scope="module")
def learned():
    return learn(MATERIAL, None)


def test_what_was_learned_is_the_same_after_writing_and_reading(learned):
    again = finder_model.from_bytes(finder_model.to_bytes(learned))
    assert again.labels == learned.labels
    for text in ("ze schelden", "overal rook"):
        one, other = learned.alike([text]), again.alike([text])
        assert one.max() > 0
        assert abs(learned.scores([text], one) - again.scores([text], other)).max() < 0.01


def test_the_same_sentences_give_the_same_bytes(learned):
    assert finder_model.to_bytes(learn(MATERIAL, None)) == finder_model.to_bytes(learned)


@pytest.mark.parametrize("place", [5, 40, -200, -1])
def test_a_changed_byte_is_noticed(learned, place):
    raw = bytearray(finder_model.to_bytes(learned))
    raw[place] ^= 1
    with pytest.raises(DamagedModel):
        finder_model.from_bytes(bytes(raw))


@pytest.mark.parametrize("raw", [b"", b"half", b"{}\n", b"[]\nx", b"\xff\n\xff"])
def test_whatever_is_no_model_is_refused(raw):
    with pytest.raises(DamagedModel):
        finder_model.from_bytes(raw)


def test_a_damaged_file_is_learned_again_and_one_without_an_embedder_too(tmp_path, learned):
    shelf = Shelf(tmp_path)
    assert not shelf.knows(learned.digest, "")
    shelf.keep(learned)
    assert shelf.knows(learned.digest, "")
    assert not shelf.knows(learned.digest, "an embedder")
    (file,) = tmp_path.glob("*.finder")
    file.write_bytes(file.read_bytes()[:-1])
    assert not shelf.knows(learned.digest, "")
