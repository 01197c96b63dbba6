"""The shape of what people at work fill in. Rules stand elsewhere."""

from contextlib import suppress
from typing import Any

from allauth.account.forms import LoginForm, ReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as MfaAgain
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.http import HttpRequest, HttpResponse

from wegwijzer.accounts import queries, sitting
from wegwijzer.accounts.rules.guard import MOST_KITS, Refused
from wegwijzer.accounts.rules.roles import PLATFORM, TABLE, Role

LONGEST_PASSWORD = 256  # characters
LONGEST_KIT = 400


def _secret(label: str, new: bool = False, help_text: str = "") -> forms.CharField:
    kind = "new-password" if new else "current-password"
    widget = forms.PasswordInput(attrs={"autocomplete": kind})
    return forms.CharField(
        label=label, widget=widget, max_length=LONGEST_PASSWORD, strip=False, help_text=help_text
    )


class LogIn(LoginForm):  # type: ignore[misc]
    """Allauth's own, which opens the key of the person with the password that it has at hand."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mail = {"autocomplete": "username", "inputmode": "email"}
        self.fields["login"] = forms.EmailField(label="E-mailadres", widget=forms.EmailInput(attrs=mail))
        self.fields["password"] = _secret("Wachtwoord")

    def login(self, request: HttpRequest, redirect_url: str | None = None) -> HttpResponse:
        sitting.begin(request)
        with suppress(Refused):  # locked out, or starting anew: they get no further
            sitting.keep(request, queries.open_member(self.user.pk, self.cleaned_data["password"]))
        response: HttpResponse = super().login(request, redirect_url)
        return response


class Again(ReauthenticateForm):  # type: ignore[misc]
    """The password once more, before something that an unlocked computer should not give away."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"] = _secret("Wachtwoord")


def _code(label: str) -> forms.CharField:
    attributes = {"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}
    return forms.CharField(label=label, max_length=20, widget=forms.TextInput(attrs=attributes))


class FirstCode(ActivateTOTPForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = _code("De zes cijfers uit de app")


class SecondStep(AuthenticateForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = _code("Code")


class SecondStepAgain(MfaAgain):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"] = _code("Code")


class AddPasskey(AddWebAuthnForm):  # type: ignore[misc]
    """Every passkey can be logged in with, so it always asks for a finger, a face or a code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = "Naam, voor uzelf"
        self.fields["name"].max_length = 60
        self.fields["passwordless"] = forms.BooleanField(initial=True, widget=forms.HiddenInput)


class Unlock(forms.Form):
    secret = _secret("Wachtwoord of wachtzin")


class ChangePassword(forms.Form):
    old = _secret("Wachtwoord van nu")
    new = _secret(
        "Nieuw wachtwoord", new=True, help_text="Minstens 12 tekens. Een paar losse woorden is het best."
    )


class Accept(forms.Form):
    name = forms.CharField(
        label="Uw naam", max_length=100, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    new = _secret("Wachtwoord", new=True, help_text="Minstens 12 tekens. Een paar losse woorden is het best.")


class Anew(forms.Form):
    new = _secret(
        "Nieuw wachtwoord", new=True, help_text="Minstens 12 tekens. Een paar losse woorden is het best."
    )


class Invite(forms.Form):
    email = forms.EmailField(
        label="E-mailadres van het werk", widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    roles = forms.MultipleChoiceField(label="Wat mag deze persoon?", widget=forms.CheckboxSelectMultiple)

    def __init__(self, organisation: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fitting = [
            row for row in TABLE.values() if (row.role == Role.PLATFORM_ADMIN) == (organisation == PLATFORM)
        ]
        self.fields["roles"].choices = [(str(row.role), row.name) for row in fitting]  # type: ignore[attr-defined]
        self.descriptions = {str(row.role): row.description for row in fitting}


class LetIn(forms.Form):
    name = forms.CharField(label="Naam van de organisatie", max_length=200)
    code = forms.RegexField(
        r"\A[a-z]+:[A-Za-z0-9_-]+\Z",
        label="Code",
        max_length=80,
        help_text="Het soort en de naam, zoals desk:kindertelefoon of school:01AB00.",
        error_messages={"invalid": "Een code ziet eruit als desk:kindertelefoon of school:01AB00."},
    )
    email = forms.EmailField(label="E-mailadres van de eerste beheerder")


class Kits(forms.Form):
    kits = forms.IntegerField(label="Hoeveel kaarten?", min_value=2, max_value=MOST_KITS, initial=3)
    needed = forms.IntegerField(
        label="Hoeveel zijn er samen nodig?", min_value=2, max_value=MOST_KITS, initial=2
    )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if (found.get("needed") or 0) > (found.get("kits") or MOST_KITS):
            self.add_error("needed", "Er kunnen niet meer kaarten nodig zijn dan er zijn.")
        return found


class Recover(forms.Form):
    words = forms.CharField(
        label="De woorden van de kaarten",
        max_length=LONGEST_KIT * MOST_KITS,
        widget=forms.Textarea(
            attrs={"rows": 8, "autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"}
        ),
        help_text="Zet elke kaart op een nieuwe regel.",
    )
