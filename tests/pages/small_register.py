"""A made-up register: no school, board or town in it exists. And the fixture that brings it into use."""

from datetime import date

import pytest

from tests.pages.asking import Asking
from wegwijzer.directory.rules.places import (
    Board,
    Municipality,
    Partnership,
    PostcodeArea,
    School,
    Source,
    Statement,
)
from wegwijzer.directory.rules.register import Register
from wegwijzer.directory.rules.search import SchoolSearch
from wegwijzer.site.api import in_use

DAY = "2026-11-23"  # on which the content pack was checked, and every test of this register is run
OPEN, CLOSED, TAKEN_OVER, LOST = "99AA00", "99AB00", "99AC00", "99AD00"
KINDS = ("bo", "sbo", "so", "vso", "so_vso", "vo")


def made_up(code: str, **more: object) -> School:
    own = {"name": f"Made-up school {code}", "kind": "bo", "place": "Nergenshuizen", "source": "made_up"}
    return School(code=code, **{**own, **more})  # type: ignore[arg-type]  # a table of fields


def stated(field: str, value: object, about: str = "school", id: str = OPEN, **more: str) -> Statement:
    own = {"source": "opgegeven door de school zelf", "evidence": "B", "checked": DAY} | more
    return Statement(about, id, field, value, checked_by="coordinator", **own)


REGISTER = Register(
    published=DAY,
    sources=(Source("made_up", "Made-up schools", "2026-01-01", "CC0", made_up=True),),
    municipalities=(
        Municipality("9998", "Elders", "Nergens"),
        Municipality("9999", "Nergenshuizen", "Nergens"),
    ),
    boards=(Board("99001", "Made-up board", place="Nergenshuizen", source="made_up"), Board("99002")),
    partnerships=(
        Partnership("PO9999", "po", "Made-up partnership", source="made_up"),
        Partnership("VO9999", "vo", source="made_up"),
    ),
    areas=(PostcodeArea("9999", "Nergenshuizen", "9999", "PO9999", "VO9999"),),
    schools=(
        made_up(OPEN, board="99001", postcode="9999ZZ", phone="000-0000000", lat=52.5, lon=5.5, pupils=12),
        made_up(CLOSED, closed="2026-08-01", successor=TAKEN_OVER),
        made_up(TAKEN_OVER, closed="2026-09-01", successor=OPEN),
        made_up(LOST, closed="2026-09-01", name='=HYPERLINK("x")'),
        *(made_up(f"99ZZ{number:02}", kind=KINDS[number % 6], municipality="9998") for number in range(45)),
    ),
    statements=(
        stated("confidential_adviser", {"email": "vertrouwenspersoon@made-up.example"}),
        stated("contact", "administratie@made-up.example"),
        stated("school_guide", "https://made-up.example/gids", checked="2020-01-01"),
        stated("complaints_procedure", "https://made-up.example/klacht", evidence="C"),
        stated(
            "channels", [{"type": "phone", "value": "0800 0000", "open": "24/7"}], "desk", "kindertelefoon"
        ),
        stated("closures", [{"from": DAY, "until": DAY}], "desk", "kindertelefoon"),
        stated("contact", "contact@made-up.example", "desk", "kindertelefoon"),
    ),
)


def take_up(ask: Asking, register: Register) -> None:
    """Bring a register into use, as if it was published."""
    front = ask.application
    front.use(front.in_use(front.stamps, front.edition, front.finder, register, SchoolSearch(register)))


@pytest.fixture
def made_up_schools(ask: Asking, monkeypatch: pytest.MonkeyPatch):
    """The front has the made-up register in use, on the day that the facts were checked."""
    before = ask.application.register
    take_up(ask, REGISTER)
    monkeypatch.setattr(in_use, "today", lambda: date.fromisoformat(DAY))
    yield
    take_up(ask, before)
