"""How much sealing costs: enough messages a second on two cores, and a password that is slow to guess.

A new message is: a code, its pair and its mark, a key of its own that is wrapped for the code and for one
organisation, and a text sealed.
"""

import time
from collections.abc import Callable, Iterator

from bench.rows import Row, measures

SECONDS = 1.0  # of each measurement
TEXT = b"x" * 2000
FILE = b"x" * 1_000_000
NAMES = (
    "vault.new_messages_per_second",
    "vault.returns_per_second",
    "vault.seal_per_second",
    "vault.unseal_per_second",
    "vault.seal_mb_per_second",
    "vault.codes_per_second",
    "vault.wrong_code_ms",
    "vault.password_ms",
)


@measures(*NAMES)
def sealing() -> Iterator[Row]:
    from nacl.secret import Aead

    from wegwijzer.vault import return_code, sealing

    place = sealing.Place("message", "1", "text")
    key, pepper, organisation = sealing.new_key(), sealing.new_key(), sealing.new_pair()

    def new_message() -> None:
        code, salt, own = return_code.new().to_bytes(), sealing.new_salt(), sealing.new_key()
        sealing.code_mark(code, salt, pepper)
        sealing.wrap(own, sealing.pair_from_code(code, salt).public, place)
        sealing.wrap(own, organisation.public, place)
        sealing.seal(own, TEXT, place)

    code, salt = return_code.new(), sealing.new_salt()
    wrapped = sealing.wrap(key, sealing.pair_from_code(code.to_bytes(), salt).public, place)
    sealed, big = sealing.seal(key, TEXT, place), len(FILE) / 1e6

    def come_back() -> None:
        typed = return_code.parse(" ".join(code.words)).to_bytes()
        sealing.code_mark(typed, salt, pepper)
        sealing.unseal(
            sealing.unwrap(wrapped, sealing.pair_from_code(typed, salt).private, place), sealed, place
        )

    yield _row("vault.new_messages_per_second", _per_second(new_message), ">= 100")
    yield _row("vault.returns_per_second", _per_second(come_back), ">= 100")
    yield _row("vault.seal_per_second", _per_second(lambda: sealing.seal(key, TEXT, place)), ">= 10000")
    yield _row("vault.unseal_per_second", _per_second(lambda: sealing.unseal(key, sealed, place)), ">= 10000")
    bare = big * _per_second(lambda: Aead(key).encrypt(FILE))
    yield Row(
        name="vault.seal_mb_per_second",
        value=big * _per_second(lambda: sealing.seal(key, FILE, place)),
        unit="MB/s",
        reference="libsodium without padding and place",
        reference_value=bare,
        aim=">= 0.3",
    )
    yield _row("vault.codes_per_second", _per_second(return_code.new), ">= 1000")
    wrong = " ".join((code.words[0] + "x", *code.words[1:]))
    yield Row(
        name="vault.wrong_code_ms", value=1000 / _per_second(lambda: _read(wrong)), unit="ms", aim="< 20"
    )
    password = 1000 / _per_second(lambda: sealing.key_from_password("wachtwoord", salt))
    yield Row(name="vault.password_ms", value=password, unit="ms", aim="> 10")


def _read(text: str) -> None:
    from wegwijzer.vault.return_code import WrongCode, parse

    try:
        parse(text)
    except WrongCode:
        return
    raise AssertionError("this code must not hold")


def _row(name: str, value: float, aim: str) -> Row:
    return Row(name=name, value=value, unit="per second", aim=aim)


def _per_second(deed: Callable[[], object]) -> float:
    """On one core."""
    deed()
    begin, times = time.perf_counter(), 0
    while (passed := time.perf_counter() - begin) < SECONDS:
        deed()
        times += 1
    return times / passed
