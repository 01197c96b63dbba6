"""The few answers that are not a ready page.

What is typed is read, answered and forgotten: no address, no log, no session holds it.
"""

import re
import sys
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render as django_render
from django.views.decorators.http import require_GET, require_safe

from wegwijzer.signpost.finder.find import Busy, Finder
from wegwijzer.signpost.pages import browse
from wegwijzer.signpost.pages.finding import finding_page
from wegwijzer.signpost.pages.frame import Addresses, Frame, Installation, Page, Redirect
from wegwijzer.signpost.pages.routing import at_code, page_at
from wegwijzer.signpost.pages.schools import LONGEST as LONGEST_NAME
from wegwijzer.signpost.pages.schools import school_page
from wegwijzer.signpost.rules.code import BrokenCode
from wegwijzer.signpost.rules.edition import Edition
from wegwijzer.site import clock, rendering
from wegwijzer.site.faults import tell_where
from wegwijzer.site.middleware import WENT_WRONG


def _edition() -> Edition:
    """The edition that the front has in use."""
    from wegwijzer.site.asgi import front

    if front.edition is None:
        raise RuntimeError("no edition is published: run wegwijzer edition build --publish")
    return front.edition


def _installation() -> Installation:
    """The built files, and the schools that the front has in use."""
    from wegwijzer.site.asgi import front

    return front.installation


def _frame(language: str | None, edition: Edition | None = None) -> Frame:
    edition = edition or _edition()
    known = language if language in edition.languages else edition.languages[0]
    return Frame(edition, known, _installation(), Addresses(edition, known), clock.now())


def _response(page: Page) -> HttpResponse:
    return HttpResponse(rendering.render(page), status=page.status)


@require_safe
def leave(request: HttpRequest) -> HttpResponse:
    """ "Snel weg" without JavaScript:

    wipe what this site left on the device, and go elsewhere. Nothing is written down.
    """
    response = HttpResponseRedirect(settings.EXIT_URL)
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response


@require_GET
def robots(request: HttpRequest) -> HttpResponse:
    """Everything may be read: a route says itself that it is not to be listed, and must be read to say so."""
    return HttpResponse("User-agent: *\nDisallow: /weg\n", content_type="text/plain; charset=utf-8")


@require_GET
def security_txt(request: HttpRequest) -> HttpResponse:
    """RFC 9116. It expires a year after the edition was built, so that it is looked at again."""
    year, rest = _edition().built.split("-", 1)
    contact = settings.SECURITY_CONTACT or f"{settings.URL}/over/"
    expires = f"{int(year) + 1}-{'02-28' if rest == '02-29' else rest}T00:00:00Z"
    lines = (
        f"Contact: {contact}",
        f"Expires: {expires}",
        "Preferred-Languages: nl, en",
        f"Canonical: {settings.URL}{request.path}",
        "",
    )
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def find(request: HttpRequest, language: str | None = None) -> HttpResponse:
    """Own words, by POST only: an address would keep them."""
    finder, typed = _finder(), _typed(request, "woorden")
    frame = _frame(language, finder.edition if finder else None)
    try:
        return _response(finding_page(frame, finder, typed))
    except Busy:
        return _response(finding_page(frame, None, typed))


def _finder() -> Finder | None:
    """The finder that the front has in use."""
    from wegwijzer.site.asgi import front

    return front.finder


def _typed(request: HttpRequest, field: str) -> str:
    """What was typed in a form; "" when the form is broken or too large. Never from the address."""
    try:
        return str(request.POST.get(field, "")).replace("\x00", "") if request.method == "POST" else ""
    except Exception:  # whatever is wrong with a form, the answer is an empty one and no error page
        return ""


def enter_code(request: HttpRequest, language: str | None = None) -> HttpResponse:
    """A code that was written down: on to its route, or say kindly that a character differs."""
    frame = _frame(language)
    text = _typed(request, "code")[:80].strip()
    found = re.search(r"/w/([0-9A-Za-z-]+)", text)  # the address that is printed under a code will do as well
    try:
        frame, answers = at_code(frame, found[1] if found else text)
        return HttpResponseRedirect(frame.addresses.go_on(answers))
    except BrokenCode:
        error = (
            frame.edition.words("text", "route", frame.language)["wrong_code"]
            if request.method == "POST"
            else ""
        )
        return _response(browse.code_page(frame, text, error))


def find_school(request: HttpRequest, code: str, language: str | None = None) -> HttpResponse:
    """The name of a school, by POST only: which school somebody looks for is theirs to tell."""
    from wegwijzer.site.asgi import front

    try:
        frame, answers = at_code(_frame(language), code)
    except BrokenCode:
        return _with_status(404)
    if request.method != "POST":
        return _response(school_page(frame, answers))
    typed = " ".join(_typed(request, "school")[:LONGEST_NAME].split())
    return _response(school_page(frame, answers, typed, front.search.find(typed) if typed else []))


def page(request: HttpRequest) -> HttpResponse:
    """A page when Django is asked for it (a POST to a page, or no front before it)."""
    answer = page_at(_edition(), _installation(), request.path, rendering.draw_qr, clock.now())
    if isinstance(answer, Redirect):
        return HttpResponseRedirect(answer.to)
    return _response(answer)


def not_at_work(request: HttpRequest) -> HttpResponse:
    """An address under /werk/ that is none; without the slash at the end, the start."""
    if request.path == "/werk":
        return HttpResponseRedirect("/werk/")
    return django_render(request, "accounts/not_found.html", status=404)


def too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was open for too long, or that another site sent."""
    return django_render(request, "accounts/too_old.html", status=403)


def bad_request(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return _with_status(400)


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return not_at_work(request) if request.path.startswith("/werk/") else _with_status(404)


def went_wrong(request: HttpRequest) -> HttpResponse:
    """An error of ours: the log tells where and why, not for whom, and the numbers always stand."""
    if error := sys.exc_info()[1]:
        tell_where("an answer could not be made", error)
    return HttpResponse(WENT_WRONG, status=500, content_type="text/plain; charset=utf-8")


def _with_status(status: int) -> HttpResponse:
    page = browse.not_found_page(_frame(None))
    return HttpResponse(rendering.render(page), status=status)
