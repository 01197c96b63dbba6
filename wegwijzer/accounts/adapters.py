"""What django-allauth asks of us: who may log in, how often somebody may guess, how secrets are kept."""

import base64
import io
from typing import Any
from uuid import UUID

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate
from django.db import transaction
from django.http import HttpRequest
from django.shortcuts import render

from wegwijzer.accounts import mail, sitting
from wegwijzer.accounts.actions import devices, guessing
from wegwijzer.accounts.actions.lines import line
from wegwijzer.accounts.models import Account, Membership
from wegwijzer.accounts.rules.guessing import PASSWORD
from wegwijzer.kernel.actor import Actor
from wegwijzer.vault import sealing
from wegwijzer.vault.sealing import Place

WRONG = "Dit e-mailadres en dit wachtwoord horen niet bij elkaar."
TOO_OFTEN = "Er is te vaak een fout wachtwoord ingevuld. Probeer het over een kwartier opnieuw."
WRONG_CODE = "Deze code klopt niet, of is al gebruikt. Wacht op de volgende code en vul die in."
TOO_MANY_CODES = "Er is te vaak een foute code ingevuld. Probeer het over een kwartier opnieuw."


class Accounts(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up by themselves, and passwords are not reset by mail: keys hang on them."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": WRONG,
        "incorrect_password": "Dit wachtwoord klopt niet.",
        "too_many_login_attempts": TOO_MANY_CODES,
        "rate_limited": TOO_MANY_CODES,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Account | None:
        """The person of this mail address and password.

        A device where they were before has its own count of wrong guesses.
        """
        email = str(credentials.get("email", "")).strip().casefold()
        device = sitting.present(request).device
        known = devices.is_known(email, device)
        what = f"password:{email}:{device if known else ''}"
        if not guessing.count(what, PASSWORD, at=sitting.present(request).at):
            self._tell_ledger(email, request)
            raise self.validation_error("guessed_too_often")
        AuthenticationBackend.unstash_authenticated_user()
        found = authenticate(request, email=email, password=credentials["password"])
        found = found or AuthenticationBackend.unstash_authenticated_user()
        if found:
            (guessing.forget if known else guessing.take_back)(what)
        return found

    def reauthenticate(self, user: Account, password: str) -> bool:
        """Whether this is the password of who is logged in."""
        found = self.authenticate(self.request, email=user.email, password=password)
        return found is not None and found.pk == user.pk

    def login(self, request: HttpRequest, user: Account) -> None:
        """Every step was right. Tie the session to the browser; tell the person when the device is new."""
        if not sitting.began(request):
            sitting.begin(request)
        super().login(request, user)
        at = sitting.present(request).at
        with transaction.atomic():
            new = devices.seen(user.id, sitting.know_device(request), at=at)
            line("log_in", f"account:{user.id}", by=_member(user), at=at)
        if new:
            mail.tell_new_device(user, at)

    def logout(self, request: HttpRequest) -> None:
        sitting.end(request)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Allauth itself sends nothing: every mail of ours is in `accounts/mail.py`."""

    def add_message(self, request: HttpRequest, level: int, *args: Any, **more: Any) -> None:
        """Only what went wrong; what went well the page itself shows."""
        if level >= messages.ERROR:
            super().add_message(request, level, *args, **more)

    def get_client_ip(self, request: HttpRequest) -> str:
        """Nobody's address is looked at."""
        return ""

    def _tell_ledger(self, email: str, request: HttpRequest) -> None:
        found = Account.objects.filter(email=email).first()
        if found is None:
            return
        at = sitting.present(request).at
        with transaction.atomic():
            line("guessed_too_often", f"account:{found.id}", by=Actor("", "visitor", origin="web"), at=at)


Accounts.error_messages["guessed_too_often"] = TOO_OFTEN


class SecondFactor(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets of authenticator apps and recovery codes lie sealed under the key of the installation."""

    error_messages = {**DefaultMFAAdapter.error_messages, "incorrect_code": WRONG_CODE}

    def encrypt(self, text: str) -> str:
        return base64.b64encode(sealing.seal(_key(), text.encode(), _PLACE)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return sealing.unseal(_key(), base64.b64decode(encrypted_text), _PLACE).decode()

    def build_totp_svg(self, url: str) -> str:
        """The QR code that the telephone reads, by the library that draws all of them here."""
        out = io.BytesIO()
        drawn = segno.make(url, error="m")
        drawn.save(out, kind="svg", xmldecl=False, svgns=False, omitsize=True, border=2, light="#fff")
        return out.getvalue().decode()

    def generate_authenticator_name(self, user: Account, type: Authenticator.Type) -> str:
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return f"Passkey {number}"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        host = settings.URL.split("://", 1)[1].split("/", 1)[0].rpartition("@")[2].split(":", 1)[0]
        return {"id": host, "name": "Wegwijzer"}

    def get_public_key_credential_user_entity(self, user: Account) -> dict[str, Any]:
        return {**super().get_public_key_credential_user_entity(user), "display_name": user.name}


_PLACE = Place("mfa_authenticator", "", "data")


def _key() -> bytes:
    return sealing.key_from_secret(settings.SECRET_KEY, b"ww-second-factor")


class SingleSignOn(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """A provider of an organisation speaks for the members of that organisation, and for nobody else."""

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        organisation = organisation_of(sociallogin.account.provider)
        person = sociallogin.user if sociallogin.is_existing else self._by_mail(sociallogin)
        if person is None or not _is_member(person.pk, organisation):
            raise ImmediateHttpResponse(render(request, "accounts/not_a_member.html", status=403))
        if not sociallogin.is_existing:
            sociallogin.connect(request, person)

    def _by_mail(self, sociallogin: SocialLogin) -> Account | None:
        sure = [one.email.casefold() for one in sociallogin.email_addresses if one.verified]
        return Account.objects.filter(email__in=sure, is_active=True).first()

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False


def organisation_of(provider: str) -> str:
    """The code of the organisation whose provider this is."""
    apps: list[dict[str, Any]] = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    return next((one["settings"]["organisation"] for one in apps if one["provider_id"] == provider), "")


def _member(user: Account) -> Actor:
    """Somebody of whom it is not known yet for whom they work, unless there is only one."""
    codes = Membership.objects.filter(account=user, until=None).values_list("organisation__code", flat=True)
    return Actor(str(user.pk), "member", codes[0] if len(codes) == 1 else "", "web")


def _is_member(account: UUID, organisation: str) -> bool:
    return Membership.objects.filter(account=account, organisation__code=organisation, until=None).exists()
