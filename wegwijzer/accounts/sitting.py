"""A sitting: from logging in until somebody is done, or away for too long.

The private key of a person is kept for the length of a sitting, sealed under a key that is only in a cookie
of their browser. The session in the database is worth nothing without that cookie: it opens no page, no key.
"""

import base64
import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast
from uuid import UUID

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from wegwijzer.accounts.actions.devices import FORMAT, new_token
from wegwijzer.accounts.queries import Opened
from wegwijzer.vault import sealing
from wegwijzer.vault.sealing import Broken, Place

PATH = "/werk/"
KEY_COOKIE, DEVICE_COOKIE = "ww_key", "ww_device"
AWAY = timedelta(
    minutes=30
)  # NIST SP 800-63B asks for an end after at most 30 minutes of nothing, and 12 hours
LONGEST = timedelta(hours=10)  # a shift
REMEMBERED = 365 * 24 * 60 * 60  # seconds that a device is known
TOUCH = timedelta(minutes=1)  # so that a page need not write


@dataclass
class Present:
    """What belongs to this request: the time, the key in the cookie, the device. `new`: cookies to be set."""

    at: datetime
    key: bytes | None
    device: str
    new_key: bool = False
    new_device: bool = False
    ended: bool = False


def present(request: HttpRequest) -> Present:
    return cast(Present, request.present)  # type: ignore[attr-defined]


def arrive(request: HttpRequest, at: datetime) -> None:
    """Look who is there; end the sitting when it is over, or when its key is not in this browser."""
    here = Present(at, _key(request.COOKIES.get(KEY_COOKIE, "")), _device(request))
    request.present = here  # type: ignore[attr-defined]
    if not request.user.is_authenticated:
        return
    if not _goes_on(request, here):
        logout(request)
        here.ended, here.key = True, None
    elif at - _moment(request, "seen") > TOUCH:
        request.session["seen"] = at.isoformat()


def leave(request: HttpRequest, response: HttpResponse) -> None:
    """Set the cookies that are new, and take away the key of who logged out."""
    here = present(request)
    if here.key is None and KEY_COOKIE in request.COOKIES:
        response.delete_cookie(KEY_COOKIE, path=PATH)
    elif here.new_key and here.key:
        _set(response, KEY_COOKIE, here.key.hex(), None)
    if here.new_device:
        _set(response, DEVICE_COOKIE, here.device, REMEMBERED)


def begin(request: HttpRequest) -> None:
    """Tie the session to this browser, by a new key."""
    here = present(request)
    here.key, here.new_key = sealing.new_key(), True
    request.session["mark"] = _mark(here.key)
    request.session["since"] = request.session["seen"] = here.at.isoformat()
    request.session.pop("opened", None)


def began(request: HttpRequest) -> bool:
    """Whether this session is tied to this browser already."""
    key = present(request).key
    return key is not None and request.session.get("mark") == _mark(key)


def end(request: HttpRequest) -> None:
    logout(request)
    present(request).key = None


def keep(request: HttpRequest, opened: Opened) -> None:
    """Keep somebody's key open until the sitting ends."""
    key = present(request).key
    if key is None:
        raise ValueError("a sitting begins before a key is opened in it")
    sealed = sealing.seal(key, opened.private, _place(opened.account, opened.key))
    request.session["opened"] = {
        "account": str(opened.account),
        "key": str(opened.key),
        "sealed": base64.b64encode(sealed).decode(),
    }


def opened(request: HttpRequest, account: UUID) -> Opened | None:
    """The open key of this person; None when they did not open it in this sitting."""
    kept, key = request.session.get("opened"), present(request).key
    if not kept or key is None or kept["account"] != str(account):
        return None
    member = UUID(kept["key"])
    try:
        private = sealing.unseal(key, base64.b64decode(kept["sealed"]), _place(account, member))
    except Broken:
        return None
    return Opened(account, member, private)


def know_device(request: HttpRequest) -> str:
    """The token of this device; a new one when it has none."""
    here = present(request)
    if not here.device:
        here.device, here.new_device = new_token(), True
    return here.device


def _goes_on(request: HttpRequest, here: Present) -> bool:
    if here.key is None or request.session.get("mark") != _mark(here.key):
        return False
    return here.at - _moment(request, "seen") <= AWAY and here.at - _moment(request, "since") <= LONGEST


def _moment(request: HttpRequest, name: str) -> datetime:
    return datetime.fromisoformat(request.session[name])


def _device(request: HttpRequest) -> str:
    token = request.COOKIES.get(DEVICE_COOKIE, "")
    return token if len(token) == FORMAT and token.isascii() else ""


def _key(cookie: str) -> bytes | None:
    try:
        key = bytes.fromhex(cookie)
    except ValueError:
        return None
    return key if len(key) == sealing.KEY else None


def _mark(key: bytes) -> str:
    return hashlib.sha256(key).hexdigest()


def _place(account: UUID, key: UUID) -> Place:
    return Place("session", f"{account}:{key}", "private")


def _set(response: HttpResponse, name: str, value: str, age: int | None) -> None:
    secure = settings.SESSION_COOKIE_SECURE
    response.set_cookie(name, value, max_age=age, path=PATH, secure=secure, httponly=True, samesite="Lax")
