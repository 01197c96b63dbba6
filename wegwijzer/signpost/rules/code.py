"""The answers as a short code that can be read out: the state of a visit, in the address.

Eight characters, in two groups of four, from an alphabet without I, L, O and U. Forty bits: 35 carry the
answers, 5 check them. Whoever chose a school gets a third group: 55 bits for the answers and the school. Each
answer has a fixed place and a permanent number, so a code keeps its meaning in every later edition. Before it
is written the bits are mixed, so that two codes about the same topic have
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
SCHOOL = "school"  # not a facet: it changes no route, only who is named on it
SCHOOL_LENGTH = 12
SCHOOL_BITS = 55
SCHOOL_WIDTH = 23
LARGEST_SCHOOL = 100 * 26 * 26 * 100 - 1  # of every code that DUO can give out: 00AA00 to 99ZZ99

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
    """The code for the number of each answered facet; facets that are left out are unanswered.

    With a number for `SCHOOL` the code has twelve characters, else eight. Raises `ValueError`.
    """
    chosen = SCHOOL in numbers
    value = 0 if chosen else VERSION
    for name, width in (*FIELDS, *(((SCHOOL, SCHOOL_WIDTH),) if chosen else ())):
        number = numbers.get(name, 0)
        if not 0 <= number < 1 << width:
            raise ValueError(f"{name}: {number} does not fit in {width} bits")
        value = value << width | number
    bits = SCHOOL_BITS if chosen else BITS
    symbols = [*_symbols(_mix(value << SPARE, bits), bits)]
    text = "".join(ALPHABET[symbol] for symbol in [*symbols, _check(symbols)])
    return "-".join(text[start : start + 4] for start in range(0, len(text), 4))


def decode(text: str) -> dict[str, int]:
    """The numbers of the answered facets. Forgives case, spaces, hyphens, and O, I, L for the digits they
    look like.

    Raises `BrokenCode`.
    """
    symbols = [_READ.get(char, -1) for char in text.upper() if char not in " -\u2010\u2011\u2013"]
    if len(symbols) not in (LENGTH, SCHOOL_LENGTH) or -1 in symbols or _check(symbols[:-1]) != symbols[-1]:
        raise BrokenCode
    value = 0
    for symbol in symbols[:-1]:
        value = value << 5 | symbol
    if len(symbols) == LENGTH:
        return _answers(_unmix(value, BITS) >> SPARE, VERSION)
    value = _unmix(value, SCHOOL_BITS)
    school = value >> SPARE & (1 << SCHOOL_WIDTH) - 1
    if value & (1 << SPARE) - 1 or school > LARGEST_SCHOOL:
        raise BrokenCode
    return _answers(value >> SPARE + SCHOOL_WIDTH, 0) | {SCHOOL: school}


def _answers(value: int, version: int) -> dict[str, int]:
    numbers: dict[str, int] = {}
    for name, width in reversed(FIELDS):
        if number := value & (1 << width) - 1:
            numbers[name] = number
        value >>= width
    if value != version:
        raise BrokenCode
    return dict(reversed(numbers.items()))


def _symbols(value: int, bits: int) -> Iterator[int]:
    return ((value >> shift) & 31 for shift in range(bits - 5, -1, -5))


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


def _mix(value: int, bits: int) -> int:
    """A permutation of numbers of so many bits (an unbalanced Feistel network); `_unmix` undoes it."""
    half = bits - bits // 2
    high, low = value >> half, value & (1 << half) - 1
    for key in _ROUNDS:
        high ^= _scramble(low, key, bits - half)
        low ^= _scramble(high, key ^ 0x5BD1E, half)
    return high << half | low


def _unmix(value: int, bits: int) -> int:
    half = bits - bits // 2
    high, low = value >> half, value & (1 << half) - 1
    for key in reversed(_ROUNDS):
        low ^= _scramble(high, key ^ 0x5BD1E, half)
        high ^= _scramble(low, key, bits - half)
    return high << half | low
