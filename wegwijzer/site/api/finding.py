"""Own words: the finder for programs. What is sent is read, answered and forgotten."""

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import Field

from wegwijzer.signpost.finder.find import Busy, found_data
from wegwijzer.signpost.finder.text import LONGEST
from wegwijzer.site.api import in_use, problems
from wegwijzer.site.api.schemas import Data, Found

router = Router(by_alias=True, tags=["finder"])

ASK_LIKE_THIS = 'POST JSON to this address: {"text": "..."}'


class OwnWords(Data):
    """What happened, in somebody's own words, in any of the languages that the finder reads."""

    text: str = Field(description=f"The first {LONGEST} characters are read.")


@router.post("/find", response=Found, summary="Understand own words")
def find(request: HttpRequest, asked: OwnWords) -> Found | HttpResponse:
    """What a text is about, how urgent it is, and who to turn to."""
    finder = in_use.front().finder
    if finder is None:
        return problems.unavailable("The finder is out of order; the questions of the site go on.")
    try:
        found = found_data(*finder.find(asked.text))
    except Busy:
        return problems.unavailable("Too many at once; try again.")
    read = min(len(asked.text), LONGEST)
    return Found.model_validate({"edition": finder.edition.number, **found, "read": read})
