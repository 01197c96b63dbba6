"""Lists in parts: `page` and `pageSize`, with links to the next and the previous part."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from ninja.errors import ValidationError
from pydantic import Field

from wegwijzer.site.api.schemas import Data, PageOf

P = TypeVar("P", bound=PageOf)
T = TypeVar("T")

MOST = 100  # items on a page


class Wanted(Data):
    """Which part of a list."""

    page: int = Field(1, ge=1, le=1_000_000)
    page_size: int = Field(20, ge=1, le=MOST)


def part(
    made: type[P], request: HttpRequest, wanted: Wanted, found: Sequence[T], make: Callable[[T], Any]
) -> P:
    """The wanted part of what was found; a page behind the last one is empty. Raises `ValidationError`."""
    _known_only(request, wanted)
    start = (wanted.page - 1) * wanted.page_size
    last = max(1, -(-len(found) // wanted.page_size))

    def address(page: int) -> str:
        query = wanted.model_dump(by_alias=True, exclude_none=True, exclude_defaults=True) | {"page": page}
        return f"{settings.URL}{request.path}?{urlencode(query)}"

    return made.model_validate(
        {
            "items": [make(item) for item in found[start : start + wanted.page_size]],
            "total": len(found),
            "page": wanted.page,
            "page_size": wanted.page_size,
            "links": {
                "self": address(wanted.page),
                "next": address(wanted.page + 1) if wanted.page < last else None,
                "prev": address(min(wanted.page - 1, last)) if wanted.page > 1 else None,
            },
        }
    )


def _known_only(request: HttpRequest, wanted: Wanted) -> None:
    """A filter with a wrong name would give everything, as if it was asked. Its name is not repeated."""
    known = {field.alias or name for name, field in type(wanted).model_fields.items()}
    unknown = request.GET.keys() - known
    if unknown:
        names = ", ".join(sorted(known))
        raise ValidationError([{"type": "query_unknown", "loc": ("query",), "ctx": {"known": names}}])
    twice = [name for name, values in request.GET.lists() if len(values) > 1]
    if twice:
        raise ValidationError([{"type": "query_twice", "loc": ("query", name)} for name in sorted(twice)])
