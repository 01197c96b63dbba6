"""Opening hours in words, in each language of the site, and where they stand on a page."""

import re
from datetime import datetime

import pytest
from django.utils.translation import gettext, override

from tests.content.small_pack import put, small_files, write
from wegwijzer.directory.rules.register import EMPTY
from wegwijzer.kernel.days import DUTCH_TIME, public_holiday
from wegwijzer.kernel.opening_hours import parse
from wegwijzer.pack.load import load
from wegwijzer.signpost.editions import compile_pack
from wegwijzer.signpost.facts import Facts
from wegwijzer.signpost.pages.desks import channels
from wegwijzer.signpost.pages.frame import Addresses, Frame, Page
from wegwijzer.signpost.pages.opening import hours_in_words, pages_change_at, status_in_words
from wegwijzer.signpost.pages.routing import page_at
from wegwijzer.signpost.rules.edition import Edition, from_bytes, to_bytes
from wegwijzer.site.rendering import installation, render

OFFICE = "Mo-Fr 09:00-17:00; PH off"
LINE = "Mo-Su 11:00-21:00"


def facts_with(edition: Edition, moment: datetime) -> Facts:
    return Facts(edition, EMPTY, moment.date())


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=DUTCH_TIME)


HOURS = [
    ("24/7", "dag en nacht", "day and night"),
    (LINE, "elke dag van 11.00 tot 21.00 uur", "every day from 11:00 to 21:00"),
    (
        "Mo-Fr 08:00-17:00",
        "maandag tot en met vrijdag van 8.00 tot 17.00 uur",
        "Monday to Friday from 8:00 to 17:00",
    ),
    (
        "Mo-Fr 09:00-12:30,13:00-17:00; PH off",
        "maandag tot en met vrijdag van 9.00 tot 12.30 uur en van 13.00 tot 17.00 uur, niet op feestdagen",
        "Monday to Friday from 9:00 to 12:30 and from 13:00 to 17:00, not on public holidays",
    ),
    (
        "Mo-Tu,Th 09:00-17:00; Sa 10:00-24:00",
        "maandag, dinsdag en donderdag van 9.00 tot 17.00 uur; zaterdag van 10.00 tot 24.00 uur",
        "Monday, Tuesday and Thursday from 9:00 to 17:00; Saturday from 10:00 to 24:00",
    ),
    (
        "Fr 22:00-02:00",
        "vrijdag van 22.00 uur tot 2.00 uur de volgende dag",
        "Friday from 22:00 to 2:00 the next day",
    ),
    (
        "Mo-Su,PH 11:00-21:00",
        "elke dag van 11.00 tot 21.00 uur, ook op feestdagen",
        "every day from 11:00 to 21:00, also on public holidays",
    ),
    (
        "Sa 00:00-24:00; PH 11:00-15:00; Dec 24 09:00-15:00; 2026 Dec 31 off",
        "zaterdag de hele dag; op feestdagen van 11.00 tot 15.00 uur; 24 december van 9.00 tot 15.00 uur; "
        "31 december 2026 gesloten",
        "Saturday all day; on public holidays from 11:00 to 15:00; 24 December from 9:00 to 15:00; "
        "31 December 2026 closed",
    ),
]


@pytest.mark.parametrize(("notation", "dutch", "english"), HOURS)
def test_hours_are_told_in_words(notation, dutch, english):
    assert hours_in_words(parse(notation), "nl") == dutch
    assert hours_in_words(parse(notation), "en") == english


STATUSES = [
    ("24/7", "2026-12-25 12:00", "Nu open, dag en nacht", "Open now, day and night"),
    (OFFICE, "2026-11-24 12:00", "Nu open tot 17.00 uur", "Open now until 17:00"),
    (OFFICE, "2026-11-24 08:00", "Gaat vandaag om 9.00 uur open", "Opens today at 9:00"),
    (OFFICE, "2026-11-24 18:00", "Morgen vanaf 9.00 uur open", "Open tomorrow from 9:00"),
    (OFFICE, "2026-11-27 23:59", "Maandag vanaf 9.00 uur weer open", "Open again on Monday from 9:00"),
    (OFFICE, "2026-11-28 00:00", "Maandag vanaf 9.00 uur weer open", "Open again on Monday from 9:00"),
    (OFFICE, "2026-11-29 00:00", "Morgen vanaf 9.00 uur open", "Open tomorrow from 9:00"),
    (
        "Mo 09:00-17:00",
        "2026-11-23 18:00",
        "Maandag 30 november vanaf 9.00 uur weer open",
        "Open again on Monday 30 November from 9:00",
    ),
    ("2027 Jan 15 09:00-12:00", "2026-11-24 12:00", "Nu gesloten", "Closed now"),
    ("Mo-Su 20:00-02:00", "2026-11-24 23:00", "Nu open tot 2.00 uur vannacht", "Open now until 2:00 tonight"),
    ("Mo-Su 20:00-02:00", "2026-11-25 01:00", "Nu open tot 2.00 uur", "Open now until 2:00"),
    ("Mo-Fr 08:00-24:00", "2026-11-24 23:00", "Nu open tot 24.00 uur", "Open now until 24:00"),
    (
        "Mo 08:00-24:00; Tu 00:00-17:00",
        "2026-11-23 12:00",
        "Nu open tot morgen 17.00 uur",
        "Open now until 17:00 tomorrow",
    ),
    (
        "Mo-We 00:00-24:00",
        "2026-11-23 12:00",
        "Nu open tot woensdag 24.00 uur",
        "Open now until 24:00 Wednesday",
    ),
    (
        OFFICE,
        "2026-12-25 10:00",
        "Gesloten op Eerste Kerstdag; maandag vanaf 9.00 uur weer open",
        "Closed on Christmas Day; open again on Monday from 9:00",
    ),
    (
        OFFICE,
        "2026-04-06 10:00",
        "Gesloten op Tweede Paasdag; morgen vanaf 9.00 uur open",
        "Closed on Easter Monday; open tomorrow from 9:00",
    ),
    (
        "Mo-Su 11:00-21:00; PH 11:00-15:00",
        "2026-12-25 16:00",
        "Morgen vanaf 11.00 uur open",
        "Open tomorrow from 11:00",
    ),
    (
        LINE,
        "2026-12-25 12:00",
        "Vandaag is het een feestdag: misschien gesloten",
        "Today is a public holiday: perhaps closed",
    ),
    ("Mo-Su 20:00-02:00", "2026-12-27 01:00", "Misschien gesloten", "Perhaps closed"),
    (LINE, "2026-03-29 01:30", "Gaat vandaag om 11.00 uur open", "Opens today at 11:00"),
    (LINE, "2026-10-24 22:00", "Morgen vanaf 11.00 uur open", "Open tomorrow from 11:00"),
]


@pytest.mark.parametrize(("notation", "moment", "dutch", "english"), STATUSES)
def test_whether_it_is_open_is_told_in_words(notation, moment, dutch, english):
    assert status_in_words(parse(notation), at(moment), "nl") == dutch
    assert status_in_words(parse(notation), at(moment), "en") == english


def test_every_holiday_has_a_name_in_english():
    days = [
        at(f"{year}-01-01").date().replace(month=month) for year in (2026, 2027) for month in range(1, 13)
    ]
    names = {
        holiday.name
        for first in days
        for day in range(1, 29)
        if (holiday := public_holiday(first.replace(day=day)))
    }
    assert len(names) == 11
    with override("en"):
        assert [name for name in names if gettext(name) == name] == []


def edition_with(folder, *notations: str, **channel: object) -> Edition:
    """The small pack, its mentor with a channel for each of these hours."""
    files = small_files()
    fact = {**files["nl/desks/mentor.yaml"]["channels"][0], **channel}
    facts = [fact | {"open": notation} for notation in notations] or [fact]
    put(files["nl/desks/mentor.yaml"], ("channels",), facts)
    words = {"deaf": channel["deaf"]} if "deaf" in channel else {}
    put(files["en/desks/mentor.yaml"], ("channels",), [words] * len(facts))
    for language in ("nl", "en"):
        audiences = {"leerling": "leerlingen", "ouder": "ouders"}
        files[f"{language}/texts/route.yaml"]["facts"] = {"audiences": audiences, "and": "en"}
    pack, problems = load(write(folder, files))
    assert problems == []
    return from_bytes(to_bytes(compile_pack(pack).body, 1, "2026-11-23"))


def mentor(edition: Edition, moment: datetime | None) -> dict[str, object]:
    frame = Frame(edition, "nl", installation(), Addresses(edition, "nl"), moment=moment)
    return channels(frame, "mentor")[0]


def test_a_channel_says_what_is_known_of_it_and_no_more(tmp_path):
    known = {
        "anonymous": True,
        "for": ["leerling", "ouder"],
        "languages": ["nl", "ar"],
        "deaf": "Chat met ons.",
    }
    told = mentor(edition_with(tmp_path / "known", LINE, **known), None)["details"]
    assert told == (
        "Elke dag van 11.00 tot 21.00 uur. Een naam is niet nodig. Voor leerlingen en ouders. "
        "Talen: Nederlands, Arabisch. Doof of slechthorend: Chat met ons."
    )
    assert mentor(edition_with(tmp_path / "named", anonymous=False), None)["details"] == "Een naam is nodig"
    assert mentor(edition_with(tmp_path / "nothing"), at("2026-11-24 12:00"))["details"] == ""


def test_no_status_stands_where_no_moment_or_no_hours_are_known(tmp_path):
    with_hours, without = edition_with(tmp_path / "with", LINE), edition_with(tmp_path / "without")
    assert mentor(with_hours, None)["status"] is None
    assert mentor(without, at("2026-11-24 12:00"))["status"] is None
    assert mentor(with_hours, at("2026-11-24 12:00"))["status"] == {
        "text": "Nu open tot 21.00 uur",
        "open": True,
        "always": False,
    }


@pytest.mark.parametrize(
    ("notations", "after", "then"),
    [
        ((LINE, "24/7"), "2026-11-24 10:00", "2026-11-24 11:00"),
        ((LINE, OFFICE), "2026-11-24 11:00", "2026-11-24 17:00"),
        ((LINE, OFFICE), "2026-11-24 17:00", "2026-11-24 21:00"),
        ((LINE,), "2026-11-24 21:00", "2026-11-25 00:00"),
        ((OFFICE,), "2026-11-27 17:00", "2026-11-28 00:00"),
        ((LINE,), "2026-10-24 21:00", "2026-10-25 00:00"),
        (("24/7",), "2026-11-24 10:00", "2026-11-25 00:00"),  # facts grow old too
    ],
)
def test_the_next_change_of_any_status_is_known(tmp_path, notations, after, then):
    found = pages_change_at(facts_with(edition_with(tmp_path, *notations), at(after)), at(after))
    assert found == at(then)


def test_words_stay_the_same_until_that_change(tmp_path):
    notations = (LINE, OFFICE, "Fr 22:00-02:00", "Mo-Su 11:00-21:00; PH off; 2026 Dec 24 09:00-15:00")
    edition, moment = edition_with(tmp_path, *notations), at("2026-12-18 12:00")
    while moment < at("2027-01-05 12:00"):
        change = pages_change_at(facts_with(edition, moment), moment)
        last = change.fromtimestamp(change.timestamp() - 1, DUTCH_TIME)
        for notation in notations:
            told = [status_in_words(parse(notation), when, "nl") for when in (moment, last)]
            assert told[0] == told[1], (notation, moment, last)
        moment = change


def test_every_channel_of_the_pack_with_hours_has_words_in_both_languages(edition):
    notations = {
        channel["open"]
        for desk in edition.content["nl"]["desk"].values()
        for channel in desk["channels"]
        if "open" in channel
    }
    assert len(notations) > 3
    for notation in notations:
        assert hours_in_words(parse(notation), "nl") != hours_in_words(parse(notation), "en")


def drawn(edition: Edition, path: str, moment: datetime | None) -> str:
    page = page_at(edition, installation(), path, moment=moment)
    assert isinstance(page, Page)
    return render(page).decode()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_page_shows_the_status_in_words_beside_the_hours(edition, language):
    path = Addresses(edition, language).desk("kindertelefoon")
    moment = at("2026-11-24 12:00")
    told = status_in_words(parse(LINE), moment, language)
    with_moment, kept_long = drawn(edition, path, moment), drawn(edition, path, None)
    assert with_moment.count(told) == 2
    assert told not in kept_long
    for page in (with_moment, kept_long):
        assert hours_in_words(parse(LINE), language) in re.sub(r"\s+", " ", page).replace("E", "e")
