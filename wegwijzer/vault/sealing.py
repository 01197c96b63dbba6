"""Sealing: text and files under a key of their own, and that key wrapped for each who may read.

Everything is libsodium, through PyNaCl; nothing is invented here. How the pieces fit, and what each
compromise gives away, stands in docs/explanation/vault.md.

- Content: XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha-03). Its place in the database is authenticated with
  it, so a row that is moved or swapped does not open.
- Length: padded by Padmé (Nikitin et al., PoPETs 2019), so it leaks O(log log n) bits of the length.
- Wrapping for somebody: sealed box (X25519, XSalsa20-Poly1305). The place is inside it, with the key.
- Passwords: Argon2id (RFC 9106).
"""

from dataclasses import dataclass
from hmac import compare_digest
from unicodedata import normalize

from nacl import pwhash
from nacl.bindings import crypto_generichash_blake2b_salt_personal, sodium_pad, sodium_unpad
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.secret import Aead
from nacl.utils import random

KEY = 32  # bytes of every key
SALT = 16  # bytes
VERSION = b"\x01"
SMALLEST = 256  # bytes: a "ja" and a name of a file look the same
NONCE = 24
MAC = 16

# Argon2id: twice over 19 MiB, the first choice of OWASP's list. Tens of milliseconds on one core, so a log-in
# is cheap enough not to be a way to stop the site, and a guess is not.
ARGON_PASSES = 2
ARGON_MEMORY = 19 * 1024 * 1024  # bytes


class Broken(Exception):
    """It does not open: wrong key, wrong place, or a changed byte. It says no more on purpose."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something sealed belongs: it opens there and nowhere else."""

    table: str
    row: str
    field: str

    def to_bytes(self) -> bytes:
        """Each part with its length in front, so that no two places give the same bytes."""
        parts = [part.encode() for part in (self.table, self.row, self.field)]
        return b"".join(len(part).to_bytes(4, "big") + part for part in parts)

    def digest(self) -> bytes:
        return _hash(self.to_bytes(), b"ww-place")


@dataclass(frozen=True, slots=True)
class Pair:
    """A key pair (X25519). `private` never leaves the memory of the process unsealed."""

    private: bytes
    public: bytes

    def __repr__(self) -> str:
        return f"Pair(public={self.public.hex()})"


def new_key() -> bytes:
    return random(KEY)


def new_salt() -> bytes:
    return random(SALT)


def new_pair() -> Pair:
    return _pair(PrivateKey.generate())


def pair_from_seed(seed: bytes) -> Pair:
    """The same pair for the same 32 bytes. Raises `ValueError` for any other length."""
    _of_length(seed, KEY)
    return _pair(PrivateKey.from_seed(seed))


def pair_of(private: bytes) -> Pair:
    """The pair of a private key. Raises `ValueError` when it is no key."""
    _of_length(private, KEY)
    return _pair(PrivateKey(private))


def _pair(key: PrivateKey) -> Pair:
    return Pair(bytes(key), bytes(key.public_key))


def seal(key: bytes, plain: bytes, place: Place) -> bytes:
    """Seal under a key, for one place. Twice the same gives two different results."""
    _of_length(key, KEY)
    padded = sodium_pad(plain, _block(len(plain)))
    return VERSION + bytes(Aead(key).encrypt(padded, VERSION + place.to_bytes()))


def unseal(key: bytes, sealed: bytes, place: Place) -> bytes:
    """What was sealed. Raises `Broken`."""
    _of_length(key, KEY)
    if sealed[:1] != VERSION or len(sealed) < 1 + NONCE + SMALLEST + MAC:
        raise Broken
    try:
        padded = Aead(key).decrypt(sealed[1:], VERSION + place.to_bytes())
        return bytes(sodium_unpad(padded, len(padded)))
    except CryptoError:
        raise Broken from None


def wrap(key: bytes, public: bytes, place: Place) -> bytes:
    """A key sealed to whoever holds the private half. Anybody can wrap; only they can unwrap."""
    _of_length(key, KEY)
    _of_length(public, KEY)
    return VERSION + bytes(SealedBox(PublicKey(public)).encrypt(place.digest() + key))


def unwrap(wrapped: bytes, private: bytes, place: Place) -> bytes:
    """The key that was wrapped for this place. Raises `Broken`."""
    _of_length(private, KEY)
    if wrapped[:1] != VERSION:
        raise Broken
    try:
        opened = SealedBox(PrivateKey(private)).decrypt(wrapped[1:])
    except (CryptoError, ValueError, TypeError):
        raise Broken from None
    found, key = opened[:KEY], opened[KEY:]
    if found != place.digest() or len(key) != KEY:
        raise Broken
    return key


def key_from_password(password: str, salt: bytes) -> bytes:
    """A key from what somebody can remember. Slow, and 19 MiB, on purpose. Raises `ValueError`."""
    _of_length(salt, SALT)
    typed = normalize("NFKC", password).encode()  # an é is typed in two ways, by the machine that one has
    return bytes(pwhash.argon2id.kdf(KEY, typed, salt, opslimit=ARGON_PASSES, memlimit=ARGON_MEMORY))


def pair_from_code(code: bytes, salt: bytes) -> Pair:
    """The pair that a return code holds. `salt`: of one conversation, so a code opens no other.

    Fast, because a code has 71 bits of chance beyond its room: a slow hash would cost every honest message
    and stop nobody.
    """
    _of_length(salt, SALT)
    return pair_from_seed(_hash(code, b"ww-code-pair", salt=salt))


def code_mark(code: bytes, salt: bytes, pepper: bytes) -> bytes:
    """By which a conversation knows its code; useless without `pepper`, which is not in the database."""
    _of_length(pepper, KEY)
    _of_length(salt, SALT)
    return _hash(code, b"ww-code-mark", salt=salt, key=pepper)


def key_from_secret(secret: str, purpose: bytes) -> bytes:
    """A key from a secret with enough chance in it, such as that of the installation; one per purpose."""
    return _hash(secret.encode(), purpose)


def joined(key: bytes, half: bytes) -> bytes:
    """A key from two, for what may open only while both are there. Raises `ValueError`."""
    _of_length(key, KEY)
    _of_length(half, KEY)
    return _hash(half, b"ww-joined", key=key)


def same(one: bytes, other: bytes) -> bool:
    """Whether two values are equal, in a time that does not tell where they differ."""
    return compare_digest(one, other)


def _hash(data: bytes, purpose: bytes, salt: bytes = b"", key: bytes = b"") -> bytes:
    """BLAKE2b (RFC 7693). `purpose` keeps the uses apart."""
    return bytes(
        crypto_generichash_blake2b_salt_personal(
            data, digest_size=KEY, key=key, salt=salt, person=purpose.ljust(16, b"\0")
        )
    )


def _block(length: int) -> int:
    """The size to pad to, so that the padded length is that of Padmé and at least `SMALLEST`."""
    return max(SMALLEST, _padme(length + 1))


def _padme(length: int) -> int:
    """The smallest length that Padmé allows: its lowest bits are zero, at most 12% above."""
    exponent = length.bit_length() - 1
    low = exponent - exponent.bit_length()  # bits that must be zero
    if low <= 0:
        return length
    mask = (1 << low) - 1
    return (length + mask) & ~mask


def _of_length(value: bytes, length: int) -> None:
    if len(value) != length:
        raise ValueError(f"this must be {length} bytes")
