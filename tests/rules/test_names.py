"""A desk is found by its name, also with another ending. It proposes only; a person chooses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wegwijzer.signpost.rules.names import Names


@pytest.fixture(scope="module")
def called(real) -> Names:
    return Names.of({id: desk["name"] for id, desk in real.words["nl"]["desk"].items()})


@pytest.mark.parametrize(
    ("text", "desk"),
    [
        ("de kindertelefoon", "kindertelefoon"),
        ("Ik heb Helpwanted gebeld, wat nu?", "helpwanted"),
        ("veilig thuis", "veilig_thuis"),
        ("vertrouwensinspecteurs", "inspectie_vertrouwensinspecteur"),
        ("kinderombudsman", "kinderombudsman"),
        ("laks", "laks"),
        ("112", "112"),
        ("113", "113_zelfmoordpreventie"),
    ],
)
def test_a_desk_is_found_by_its_name(called, text, desk):
    assert desk in called.find(text, 3)


@pytest.mark.parametrize("text", ["", "school", "op school", "ik word gepest", "xyzzy", "\x00", "😀"])
def test_a_word_that_many_names_share_names_nobody(called, text):
    assert called.find(text, 3) == []


def test_without_names_nobody_is_found():
    assert Names.of({}).find("school", 3) == []
    assert Names.of({"x": "!?"}).find("!?", 3) == []


@given(text=st.text(max_size=500))
def test_no_text_breaks_the_search_for_names(called, text):
    found = called.find(text, 3)
    assert len(found) == len(set(found)) <= 3
