"""Own words find the topic, also with a typing error. It proposes only; a person chooses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wegwijzer.signpost.rules.search import Index, Names, grams

FIRST = 5  # as many as the page shows

DUTCH = [
    ("ik word elke dag uitgescholden door jongens uit mijn klas", "pesten"),
    ("ze sturen gemene berichten over mij in de groepsapp", "cyberpesten"),
    ("iemand heeft een naaktfoto van mij doorgestuurd", "online_beeldmisbruik"),
    (
        "de gymleraar zit steeds aan me en maakt seksuele opmerkingen",
        "seksueel_grensoverschrijdend_medewerker",
    ),
    ("een jongen uit mijn klas heeft me tegen mijn wil aangeraakt", "seksueel_grensoverschrijdend_leerling"),
    ("ik ben in elkaar geslagen op het schoolplein", "fysiek_geweld"),
    ("een jongen heeft een mes bij zich op school", "bedreiging_wapens"),
    ("de juf scheldt en schreeuwt tegen mijn kind", "geweld_vernedering_medewerker"),
    ("ik wil niet meer leven", "zelfdoding"),
    ("mijn vader slaat mij thuis", "thuissituatie"),
    ("mijn zoon is van school gestuurd", "schorsing_verwijdering"),
    ("mijn dochter zit al maanden thuis zonder school", "thuiszitten"),
    ("het bestuur geeft geen antwoord op mijn klacht", "klacht_loopt_vast"),
    ("een ouder bedreigt mij als leraar", "agressie_ouders_personeel"),
    ("mijn directeur maakt me belachelijk waar collega's bij zijn", "pesten_op_het_werk"),
    ("er wordt gefraudeerd met geld van de school en niemand mag erover praten", "integriteit_misstand"),
    ("mijn kind krijgt geen extra begeleiding voor zijn dyslexie", "passend_onderwijs"),
    ("ze noemen mij vieze homo op school", "lhbtiq"),
    ("ik word anders behandeld om mijn huidskleur", "discriminatie_racisme"),
    ("de school heeft ons gemeld bij veilig thuis", "melding_veilig_thuis_door_school"),
]
ENGLISH = [
    ("my son is bullied at school every day", "pesten"),
    ("somebody shared a nude picture of me", "online_beeldmisbruik"),
    ("I do not want to live any more", "zelfdoding"),
    ("the school board does not answer my complaint", "klacht_loopt_vast"),
    ("my daughter has been expelled", "schorsing_verwijdering"),
]
MISTYPED = [
    ("ik wort gepesd op school", "pesten"),
    ("mijn kint is geschorscht", "schorsing_verwijdering"),
    ("discriminatsie om mijn gelof", "discriminatie_racisme"),
    ("ik denk aan zelfmoort", "zelfdoding"),
    ("naaktfotos rondgestuurt", "online_beeldmisbruik"),
]


def index_of(words) -> Index:
    """The same texts as the page of the site gives to the index."""
    return Index.of(
        {
            id: [
                topic["name"],
                topic["short"],
                *(own["option"] for own in topic["for"].values()),
                *words["phrases"][id]["phrases"],
            ]
            for id, topic in words["topic"].items()
        }
    )


@pytest.fixture(scope="module")
def dutch(real) -> Index:
    return index_of(real.words["nl"])


@pytest.fixture(scope="module")
def english(real) -> Index:
    return index_of(real.words["en"])


@pytest.mark.parametrize(("sentence", "topic"), DUTCH)
def test_an_everyday_sentence_finds_its_topic(dutch, sentence, topic):
    assert topic in dutch.find(sentence, FIRST)


@pytest.mark.parametrize(("sentence", "topic"), ENGLISH)
def test_an_english_sentence_finds_its_topic(english, sentence, topic):
    assert topic in english.find(sentence, FIRST)


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


@pytest.mark.parametrize(("sentence", "topic"), MISTYPED)
def test_typing_errors_are_forgiven(dutch, sentence, topic):
    assert topic in dutch.find(sentence, FIRST)


def test_capitals_accents_and_marks_do_not_count(dutch):
    plain = dutch.find("ik word gepest op school", FIRST)
    assert dutch.find("IK WORD GEPÉST... op school!?", FIRST) == plain


@pytest.mark.parametrize("text", ["", "   ", "!?", "\x00", "😀", "...", "\u0301"])
def test_where_nothing_is_said_nothing_is_found(dutch, text):
    assert dutch.find(text, FIRST) == []


def test_what_no_topic_speaks_of_finds_nothing(dutch):
    assert dutch.find("xyzzy qqqq", FIRST) == []


def test_an_empty_index_finds_nothing():
    assert Index.of({}).find("ik word gepest", FIRST) == []


@given(text=st.text(max_size=2000))
def test_no_text_breaks_it_and_no_answer_is_longer_than_asked(dutch, text):
    found = dutch.find(text, FIRST)
    assert len(found) <= FIRST
    assert len(set(found)) == len(found)


@given(st.text())
def test_every_piece_is_short_and_lower_case(text):
    for piece in grams(text):
        assert 1 <= len(piece) <= 4
        assert piece.strip() == piece


def test_the_same_words_find_the_same_in_the_same_order(real, dutch):
    """The order in which files were read may not show in what is proposed first."""
    words = real.words["nl"]
    turned = index_of({**words, "topic": dict(reversed(words["topic"].items()))})
    for sentence, _ in DUTCH:
        assert dutch.find(sentence, FIRST) == dutch.find(sentence, FIRST) == turned.find(sentence, FIRST)


def test_saying_a_word_twice_does_not_weigh_twice(dutch):
    once = dutch.find("gepest in de klas", FIRST)
    assert dutch.find("gepest gepest gepest in de klas", FIRST) == once
