"""The codes of an authenticator app, written apart from the library that checks them."""

import base64
import hashlib
import hmac
import struct


def totp(secret: str, at: float) -> str:
    """The six digits of a moment (RFC 6238)."""
    counter = struct.pack(">Q", int(at // 30))
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 10**6:06}"
