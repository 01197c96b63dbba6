"""The OpenAPI description: what ninja writes of the operations, and what holds for every answer."""

import json
import re
from functools import cache
from typing import Any

import yaml
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI, Router
from ninja.openapi.schema import get_schema

from wegwijzer.site.api.everywhere import BASE, VERSION
from wegwijzer.site.api.problems import PROBLEM

router = Router()

Json = dict[str, Any]

DESCRIPTION = (
    "Schools, organisations that help, topics, and a finder for own words, of the Dutch signpost for safety "
    "at school. Every fact has a source and a date. Nothing that is sent is kept."
)
FILES = {  # what ninja cannot know: the kind of a file
    "/schools.csv": ("text/csv", {"type": "string"}),
    "/organisations.csv": ("text/csv", {"type": "string"}),
    "/hsds.json": ("application/json", {"type": "object"}),
    "/hsds-profile.json": ("application/schema+json", {"type": "object"}),
}
PROBLEM_PROPERTIES: Json = {
    "type": {"type": "string", "format": "uri-reference"},
    "status": {"type": "integer"},
    "title": {"type": "string"},
    "detail": {"type": "string", "description": "What is wrong, in plain words."},
}
ERROR: Json = {
    "type": "object",
    "required": ["in", "detail"],
    "properties": {
        "in": {"type": "string", "enum": ["body", "query", "path"]},
        "location": {
            "type": "object",
            "properties": {"pointer": {"type": "string"}, "name": {"type": "string"}},
        },
        "code": {"type": "string"},
        "detail": {"type": "string"},
    },
}
SCHEMAS: Json = {
    "Problem": {
        "type": "object",
        "description": "Problem Details (RFC 9457).",
        "required": ["status", "title", "detail"],
        "properties": PROBLEM_PROPERTIES,
    },
    "BadRequest": {
        "type": "object",
        "description": "Problem Details (RFC 9457) with everything that is wrong, together.",
        "required": ["status", "title", "detail", "errors"],
        "properties": PROBLEM_PROPERTIES | {"errors": {"type": "array", "items": ERROR}},
    },
}
HEADERS: Json = {
    "API-Version": {
        "description": "The full version of this API.",
        "required": True,
        "schema": {"type": "string"},
        "example": VERSION,
    }
}
NOT_MODIFIED = "What you have is what there is."
# Status, when it can occur, and what it says.
BY_STATUS = {
    "400": ("BadRequest", "Something is wrong with what was sent."),
    "404": ("Problem", "There is nothing at this address."),
    "412": ("Problem", "What you have is not what there is."),
    "413": ("Problem", "Too large to read."),
    "503": ("Problem", "Out of order, or too many at once."),
}


def contact() -> Json:
    """Whom to ask. The address for mail is the one for weak spots, when that is a mail address."""
    found = {"name": "Wegwijzer", "url": f"{settings.URL}/over/"}
    mail = settings.SECURITY_CONTACT.removeprefix("mailto:")
    return found | ({"email": mail} if mail != settings.SECURITY_CONTACT else {})


def described(api: NinjaAPI) -> Json:
    """The OpenAPI description of the API, as data."""
    found: Json = json.loads(json.dumps(get_schema(api, path_prefix="")))
    found["servers"] = [{"url": f"{settings.URL}{BASE}"}]
    found["info"] |= {
        "contact": contact(),
        "license": {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"},
    }
    schemas = found["components"]["schemas"]
    found["components"]["schemas"] = {
        name: schema
        for name, schema in schemas.items()
        if not name.startswith("Wanted")  # queries, written out
    } | SCHEMAS
    found["components"]["headers"] = HEADERS
    for path, operations in found["paths"].items():
        for method, operation in operations.items():
            _complete(path, method, operation)
    return found


def _complete(path: str, method: str, operation: Json) -> None:
    """What every operation can answer besides what was asked for."""
    operation["operationId"] = re.sub(r"\W+(\w?)", lambda found: found[1].upper(), f"{method}{path}")
    for parameter in operation["parameters"]:
        _plain(parameter)
    responses = operation["responses"]
    if path in FILES:
        kind, schema = FILES[path]
        responses["200"]["content"] = {kind: {"schema": schema}}
    for status in _can_occur(path, method, operation):
        responses[status] = _problem(*BY_STATUS[status])
    if method == "get":
        responses["304"] = {"description": NOT_MODIFIED}
    for response in responses.values():
        response["headers"] = {"API-Version": {"$ref": "#/components/headers/API-Version"}}


def _plain(parameter: Json) -> None:
    """A parameter that may be left out cannot be null: an address has no way to write that."""
    schema = parameter["schema"]
    for kind in schema.pop("anyOf", ()):
        schema |= kind if kind["type"] != "null" else {}


def _can_occur(path: str, method: str, operation: Json) -> list[str]:
    asks = method == "post" or any(one["in"] == "query" for one in operation["parameters"])
    own = ["412"] if method == "get" else ["413"]
    return [*(["400"] if asks else []), *(["404"] if "{" in path else []), *own, "503"]


def _problem(schema: str, says: str) -> Json:
    return {
        "description": says,
        "content": {PROBLEM: {"schema": {"$ref": f"#/components/schemas/{schema}"}}},
    }


@cache
def _as_json() -> bytes:
    from wegwijzer.site.api.answering import api

    return json.dumps(described(api), ensure_ascii=False).encode()


@cache
def _as_yaml() -> bytes:
    return yaml.safe_dump(json.loads(_as_json()), allow_unicode=True, sort_keys=False).encode()


@router.get("/openapi.json", include_in_schema=False)
def openapi_json(request: HttpRequest) -> HttpResponse:
    return HttpResponse(_as_json(), content_type="application/json")


@router.get("/openapi.yaml", include_in_schema=False)
def openapi_yaml(request: HttpRequest) -> HttpResponse:
    return HttpResponse(_as_yaml(), content_type="application/yaml")
