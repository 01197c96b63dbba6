"""Nine words that a child can write down: long enough to be safe, and kind to whoever makes a mistake."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import DamerauLevenshtein

from wegwijzer.vault.return_code import LENGTH, Mistake, WrongCode, bits, new, parse, split, word_list

CODES = st.integers(0, 2**63).map(lambda seed: new(random.Random(seed).randrange))  # noqa: S311  # the same code again
PLACES = st.integers(0, LENGTH - 1)
WORDS = st.sampled_from(word_list())
ANY = settings(deadline=None)


def test_a_code_has_more_chance_than_anybody_can_try():
    assert bits() > 80
    assert bits() * (LENGTH - 2) / (LENGTH - 1) > 70  # for whoever knows the room


def test_the_number_of_words_is_a_prime():
    number = len(word_list())
    assert all(number % divisor for divisor in range(2, int(number**0.5) + 1))


def test_words_are_short_plain_and_in_order():
    assert list(word_list()) == sorted(set(word_list()))
    assert all(word.isascii() and word.islower() and 4 <= len(word) <= 11 for word in word_list())


def test_no_two_words_differ_in_one_letter():
    words = word_list()
    close = [
        (one, two)
        for place, one in enumerate(words)
        for two in words[place + 1 :]
        if abs(len(one) - len(two)) < 2 and DamerauLevenshtein.distance(one, two, score_cutoff=1) < 2
    ]
    assert close == []


@ANY
@given(CODES)
def test_a_code_is_read_as_it_was_written(code):
    assert parse(" ".join(code.words)) == code


@ANY
@given(CODES, st.sampled_from(["\n", ", ", "-", "  ", " · ", "\t", ". ", "\u00a0"]))
def test_how_it_is_written_does_not_matter(code, between):
    assert parse(between.join(word.capitalize() for word in code.words)) == code


@ANY
@given(CODES, PLACES, WORDS)
def test_every_single_wrong_word_is_found(code, place, word):
    words = list(code.words)
    if words[place] == word:
        return
    words[place] = word
    with pytest.raises(WrongCode):
        parse(" ".join(words))


@ANY
@given(CODES, PLACES, PLACES)
def test_every_swap_is_found_and_the_right_order_is_proposed(code, one, two):
    words = list(code.words)
    words[one], words[two] = words[two], words[one]
    if tuple(words) == code.words:
        return
    with pytest.raises(WrongCode) as found:
        parse(" ".join(words))
    assert found.value.mistake == Mistake.WRONG_WORD
    assert abs(one - two) > 1 or code.words in found.value.proposals


@ANY
@given(CODES, PLACES, st.integers(0, 10), st.sampled_from("abcdefghijklmnoprstuvw"))
def test_a_typing_error_is_found_and_the_right_word_is_proposed(code, place, letter, other):
    words = list(code.words)
    word = words[place]
    at = letter % len(word)
    words[place] = word[:at] + other + word[at + 1 :]
    if words[place] == word:
        return
    with pytest.raises(WrongCode) as found:
        parse(" ".join(words))
    assert place in found.value.places or found.value.mistake == Mistake.WRONG_WORD
    assert code.words in found.value.proposals


@ANY
@given(st.text(max_size=300))
def test_no_text_breaks_the_reader(text):
    with pytest.raises(WrongCode) as found:
        parse(text)
    assert str(found.value) in set(Mistake)


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("", Mistake.EMPTY),
        ("  12 345 ", Mistake.EMPTY),
        ("adelaar", Mistake.TOO_FEW),
        ("adelaar " * 8, Mistake.TOO_FEW),
        ("adelaar " * 10, Mistake.TOO_MANY),
        ("adelaar " * 100_000, Mistake.TOO_MANY),
        ("qqqqqqqq " * 9, Mistake.UNKNOWN_WORD),
    ],
)
def test_what_is_wrong_is_told(text, mistake):
    with pytest.raises(WrongCode) as found:
        parse(text)
    assert found.value.mistake == mistake


def test_accents_are_no_mistake():
    assert split("Ánker, café") == ["anker", "cafe"]


def test_a_code_is_never_printed():
    code = new()
    assert not set(code.words) & set(split(f"{code} {code!r} {[code]}"))


def test_two_codes_are_not_the_same():
    assert len({new().words for _ in range(200)}) == 200


def test_the_room_is_the_first_word():
    code = new()
    assert word_list()[code.room] == code.words[0]
