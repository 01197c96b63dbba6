"""What went wrong, for programs and in plain words: Problem Details (RFC 9457).

No problem repeats what was sent: it may be about a child.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpResponse

PROBLEM = "application/problem+json"
Errors = list[dict[str, Any]]

# The kinds of mistake that pydantic tells apart, in words. The names in braces are those of its context.
WORDS = {
    "missing": "This is missing.",
    "string_type": "This must be text.",
    "string_unicode": "This is not text that can be read.",
    "string_too_short": "This must have at least {min_length} character(s).",
    "string_too_long": "This may have at most {max_length} characters.",
    "string_pattern_mismatch": "This does not have the right form. It must match {pattern}",
    "int_type": "This must be a whole number.",
    "int_parsing": "This must be a whole number.",
    "int_parsing_size": "This number is too large.",
    "int_from_float": "This must be a whole number.",
    "greater_than_equal": "This must be at least {ge}.",
    "less_than_equal": "This may be at most {le}.",
    "literal_error": "This must be one of: {expected}.",
    "extra_forbidden": "This is not known here.",
    "query_unknown": "A name in the query is not known. There are: {known}.",
    "query_twice": "This may stand in the query once.",
    "model_attributes_type": "This must be a JSON object.",
    "model_type": "This must be a JSON object.",
}
NOT_JSON = {"in": "body", "code": "json_invalid", "detail": "This is not JSON."}
TOO_MANY = {"in": "query", "code": "too_many", "detail": "Too much is asked at once."}


def body(status: int, title: str, detail: str, **more: Any) -> bytes:
    return json.dumps({"status": status, "title": title, "detail": detail, **more}).encode()


def problem(
    status: int, title: str, detail: str, headers: Mapping[str, str] | None = None, **more: Any
) -> HttpResponse:
    """`more`: members that this kind of problem adds."""
    content = body(status, title, detail, **more)
    answer = HttpResponse(content, status=status, content_type=PROBLEM, headers=dict(headers or {}))
    answer.headers["Cache-Control"] = "no-store"
    return answer


def not_found(
    detail: str = "There is nothing at this address. See /api/v1 for what there is.",
) -> HttpResponse:
    return problem(404, "Not found", detail)


def not_allowed(allowed: str) -> HttpResponse:
    return problem(405, "Method not allowed", f"Here you can use: {allowed}.", {"Allow": allowed})


def changed() -> HttpResponse:
    return problem(
        412, "Precondition failed", "What you asked for is not what you have: ask without If-Match."
    )


def invalid(errors: Errors, **more: Any) -> HttpResponse:
    """Everything that is wrong with what was sent, together."""
    return problem(
        400, "Bad request", "Something is wrong with what was sent; see errors.", errors=errors, **more
    )


def broken() -> HttpResponse:
    return problem(500, "Internal error", "Something went wrong on our side. Nothing was kept.")


def unavailable(detail: str) -> HttpResponse:
    return problem(503, "Unavailable", detail, {"Retry-After": "5"})


def in_words(found: Iterable[Mapping[str, Any]]) -> Errors:
    """The mistakes of pydantic as `in`, `location`, `code` and `detail`."""
    return [_error(error) for error in found]


def _error(error: Mapping[str, Any]) -> dict[str, Any]:
    place, *inside = error["loc"]
    where = [part for part in inside if part not in ("asked", "wanted")]  # our names for the whole
    told = {"in": place, "code": error["type"], "detail": _detail(error)}
    if not where:
        return told
    pointer = "/" + "/".join(map(str, where))
    return told | {"location": {"pointer": f"#{pointer}"} if place == "body" else {"name": str(where[-1])}}


def _detail(error: Mapping[str, Any]) -> str:
    words = WORDS.get(error["type"], "This is not right.")
    return words.format_map({name: str(value) for name, value in error.get("ctx", {}).items()})
