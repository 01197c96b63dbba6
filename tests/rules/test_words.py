"""Counting what makes a text hard to read. Which words and how many are too many stands in the pack."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wegwijzer.pack.words import officialese, sentences, texts, word_count

SPLIT = [
    ("Ga naar je mentor. Vertel wat er is.", ["Ga naar je mentor.", "Vertel wat er is."]),
    ("Bel 112! Blijf daar.", ["Bel 112!", "Blijf daar."]),
    ("Durf je niet? Neem iemand mee.", ["Durf je niet?", "Neem iemand mee."]),
    ("Zie art. 3 van de wet.", ["Zie art. 3 van de wet."]),
    ("Zie lid. 2 en nr. 4 van art. 5. Dat is alles.", ["Zie lid. 2 en nr. 4 van art. 5.", "Dat is alles."]),
    ("Neem iemand mee, bijv. Je ouder.", ["Neem iemand mee, bijv. Je ouder."]),
    ("Zeg: 'Ik word gepest.' Wacht dan even.", ["Zeg:", "'Ik word gepest.", "Wacht dan even."]),
    ("Hij zei “stop.” Zij ging door.", ["Hij zei “stop.", "Zij ging door."]),
    ("Dit kun je zeggen: Ik word gepest.", ["Dit kun je zeggen:", "Ik word gepest."]),
    ("Neem mee: een pen en papier.", ["Neem mee: een pen en papier."]),
    ("{zin} Ik weet niet wat ik moet doen.", ["{zin} Ik weet niet wat ik moet doen."]),
    ("Dit is erg. {zin}", ["Dit is erg.", "{zin}"]),
    ("Het is 3.40 meter. 4 mensen zagen het.", ["Het is 3.40 meter.", "4 mensen zagen het."]),
    ("Élise vertelt. Éva luistert.", ["Élise vertelt.", "Éva luistert."]),
    ("Зателефонуй 112. Їх поклич. Є хтось поруч?", ["Зателефонуй 112.", "Їх поклич.", "Є хтось поруч?"]),
    ("اتصل الآن. هل أنت في خطر؟ ابق هنا.", ["اتصل الآن.", "هل أنت في خطر؟", "ابق هنا."]),
    ("Geen punt aan het eind", ["Geen punt aan het eind"]),
    ("   ", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), SPLIT)
def test_a_text_is_cut_where_a_reader_takes_breath(text, expected):
    assert [part.replace("\u00a0", " ") for part in sentences(text)] == expected


@pytest.mark.parametrize(
    ("sentence", "count"),
    [
        ("Ga naar je mentor.", 4),
        ("Dit is jouw foto's-map.", 4),
        ("Bel 0800 0432, elke dag van 11.00 tot 21.00 uur.", 12),
        ("– ... !", 0),
        ("Зателефонуй 112 зараз.", 3),
        ("هل أنت في خطر؟", 4),
        ("", 0),
    ],
)
def test_words_are_counted_as_a_reader_would(sentence, count):
    assert word_count(sentence) == count


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Indien u bezwaar maakt, dient te worden betaald.", ["indien", "dient te"]),
        ("INDIEN nodig", ["indien"]),
        ("De bedienden indiende", []),
        ("De casussen", []),
        ("Een casus.", ["casus"]),
        ("Als het niet gaat, bel dan.", []),
    ],
)
def test_words_of_an_office_are_found_as_whole_words(text, found):
    assert list(officialese(text, ["indien", "casus", "dient te"])) == found


@given(st.text())
def test_cutting_loses_no_word(text):
    assert sum(word_count(part) for part in sentences(text)) == word_count(text)


def test_every_text_is_found_with_its_path():
    data = {"title": {"je": "a"}, "tips": ["b", {"say": "c"}], "number": 4, "on": True}
    assert dict(texts(data)) == {("title", "je"): "a", ("tips", 0): "b", ("tips", 1, "say"): "c"}
