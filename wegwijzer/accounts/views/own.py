"""Pages about oneself: the start, the hat, the password, coming in by an invitation."""

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.views import LoginView
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from wegwijzer.accounts import queries, sitting
from wegwijzer.accounts.actions import guessing, joining
from wegwijzer.accounts.forms import Accept, Anew, ChangePassword, Unlock
from wegwijzer.accounts.models import Account, Device, Invitation, Lock
from wegwijzer.accounts.rules.guard import Refusal, Refused
from wegwijzer.accounts.rules.guessing import PASSWORD
from wegwijzer.accounts.rules.roles import PLATFORM, TABLE, Right
from wegwijzer.accounts.views.gate import HAT, AtWork, desk, entrance, hats, show
from wegwijzer.kernel.actor import Actor

VISITOR = Actor("", "visitor", origin="web")
TOO_OFTEN = "Dit is te vaak fout gegaan. Probeer het over een kwartier opnieuw."


class LogIn(LoginView):  # type: ignore[misc]
    """Allauth's own, with the organisations whose people can log in at their own provider."""

    extra_context = {"sign_on": settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]}


@desk()
def start(request: HttpRequest, me: AtWork) -> HttpResponse:
    """What there is to do about keys and colleagues."""
    key = queries.current_key(me.organisation.pk)
    return show(
        request,
        me,
        "start",
        key=key,
        admitted=queries.is_admitted(me.person.pk, me.organisation.pk),
        waiting=queries.waiting(me.organisation.pk) if me.may(Right.MEMBERS) else [],
        manages=me.has(Right.MEMBERS),
        has_kits=queries.has_kits(me.organisation.pk),
        needs_key=me.organisation.code != PLATFORM,
        rows=[TABLE[role] for role in TABLE if role in me.membership.roles],
    )


@entrance
@require_http_methods(["GET", "HEAD", "POST"])
def choose_hat(request: HttpRequest) -> HttpResponse:
    """For which organisation somebody works now."""
    if not isinstance(request.user, Account):
        return redirect("account_login")
    found = hats(request, request.user)
    chosen = next((one for one in found if str(one.pk) == request.POST.get("hat")), None)
    if chosen:
        request.session[HAT] = str(chosen.pk)
        by = Actor(str(request.user.pk), "member", chosen.organisation.code, "web")
        joining.work_for(chosen.pk, by=by, at=sitting.present(request).at)
        return HttpResponseRedirect(_next(request))
    return render(request, "accounts/hats.html", {"hats": found, "next": _next(request)})


@entrance
@require_http_methods(["GET", "HEAD", "POST"])
def unlock(request: HttpRequest) -> HttpResponse:
    """Open the own key, for who came in without a password."""
    if not isinstance(request.user, Account):
        return redirect("account_login")
    form = Unlock(request.POST or None)
    if form.is_valid():
        refusal = _unlock(request, request.user, form.cleaned_data["secret"])
        if refusal is None:
            return HttpResponseRedirect(_next(request))
        form.add_error("secret", refusal)
    return render(request, "accounts/unlock.html", {"form": form, "next": _next(request)})


def _unlock(request: HttpRequest, person: Account, secret: str) -> str | None:
    """Why it does not open; None when it is open."""
    what = f"unlock:{person.pk}"
    if not guessing.count(what, PASSWORD, at=sitting.present(request).at):
        return TOO_OFTEN
    try:
        sitting.keep(request, queries.open_member(person.pk, secret, queries.kind_of_lock(person.pk)))
    except Refused as refused:
        return refused.refusal.value
    guessing.forget(what)
    return None


@desk()
def account(request: HttpRequest, me: AtWork) -> HttpResponse:
    """What somebody can see and change about their own account."""
    factors = Authenticator.objects.filter(user=me.person).order_by("created_at")
    devices = Device.objects.filter(account=me.person).order_by("-seen_on")
    return show(
        request, me, "account", factors=factors, devices=devices, by_password=me.person.has_usable_password()
    )


@desk()
@require_http_methods(["GET", "HEAD", "POST"])
def change_password(request: HttpRequest, me: AtWork) -> HttpResponse:
    """A new password. Other sittings end with the old one."""
    form = ChangePassword(request.POST or None)
    if form.is_valid() and _changed(request, me, form):
        messages.success(request, "Uw wachtwoord is veranderd. Op andere apparaten bent u nu uitgelogd.")
        return redirect("own_account")
    return show(request, me, "change_password", form=form)


def _changed(request: HttpRequest, me: AtWork, form: ChangePassword) -> bool:
    what = f"unlock:{me.person.pk}"
    if not guessing.count(what, PASSWORD, at=me.at):
        form.add_error("old", TOO_OFTEN)
        return False
    old, new = form.cleaned_data["old"], form.cleaned_data["new"]
    try:
        joining.change_password(me.person.pk, old, new, by=me.actor(), at=me.at)
    except Refused as refused:
        form.add_error("old", refused.refusal.value)
    except ValidationError as error:
        form.add_error("new", error)
    else:
        guessing.forget(what)
        me.person.refresh_from_db()
        update_session_auth_hash(request, me.person)
        return True
    return False


@desk()
@require_POST
def forget_devices(request: HttpRequest, me: AtWork) -> HttpResponse:
    """Every other device is unknown again."""
    Device.objects.filter(account=me.person).delete()
    messages.success(request, "De apparaten zijn vergeten. Bij de volgende keer inloggen krijgt u een mail.")
    return redirect("own_account")


@entrance
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """Come in by an invitation: as a new person, as somebody with an account, or to start anew."""
    try:
        invitation = joining.usable(token, sitting.present(request).at)
    except Refused as refused:
        return render(request, "accounts/no_invitation.html", {"why": refused.refusal.value}, status=410)
    if invitation.account_id:
        return _accept_anew(request, token, invitation)
    if isinstance(request.user, Account):
        return _accept_also(request, request.user, token, invitation)
    if Account.objects.filter(email=invitation.email).exists():
        there = f"{reverse('account_login')}?next={request.path}"
        return render(request, "accounts/log_in_first.html", {"invitation": invitation, "there": there})
    form = Accept(request.POST or None)
    if form.is_valid():
        try:
            at, name, new = sitting.present(request).at, form.cleaned_data["name"], form.cleaned_data["new"]
            return _enter(request, joining.accept(token, name, new, by=VISITOR, at=at), new)
        except ValidationError as error:
            form.add_error("new", error)
        except Refused as refused:
            form.add_error(None, refused.refusal.value)
    return _invited(request, invitation, form)


def _accept_anew(request: HttpRequest, token: str, invitation: Invitation) -> HttpResponse:
    form = Anew(request.POST or None)
    if form.is_valid():
        try:
            new = form.cleaned_data["new"]
            person = joining.accept_anew(token, new, by=VISITOR, at=sitting.present(request).at)
            return _enter(request, person, new)
        except ValidationError as error:
            form.add_error("new", error)
    return _invited(request, invitation, form)


def _accept_also(request: HttpRequest, person: Account, token: str, invitation: Invitation) -> HttpResponse:
    why = "" if person.email == invitation.email else Refusal.OTHER_PERSON.value
    if request.method == "POST" and not why:
        at = sitting.present(request).at
        made = joining.accept_also(token, person.pk, by=Actor(str(person.pk), "member", origin="web"), at=at)
        request.session[HAT] = str(made.pk)
        return redirect("start")
    return render(request, "accounts/accept_also.html", {"invitation": invitation, "why": why})


def _invited(request: HttpRequest, invitation: Invitation, form: Accept | Anew) -> HttpResponse:
    rows = [TABLE[role] for role in TABLE if role in invitation.roles]
    return render(request, "accounts/accept.html", {"invitation": invitation, "form": form, "rows": rows})


def _enter(request: HttpRequest, person: Account, password: str) -> HttpResponse:
    """Log in who just chose a password; the second step is set up next."""
    if request.user.is_authenticated:
        sitting.end(request)
    sitting.begin(request)
    sitting.keep(request, queries.open_member(person.pk, password, Lock.PASSWORD))
    get_adapter(request).login(request, person)
    record_authentication(request, person, "password", reauthenticated=True)
    return redirect("mfa_index")


def _next(request: HttpRequest) -> str:
    there = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(there, allowed_hosts=None) and there.startswith(sitting.PATH)
    return there if safe else reverse("start")
