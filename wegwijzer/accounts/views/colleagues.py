"""Pages about the people of an organisation and its key."""

from collections.abc import Callable
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from wegwijzer.accounts import mail, queries
from wegwijzer.accounts.actions import guard, joining, recovery
from wegwijzer.accounts.forms import Invite, Kits, LetIn, Recover
from wegwijzer.accounts.models import Organisation
from wegwijzer.accounts.rules.guard import Refused
from wegwijzer.accounts.rules.roles import Right, Role
from wegwijzer.accounts.views.gate import AtWork, desk, show
from wegwijzer.audit.queries import of_organisation
from wegwijzer.kernel.days import DUTCH_TIME

LINES = 200  # of the ledger on a page


@desk(Right.MEMBERS)
@require_http_methods(["GET", "HEAD", "POST"])
def colleagues(request: HttpRequest, me: AtWork) -> HttpResponse:
    """Who belongs to the organisation, who waits, and who was invited."""
    form = Invite(me.organisation.code, request.POST or None)
    link = ""
    if form.is_valid():
        email = form.cleaned_data["email"]
        try:
            token = joining.invite(
                me.organisation.pk, email, form.cleaned_data["roles"], by=me.actor(Right.MEMBERS), at=me.at
            )
        except Refused as refused:
            form.add_error("roles", refused.refusal.value)
        else:
            link = _pass_on(request, mail.send_invitation, email, me.organisation.name, token, me)
            form = Invite(me.organisation.code)
    return show(
        request,
        me,
        "colleagues",
        people=queries.people(me.organisation.pk),
        invited=queries.invited(me.organisation.pk, me.at),
        key=queries.current_key(me.organisation.pk),
        form=form,
        link=link,
    )


def _pass_on(
    request: HttpRequest,
    send: Callable[[str, str, str, str], bool],
    email: str,
    name: str,
    token: str,
    me: AtWork,
) -> str:
    """Send a link; when no mail can be sent, the link to be passed on by who made it."""
    link = settings.URL + reverse("accept", args=[token])
    until = (me.at + joining.TERM).astimezone(DUTCH_TIME).strftime("%d-%m-%Y")
    if send(email, name, link, until):
        messages.success(request, "De mail met de link is verstuurd.")
        return ""
    return link


@desk(Right.MEMBERS)
@require_POST
def withdraw(request: HttpRequest, me: AtWork, invitation: UUID) -> HttpResponse:
    """Take an invitation back."""
    try:
        joining.withdraw(invitation, by=me.actor(Right.MEMBERS), at=me.at)
        messages.success(request, "De uitnodiging is ingetrokken. De link werkt niet meer.")
    except Refused as refused:
        messages.error(request, refused.refusal.value)
    return redirect("colleagues")


@desk(Right.MEMBERS)
def colleague(request: HttpRequest, me: AtWork, membership: UUID) -> HttpResponse:
    """One colleague, and what can be done about them, each with what it means."""
    found = queries.person(me.organisation.pk, membership)
    if found is None:
        return show(request, me, "not_here", status=404)
    return show(request, me, "colleague", one=found, link="")


@desk(Right.MEMBERS, opened=True)
@require_POST
def admit(request: HttpRequest, me: AtWork, membership: UUID) -> HttpResponse:
    if me.opened is None:
        return redirect("unlock")
    try:
        guard.admit(membership, me.opened, by=me.actor(Right.MEMBERS), at=me.at)
        messages.success(request, "Toegelaten. Deze collega kan nu lezen wat met uw organisatie is gedeeld.")
    except Refused as refused:
        messages.error(request, refused.refusal.value)
    return redirect("colleagues")


@desk(Right.MEMBERS)
@require_POST
def dismiss(request: HttpRequest, me: AtWork, membership: UUID) -> HttpResponse:
    return _put_out(request, me, lambda: guard.dismiss(membership, by=me.actor(Right.MEMBERS), at=me.at))


@desk(Right.MEMBERS)
@require_POST
def lock_out(request: HttpRequest, me: AtWork, membership: UUID) -> HttpResponse:
    return _put_out(request, me, lambda: guard.lock_out(membership, by=me.actor(Right.MEMBERS), at=me.at))


def _put_out(request: HttpRequest, me: AtWork, deed: Callable[[], None]) -> HttpResponse:
    """Somebody may not read any more; the key is renewed at once when who does this can."""
    try:
        deed()
        messages.success(request, "Deze persoon komt er vanaf nu niet meer in.")
        if me.opened and queries.is_due(me.organisation.pk):
            guard.renew(me.organisation.pk, me.opened, by=me.actor(Right.MEMBERS), at=me.at)
            messages.success(request, "De sleutel van uw organisatie is vernieuwd.")
    except Refused as refused:
        messages.error(request, refused.refusal.value)
    return redirect("colleagues")


@desk(Right.MEMBERS)
@require_POST
def start_anew(request: HttpRequest, me: AtWork, membership: UUID) -> HttpResponse:
    """For who lost a password or a telephone."""
    found = queries.person(me.organisation.pk, membership)
    try:
        token = guard.start_anew(membership, by=me.actor(Right.MEMBERS), at=me.at)
    except Refused as refused:
        messages.error(request, refused.refusal.value)
        return redirect("colleagues")
    email = found.email if found else ""
    link = _pass_on(request, mail.send_anew, email, me.organisation.name, token, me)
    return show(request, me, "colleague", one=found, link=link) if link else redirect("colleagues")


@desk(Right.MEMBERS, opened=True)
@require_POST
def first_key(request: HttpRequest, me: AtWork) -> HttpResponse:
    return _with_key(request, me, "De sleutel is gemaakt. Maak nu herstelkaarten.", guard.first_key)


@desk(opened=True)
@require_POST
def renew(request: HttpRequest, me: AtWork) -> HttpResponse:
    return _with_key(request, me, "De sleutel van uw organisatie is vernieuwd.", guard.renew)


def _with_key(request: HttpRequest, me: AtWork, done: str, deed: Callable[..., object]) -> HttpResponse:
    try:
        deed(me.organisation.pk, me.opened, by=me.actor(Right.MEMBERS), at=me.at)
        messages.success(request, done)
    except Refused as refused:
        messages.error(request, refused.refusal.value)
    return redirect("start")


@desk(Right.MEMBERS, opened=True)
@require_http_methods(["GET", "HEAD", "POST"])
def kits(request: HttpRequest, me: AtWork) -> HttpResponse:
    """Make recovery kits and show them once, to be printed."""
    form = Kits(request.POST or None)
    if me.opened and form.is_valid():
        needed, number = form.cleaned_data["needed"], form.cleaned_data["kits"]
        try:
            words = recovery.make_kits(
                me.organisation.pk, me.opened, needed, number, by=me.actor(Right.MEMBERS), at=me.at
            )
            return show(request, me, "kits_made", kits=[one.split() for one in words], needed=needed)
        except Refused as refused:
            form.add_error(None, refused.refusal.value)
    return show(request, me, "kits", form=form, made=queries.kits(me.organisation.pk))


@desk(Right.MEMBERS, opened=True, vouched=False)
@require_http_methods(["GET", "HEAD", "POST"])
def recover(request: HttpRequest, me: AtWork) -> HttpResponse:
    """Open the organisation again with kits, when nobody can admit."""
    form = Recover(request.POST or None)
    if me.opened and form.is_valid():
        lines = [line for line in form.cleaned_data["words"].splitlines() if line.strip()]
        try:
            recovery.recover(me.organisation.pk, lines, me.opened, by=me.actor(Right.MEMBERS), at=me.at)
            messages.success(request, "Het is gelukt: u kunt weer lezen wat met uw organisatie is gedeeld.")
            return redirect("start")
        except Refused as refused:
            form.add_error("words", refused.refusal.value)
    return show(request, me, "recover", form=form)


@desk(Right.LEDGER)
def ledger(request: HttpRequest, me: AtWork) -> HttpResponse:
    """What was done in the own organisation, newest first."""
    lines = queries.told(of_organisation(me.organisation.code, LINES))
    return show(request, me, "ledger", lines=lines, most=LINES)


@desk(Right.ORGANISATIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def organisations(request: HttpRequest, me: AtWork) -> HttpResponse:
    """Which organisations take part; let one in by inviting its first manager."""
    form = LetIn(request.POST or None)
    link = ""
    if form.is_valid():
        code, name, email = (form.cleaned_data[field] for field in ("code", "name", "email"))
        if Organisation.objects.filter(code=code).exists():
            form.add_error("code", "Deze code is al in gebruik.")
        else:
            by = me.actor(Right.ORGANISATIONS)
            made = joining.let_in(code, name, by=by, at=me.at)
            token = joining.invite(made.pk, email, [Role.ORGANISATION_ADMIN], by=by, at=me.at)
            link = _pass_on(request, mail.send_invitation, email, name, token, me)
            form = LetIn()
    return show(
        request, me, "organisations", organisations=queries.organisations(me.at), form=form, link=link
    )


@desk(Right.ORGANISATIONS)
@require_POST
def invite_again(request: HttpRequest, me: AtWork, organisation: UUID) -> HttpResponse:
    """A new link for the first manager, when the first was lost or too old."""
    form = LetIn(request.POST or None)
    email = form.data.get("email", "")
    link = ""
    try:
        by = me.actor(Right.ORGANISATIONS)
        token = joining.invite(organisation, email, [Role.ORGANISATION_ADMIN], by=by, at=me.at)
        name = Organisation.objects.get(pk=organisation).name
        link = _pass_on(request, mail.send_invitation, email, name, token, me)
    except Refused as refused:
        messages.error(request, refused.refusal.value)
    return show(
        request, me, "organisations", organisations=queries.organisations(me.at), form=LetIn(), link=link
    )
