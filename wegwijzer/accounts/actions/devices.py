"""Devices on which somebody logged in before. What makes a device known is a random number in a cookie.

Such a device has its own count of wrong guesses, so whoever guesses elsewhere shuts out nobody who was here
before. (OWASP, "Slow Down Online Guessing Attacks with Device Cookies".)
"""

import hashlib
import secrets
from datetime import datetime
from uuid import UUID

from wegwijzer.accounts.models import Account, Device

FORMAT = 43  # characters of a token


def new_token() -> str:
    return secrets.token_urlsafe(32)


def is_known(email: str, token: str) -> bool:
    """Whether this person logged in on this device before."""
    return bool(token) and Device.objects.filter(account__email=email.casefold(), mark=_mark(token)).exists()


def seen(account: UUID, token: str, *, at: datetime) -> bool:
    """Remember the device; whether it is new while the person has others, which they should be told."""
    found = Device.objects.filter(account=account, mark=_mark(token))
    if found.update(seen_on=at.date()):
        return False
    had_others = Device.objects.filter(account=account).exists()
    Device.objects.create(account_id=account, mark=_mark(token), since=at, seen_on=at.date())
    return had_others


def forget_all(account: Account) -> None:
    Device.objects.filter(account=account).delete()


def _mark(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
