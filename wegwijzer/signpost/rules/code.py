"""The answers as a short code that can be read out: the state of a visit, in the address.

Eight characters, in two groups of four, from an alphabet without I, L, O and U. Forty bits: 35 carry the
answers, 5 check them. Each answer has a fixed place and a permanent number, so a code keeps its meaning in
every later edition. Before it is written the 35 bits are mixed, so that two codes about the same topic have
nothing in common: who reads an address over a shoulder learns nothing. That is no secrecy: whoever has this
program can read a code. The page "Wat gebeurt er met mijn gegevens" says so.

The check character is a weighted sum over the field of 32 elements: it finds every single wrong character and
every swap of two.
"""

from collections.abc import Iterator

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 8
BITS = 35
VERSION = 1

# facet -> width in bits, from the highest bit down, behind 3 bits of version. Append only; 1 bit is left.
FIELDS = (
    ("audience", 3),
    ("topic", 7),
    ("safety", 3),
    ("recent", 3),
    ("sector", 3),
    ("stage", 4),
    ("stuck", 4),
    ("who", 4),
)
SPARE = BITS - 3 - sum(width for _, width in FIELDS)

_READ = {char: number for number, char in enumerate(ALPHABET)} | {"O": 0, "I": 1, "L": 1}
_HALF = 18  # the mixing works on the upper 17 and the lower 18 bits
_ROUNDS = (0x9E377, 0x3C6EF, 0x1B873, 0x7F4A7, 0x2545F)


class BrokenCode(ValueError):
    """Not a code of ours: wrong length, wrong character, or the check does not hold."""


def unknown(width: int) -> int:
    """The number for "Ik weet het niet" in a field."""
    return (1 << width) - 1


def other(width: int) -> int:
    """The number for "Geen van deze" in a field."""
    return (1 << width) - 2


def encode(numbers: dict[str, int]) -> str:
    """The code for the number of each answered facet; facets that are left out are unanswered."""
    value = VERSION
    for name, width in FIELDS:
        number = numbers.get(name, 0)
        if not 0 <= number < 1 << width:
            raise ValueError(f"{name}: {number} does not fit in {width} bits")
        value = value << width | number
    symbols = [*_symbols(_mix(value << SPARE))]
    text = "".join(ALPHABET[symbol] for symbol in [*symbols, _check(symbols)])
    return f"{text[:4]}-{text[4:]}"


def decode(text: str) -> dict[str, int]:
    """The numbers of the answered facets. Forgives case, spaces, hyphens, and O, I, L for the digits they
    look like.

    Raises `BrokenCode`.
    """
    symbols = [_READ.get(char, -1) for char in text.upper() if char not in " -\u2010\u2011\u2013"]
    if len(symbols) != LENGTH or -1 in symbols or _check(symbols[:-1]) != symbols[-1]:
        raise BrokenCode
    value = 0
    for symbol in symbols[:-1]:
        value = value << 5 | symbol
    value = _unmix(value) >> SPARE
    numbers: dict[str, int] = {}
    for name, width in reversed(FIELDS):
        if number := value & (1 << width) - 1:
            numbers[name] = number
        value >>= width
    if value != VERSION:
        raise BrokenCode
    return dict(reversed(numbers.items()))


def _symbols(value: int) -> Iterator[int]:
    return ((value >> shift) & 31 for shift in range(BITS - 5, -1, -5))


def _times(a: int, b: int) -> int:
    """Multiplication in the field of 32 elements (x^5 + x^2 + 1)."""
    product = 0
    while b:
        if b & 1:
            product ^= a
        a <<= 1
        if a & 32:
            a ^= 37
        b >>= 1
    return product


def _check(symbols: list[int]) -> int:
    total, weight = 0, 2
    for symbol in symbols:
        total ^= _times(symbol, weight)
        weight = _times(weight, 2)
    return total


def _scramble(half: int, key: int, bits: int) -> int:
    mixed = (half * 0x2C1B3 + key) & 0xFFFFFFFF
    mixed ^= mixed >> 13
    return (mixed * 0x297A3 >> 7) & (1 << bits) - 1


def _mix(value: int) -> int:
    """A permutation of 35-bit numbers (an unbalanced Feistel network); `_unmix` undoes it."""
    high, low = value >> _HALF, value & (1 << _HALF) - 1
    for key in _ROUNDS:
        high ^= _scramble(low, key, BITS - _HALF)
        low ^= _scramble(high, key ^ 0x5BD1E, _HALF)
    return high << _HALF | low


def _unmix(value: int) -> int:
    high, low = value >> _HALF, value & (1 << _HALF) - 1
    for key in reversed(_ROUNDS):
        low ^= _scramble(high, key ^ 0x5BD1E, _HALF)
        high ^= _scramble(low, key, BITS - _HALF)
    return high << _HALF | low
