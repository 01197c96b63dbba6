"""The directory as files: made once for what is in use and for the day, then handed out ready."""

import gzip
import hashlib
import json
import threading
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Router

from wegwijzer.directory import tables
from wegwijzer.signpost import hsds
from wegwijzer.signpost.facts import Facts
from wegwijzer.site.api import in_use
from wegwijzer.site.api.everywhere import BASE

router = Router(tags=["downloads"])

CSV, JSON = "text/csv; charset=utf-8", "application/json"
PROFILE_PATH = f"{BASE}/hsds-profile.json"


def schools_csv(facts: Facts) -> bytes:
    return tables.as_csv(tables.schools(facts.register))


def boards_csv(facts: Facts) -> bytes:
    return tables.as_csv(tables.boards(facts.register))


def organisations_csv(facts: Facts) -> bytes:
    desks = ((one.id, one.desk, one.verified, one.channels) for one in facts.desks())
    return tables.as_csv(tables.organisations(desks))


def hsds_json(facts: Facts) -> bytes:
    found = hsds.document(facts, settings.URL + PROFILE_PATH)
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode()


@dataclass(frozen=True)
class File:
    plain: bytes
    packed: bytes
    etag: str


class Kept:
    """One file, made when it is first asked for; whoever asks while it is made waits for the same one."""

    def __init__(self, make: Callable[[Facts], bytes]) -> None:
        self._make, self._turn = make, threading.Lock()
        self._of: Facts | None = None
        self._file: File | None = None

    def get(self, facts: Facts) -> File:
        with self._turn:
            if self._file is None or self._of is None or not _same(self._of, facts):
                plain = self._make(facts)
                etag = f'"{hashlib.sha256(plain).hexdigest()[:32]}"'
                self._of, self._file = facts, File(plain, gzip.compress(plain, 6, mtime=0), etag)
            return self._file


def _same(one: Facts, other: Facts) -> bool:
    """The very same edition and register: comparing what they hold would take as long as making the file."""
    same = one.edition is other.edition and one.register is other.register
    return same and (one.today, one.standing) == (other.today, other.standing)


SCHOOLS, ORGANISATIONS, HSDS = Kept(schools_csv), Kept(organisations_csv), Kept(hsds_json)


@router.get("/schools.csv", summary="All schools, as CSV")
def all_schools(request: HttpRequest) -> HttpResponse:
    """Every school location, also closed ones, as a table (RFC 4180, UTF-8)."""
    return _download(request, SCHOOLS, CSV)


@router.get("/organisations.csv", summary="All desks, as CSV")
def all_organisations(request: HttpRequest) -> HttpResponse:
    """A row for each channel of each desk (RFC 4180, UTF-8)."""
    return _download(request, ORGANISATIONS, CSV)


@router.get("/hsds.json", summary="All desks, as Open Referral HSDS 3.0")
def all_services(request: HttpRequest) -> HttpResponse:
    """Organisations and services in the standard for directories of help, with our array of competences."""
    return _download(request, HSDS, JSON)


@router.get("/hsds-profile.json", summary="Our profile of HSDS")
def profile(request: HttpRequest) -> HttpResponse:
    """The JSON Schema that the export obeys."""
    return HttpResponse(hsds.PROFILE.read_bytes(), content_type="application/schema+json")


def _download(request: HttpRequest, kept: Kept, kind: str) -> HttpResponse:
    file = kept.get(in_use.facts())
    taken = {part.strip() for part in request.headers.get("Accept-Encoding", "").lower().split(",")}
    headers = {"ETag": file.etag, "Vary": "Accept-Encoding"}
    if "gzip" in taken:
        return HttpResponse(file.packed, content_type=kind, headers=headers | {"Content-Encoding": "gzip"})
    return HttpResponse(file.plain, content_type=kind, headers=headers)
