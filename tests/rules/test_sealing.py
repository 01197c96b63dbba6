"""What is sealed opens for its key and its place only, and never when a byte was changed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wegwijzer.vault.sealing import (
    KEY,
    SALT,
    Broken,
    Pair,
    Place,
    code_mark,
    key_from_password,
    new_key,
    new_pair,
    new_salt,
    pair_from_code,
    pair_from_seed,
    pair_of,
    seal,
    unseal,
    unwrap,
    wrap,
)

HERE = Place("message", "17", "text")
ELSEWHERE = [
    Place("message", "18", "text"),
    Place("message", "17", "file_name"),
    Place("note", "17", "text"),
    Place("messag", "e17", "text"),
    Place("message", "1", "7text"),
]
ANY = settings(deadline=None, max_examples=60)
VECTORS = {
    "password": "aabe66e3015d8e2c18fa6ebefdbcd3c774075c87d3a0354dc9df71e8bd8165b3",
    "code": "079a40e389e40916b4906f2f43169930806e1397b672a0d41028caa6249ce27c",
    "mark": "8cc2a36a1b2f873b9040497c8607275e1505741857b84873a3535881c5e97371",
    "sealed": (
        "016b6b5aca927078bb6da9e33ea901aea98dccb29408186ca180bad0d0fff48467d90ac289fdb372095aa2ccc6"
        "281e96e4e0663e3193a383c51753881363c6543e5cddc770cf71854f67ee669102f9165c94385709f536d5794a"
        "12dcdf7f52b967e80cab0d1d5ca5cf2a49a15d749230cb32ea199c08dca1bc457cf9b8f9ee526839fa95a9d42f"
        "6319d54005cf5ebd5975b0836532e8d977dd82a5fb51de9f462da94d33df5f1e8e5e40dfda1fbc7b32f8031595"
        "59d4c21885972a6bfcacf75d427e33bbc0dc00a6e126c212ad1fb0d9d8a42e2355f2c85bd27316376016e70599"
        "4f649e965f4b7860ac17e2f4d722b832380e761693c5441ea2d6ef4d74c33db09eff25673474c2fbf0aa98f62b"
        "aa809446c28da7af1a177262c05c85cb87f972c61a47ca5e140e51"
    ),
}


@ANY
@given(st.binary(max_size=3000))
def test_what_was_sealed_opens_again(plain):
    key = new_key()
    assert unseal(key, seal(key, plain, HERE), HERE) == plain


def test_the_same_text_looks_different_every_time():
    key = new_key()
    assert seal(key, b"ja", HERE) != seal(key, b"ja", HERE)


@pytest.mark.parametrize("place", ELSEWHERE)
def test_a_text_that_was_moved_does_not_open(place):
    key = new_key()
    sealed = seal(key, b"ja", HERE)
    with pytest.raises(Broken):
        unseal(key, sealed, place)


def test_another_key_does_not_open_it():
    with pytest.raises(Broken):
        unseal(new_key(), seal(new_key(), b"ja", HERE), HERE)


def test_every_single_changed_byte_is_found():
    key = new_key()
    sealed = seal(key, b"ja", HERE)
    for place in range(len(sealed)):
        changed = bytearray(sealed)
        changed[place] ^= 1
        with pytest.raises(Broken):
            unseal(key, bytes(changed), HERE)


@ANY
@given(st.binary(max_size=600))
def test_rubbish_is_broken_and_nothing_worse(rubbish):
    for opened in (
        lambda: unseal(new_key(), rubbish, HERE),
        lambda: unwrap(rubbish, new_pair().private, HERE),
    ):
        with pytest.raises(Broken):
            opened()


@pytest.mark.parametrize("cut", [1, 16, 100])
def test_a_text_that_was_cut_off_does_not_open(cut):
    key = new_key()
    with pytest.raises(Broken):
        unseal(key, seal(key, b"ja", HERE)[:-cut], HERE)


def test_short_texts_have_one_length():
    key = new_key()
    assert len({len(seal(key, b"x" * length, HERE)) for length in range(256)}) == 1


@ANY
@given(st.integers(256, 5_000_000))
def test_a_length_says_little_and_costs_at_most_an_eighth(length):
    from wegwijzer.vault.sealing import _block

    padded = _block(length)
    assert length < padded <= (length + 1) * 1.125
    assert _block(padded - 1) == padded


def test_there_are_few_lengths_up_to_a_megabyte():
    from wegwijzer.vault.sealing import _block

    assert len({_block(length) for length in range(0, 1_000_000, 64)}) < 250


def test_a_wrapped_key_opens_for_its_holder_only():
    key, holder, stranger = new_key(), new_pair(), new_pair()
    wrapped = wrap(key, holder.public, HERE)
    assert unwrap(wrapped, holder.private, HERE) == key
    with pytest.raises(Broken):
        unwrap(wrapped, stranger.private, HERE)


@pytest.mark.parametrize("place", ELSEWHERE)
def test_a_wrapped_key_that_was_moved_does_not_open(place):
    holder = new_pair()
    with pytest.raises(Broken):
        unwrap(wrap(new_key(), holder.public, HERE), holder.private, place)


def test_every_changed_byte_of_a_wrapped_key_is_found():
    holder = new_pair()
    wrapped = wrap(new_key(), holder.public, HERE)
    for place in range(len(wrapped)):
        changed = bytearray(wrapped)
        changed[place] ^= 1
        with pytest.raises(Broken):
            unwrap(bytes(changed), holder.private, HERE)


def test_a_pair_comes_back_from_its_private_half_and_from_its_seed():
    pair = new_pair()
    assert pair_of(pair.private) == pair
    assert pair_from_seed(b"s" * KEY) == pair_from_seed(b"s" * KEY) != pair


def test_a_private_key_is_never_printed():
    pair = new_pair()
    assert pair.private.hex() not in repr(pair)
    assert repr(pair.private) not in f"{pair} {[pair]}"


def test_a_password_gives_its_key_with_its_salt_only():
    salt = new_salt()
    key = key_from_password("correct horse battery staple", salt)
    assert key == key_from_password("correct horse battery staple", salt)
    assert key != key_from_password("correct horse battery stapl", salt)
    assert key != key_from_password("correct horse battery staple", new_salt())


def test_a_code_opens_its_own_conversation_and_no_other():
    one, two = new_salt(), new_salt()
    assert pair_from_code(b"code", one) == pair_from_code(b"code", one)
    assert pair_from_code(b"code", one) != pair_from_code(b"code", two)
    assert code_mark(b"code", one, b"p" * KEY) != code_mark(b"code", one, b"q" * KEY)
    assert code_mark(b"code", one, b"p" * KEY) != code_mark(b"code", two, b"p" * KEY)


# Values of today: a stored key must still open in ten years.
def test_what_is_derived_stays_the_same_for_ever():
    salt = bytes(range(SALT))
    assert key_from_password("wachtwoord", salt).hex() == VECTORS["password"]
    assert pair_from_code(b"code", salt).public.hex() == VECTORS["code"]
    assert code_mark(b"code", salt, bytes(KEY)).hex() == VECTORS["mark"]
    assert unseal(bytes(KEY), bytes.fromhex(VECTORS["sealed"]), HERE) == b"ja"


def test_a_password_is_the_same_on_each_machine_that_it_is_typed_on():
    salt = bytes(range(SALT))
    assert key_from_password("caf\u00e9 op de hoek", salt) == key_from_password("cafe\u0301 op de hoek", salt)


@pytest.mark.parametrize("salt", [b"", b"abc", bytes(SALT + 1)])
def test_a_salt_of_another_length_is_a_mistake_of_ours(salt):
    for call in (
        lambda: key_from_password("wachtwoord", salt),
        lambda: pair_from_code(b"code", salt),
        lambda: code_mark(b"code", salt, bytes(KEY)),
    ):
        with pytest.raises(ValueError, match="16 bytes"):
            call()


@pytest.mark.parametrize("wrong", [b"", b"k" * 31, b"k" * 33])
def test_a_key_of_another_length_is_a_mistake_of_ours(wrong):
    for call in (
        lambda: seal(wrong, b"", HERE),
        lambda: unseal(wrong, b"", HERE),
        lambda: wrap(wrong, b"k" * KEY, HERE),
        lambda: wrap(b"k" * KEY, wrong, HERE),
        lambda: pair_of(wrong),
        lambda: pair_from_seed(wrong),
    ):
        with pytest.raises(ValueError, match="32 bytes"):
            call()


def test_a_pair_is_a_value():
    assert Pair(b"a", b"b") == Pair(b"a", b"b")
