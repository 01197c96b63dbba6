"""The one view of the API: it finds the operation, and puts on every answer what every answer carries."""

import hashlib
from typing import Any

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.middleware.gzip import GZipMiddleware
from django.urls import Resolver404, URLResolver
from django.urls.resolvers import RegexPattern
from django.utils.cache import get_conditional_response
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from wegwijzer.site.api import description, downloads, finding, organisations, problems, schools
from wegwijzer.site.api.everywhere import BASE, HEADERS, VERSION
from wegwijzer.site.api.in_use import NothingPublished
from wegwijzer.site.faults import tell_where

KEPT_FOR = "public, max-age=300"  # seconds; what is published is the same for everybody
RESOURCES = (
    *("schools", "boards", "municipalities", "regional-partnerships", "organisations", "topics", "sources"),
    *("schools.csv", "organisations.csv", "hsds.json", "openapi.json", "openapi.yaml"),
)


api = NinjaAPI(
    title="Wegwijzer",
    version=VERSION,
    description=description.DESCRIPTION,
    openapi_url=None,
    docs_url=None,
)
# Files first: "schools.csv" is no code of a school.
for part in (description, downloads, schools, organisations, finding):
    api.add_router("", part.router)

_addresses = URLResolver(RegexPattern(rf"^{BASE}/"), api.urls[0])
_packing = GZipMiddleware(lambda request: HttpResponse())


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    return problems.invalid(problems.in_words(error.errors), **_as_before(request))


@api.exception_handler(HttpError)
def _not_json(request: HttpRequest, error: HttpError) -> HttpResponse:
    return problems.invalid([problems.NOT_JSON], **_as_before(request))


@api.exception_handler(SuspiciousOperation)
def _too_many(request: HttpRequest, error: SuspiciousOperation) -> HttpResponse:
    return problems.invalid([problems.TOO_MANY])


def _as_before(request: HttpRequest) -> dict[str, Any]:
    """The finder answered in this way before there was anything else; programs may still look for it."""
    return {"error": finding.ASK_LIKE_THIS} if request.path == f"{BASE}/find" else {}


@api.exception_handler(Http404)
def _missing(request: HttpRequest, error: Http404) -> HttpResponse:
    return problems.not_found(str(error))


@api.exception_handler(NothingPublished)
def _nothing(request: HttpRequest, error: NothingPublished) -> HttpResponse:
    return problems.unavailable("Nothing is published here yet, or it cannot be read now.")


@api.exception_handler(Exception)
def _broken(request: HttpRequest, error: Exception) -> HttpResponse:
    """An error of ours: see `tell_where`."""
    tell_where("an answer of the API could not be made", error)
    return problems.broken()


def answer(request: HttpRequest) -> HttpResponse:
    """Everything at and below /api/v1."""
    asked = request.method
    response = _conditional(request, _answer(request))
    _packing.process_response(request, response)  # in its place
    for name, value in HEADERS.items():
        response.headers[name] = value
    response.headers.setdefault("Content-Length", str(len(response.content)))
    if asked == "HEAD":
        response.content = b""
    return response


def _answer(request: HttpRequest) -> HttpResponse:
    method = str(request.method)
    if method == "HEAD":
        request.method = "GET"
    try:
        response = _operation(request)
    except (Resolver404, Http404):
        return problems.not_found()
    if response.status_code != 405:
        return response
    allowed = _allowed(response.headers["Allow"])
    return _preflight(allowed) if method == "OPTIONS" else problems.not_allowed(allowed)


def _operation(request: HttpRequest) -> HttpResponse:
    if request.path == BASE:
        return _entrance(request)
    found = _addresses.resolve(request.path_info)
    response: HttpResponse = found.func(request, *found.args, **found.kwargs)
    return response


def _allowed(methods: str) -> str:
    found = {*methods.split(", "), "OPTIONS"}
    return ", ".join(sorted(found | {"HEAD"} if "GET" in found else found))


def _preflight(allowed: str) -> HttpResponse:
    """A browser asks whether a page elsewhere may ask: it may."""
    headers = {
        "Allow": allowed,
        "Access-Control-Allow-Methods": allowed,
        "Access-Control-Allow-Headers": "Content-Type, If-None-Match",
        "Access-Control-Max-Age": "86400",
    }
    response = HttpResponse(status=204, headers=headers)
    del response.headers["Content-Type"]
    return response


def _entrance(request: HttpRequest) -> HttpResponse:
    """Where everything is."""
    if request.method != "GET":
        return HttpResponseNotAllowed(["GET"])
    links = {name: f"{settings.URL}{BASE}/{name}" for name in RESOURCES}
    return JsonResponse({"version": VERSION, "links": links})


def _conditional(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """An answer that can be kept for a while, or 304 when the asker has it already."""
    if request.method != "GET" or response.status_code != 200:
        return response
    response.headers.setdefault("ETag", f'"{hashlib.sha256(response.content).hexdigest()[:32]}"')
    response.headers.setdefault("Cache-Control", KEPT_FOR)
    checked = get_conditional_response(request, etag=response.headers["ETag"], response=response)
    if checked is None:
        return response
    return problems.changed() if checked.status_code == 412 else checked
