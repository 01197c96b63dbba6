"""The export as Open Referral HSDS: what the profile refuses, and what must not be lost on the way."""

import copy
import json
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from wegwijzer.directory.rules.places import Statement
from wegwijzer.directory.rules.register import EMPTY, Register
from wegwijzer.kernel.days import DUTCH_TIME
from wegwijzer.kernel.opening_hours import parse
from wegwijzer.signpost import hsds
from wegwijzer.signpost.facts import Facts
from wegwijzer.signpost.hsds_schedules import schedules
from wegwijzer.signpost.rules.edition import Edition
from wegwijzer.signpost.withdrawing import Standing

Json = dict[str, Any]

TODAY = date(2026, 11, 23)
PROFILE_URI = "https://wegwijzer.example/api/v1/hsds-profile.json"
SERVICE = "00000000-0000-5000-8000-000000000000"
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@pytest.fixture(scope="module")
def validator() -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(hsds.profile(), validate_formats=True)


@pytest.fixture(scope="module")
def exported(edition: Edition) -> Json:
    found: Json = json.loads(json.dumps(hsds.document(Facts(edition, EMPTY, TODAY), PROFILE_URI)))
    return found


def broken(exported: Json, change: Callable[[Json], object]) -> Json:
    other = copy.deepcopy(exported)
    change(other)
    return other


def named(exported: Json, name: str) -> Json:
    service: Json = next(one for one in exported["services"] if one["name"] == name)
    return service


def test_the_export_obeys_its_profile(exported, validator):
    assert [(error.instance_path, error.message[:200]) for error in validator.iter_errors(exported)] == []


@pytest.mark.parametrize(
    ("what", "change"),
    [
        ("a day in another order", lambda one: one.update(assured_date="31-12-2026")),
        ("a day that does not exist", lambda one: one.update(assured_date="2027-02-29")),
        ("a moment for a day", lambda one: one.update(assured_date="2026-11-23T10:00:00Z")),
        ("no status", lambda one: one.pop("status")),
        ("a status of our own", lambda one: one.update(status="actief")),
        ("no check", lambda one: one.pop("assured_date")),
        ("no source", lambda one: one.pop("source")),
        ("evidence that may not be shown", lambda one: one.update(evidence="C")),
        ("an id that is no UUID", lambda one: one.update(id="kindertelefoon")),
        ("an address without https", lambda one: one.update(url="http://elders.example")),
        ("a mail address that is none", lambda one: one.update(email="elders.example")),
        ("no competence", lambda one: one.update(bevoegdheden=[])),
        ("a competence without topics", lambda one: one["bevoegdheden"][0].update(onderwerp=[])),
        ("nothing that it cannot do", lambda one: one.update(cannot=[])),
        ("something unknown", lambda one: one.update(opmerking="x")),
        ("a time without a clock", lambda one: one["schedules"][0].update(opens_at="elf uur")),
        ("a day that is none", lambda one: one["schedules"][0].update(byday="MA,DI")),
        ("a schedule without end", lambda one: one["schedules"][0].pop("valid_to")),
    ],
)
def test_the_profile_refuses(exported, validator, what, change):
    wrong = broken(exported, lambda other: change(named(other, "De Kindertelefoon")))
    assert not validator.is_valid(wrong), what


def test_the_profile_is_a_schema(validator):
    jsonschema_rs.meta.validate(hsds.profile())


def test_every_row_of_competence_of_a_good_source_is_a_service_and_nothing_else_is(exported, edition):
    desks = edition.content["nl"]["desk"]
    rows = [
        (desk["name"], row["audiences"], row["sectors"], row["roles"])
        for _, desk in sorted(desks.items())
        if desk["evidence"] in ("A", "B")
        for row in desk["competence"]
    ]
    told = [(one["name"], one["bevoegdheden"][0]) for one in exported["services"]]
    assert [(name, row["doelgroep"], row["sector"], row["rol"]) for name, row in told] == rows


def test_flat_attributes_say_exactly_what_the_row_says(exported):
    terms = {term["id"]: term for term in exported["taxonomy_terms"]}
    for service in exported["services"]:
        row = service["bevoegdheden"][0]
        flat: dict[str, list[str]] = {name: [] for name in row if name != "gebied"}
        for one in service["attributes"]:
            assert terms[one["taxonomy_term_id"]]["taxonomy"] == one["link_type"]
            flat[one["link_type"]].append(terms[one["taxonomy_term_id"]]["code"])
        assert flat == {name: codes for name, codes in row.items() if name != "gebied"}


def test_everything_that_is_pointed_at_is_there_and_no_id_is_used_twice(exported):
    organizations = {one["id"] for one in exported["organizations"]}
    locations = {place["id"] for one in exported["organizations"] for place in one.get("locations", ())}
    taxonomies = {one["id"] for one in exported["taxonomies"]}
    terms = {one["id"] for one in exported["taxonomy_terms"]}
    for service in exported["services"]:
        assert service["organization_id"] in organizations
        assert all(one["location_id"] in locations for one in service["service_at_locations"])
    for term in exported["taxonomy_terms"]:
        assert term["taxonomy_id"] in taxonomies
        assert term.get("parent_id", term["id"]) in terms
    ids = [*all_ids(exported)]
    assert len({*ids}) == len(ids)


def all_ids(found: Any) -> list[str]:
    if isinstance(found, list):
        return [id for item in found for id in all_ids(item)]
    if isinstance(found, dict):
        return [*([found["id"]] if "id" in found else []), *all_ids([*found.values()])]
    return []


def test_the_same_thing_keeps_its_id(exported):
    """Others have stored these: a change here would make every service a new one for them."""
    assert named(exported, "De Kindertelefoon")["id"] == "4f757953-d7dc-5a17-9d1b-1d59aec649d4"
    term = next(one for one in exported["taxonomy_terms"] if one["code"] == "pesten")
    assert term["id"] == hsds.stable_id("term", "onderwerp", "pesten")


def test_a_desk_that_says_it_is_closed_is_temporarily_closed(edition, validator):
    closure = [{"from": "2026-11-23", "until": "2026-11-24"}]
    register = Register(statements=(stated("closures", closure),))
    state = {
        day: named(hsds.document(Facts(edition, register, day), PROFILE_URI), "De Kindertelefoon")["status"]
        for day in (TODAY, date(2026, 11, 25))
    }
    assert [*state.values()] == ["temporarily closed", "active"]


def test_a_number_that_a_desk_stated_is_exported_with_its_own_check(edition, validator):
    channel = {
        "type": "phone",
        "value": "0800 0000",
        "hours": "24/7",
        "languages": ["nl", "en"],
        "cost": "gratis",
    }
    document = hsds.document(
        Facts(edition, Register(statements=(stated("channels", [channel]),)), TODAY), PROFILE_URI
    )
    service = named(document, "De Kindertelefoon")
    phone = next(one for one in service["phones"] if one["number"] == "0800 0000")
    assert (phone["source"], phone["evidence"]) == ("opgegeven door de organisatie zelf", "B")
    assert [one["code"] for one in phone["languages"]] == ["nl", "en"]
    assert validator.is_valid(json.loads(json.dumps(document)))


def stated(field: str, value: object) -> Statement:
    source = "opgegeven door de organisatie zelf"
    return Statement("desk", "kindertelefoon", field, value, source, "B", TODAY.isoformat(), "coordinator")


def test_an_address_for_one_town_is_not_that_of_all_towns(exported):
    places = [one for one in exported["organizations"] if "gemeente" in one["name"].lower()]
    assert places
    assert not [one for one in places if "rotterdam" in one.get("website", "")]
    assert not [one for one in exported["services"] if "rotterdam" in one.get("url", "")]
    whole = json.dumps(exported)
    assert "kinderombudsmanrotterdam" in whole, "it is still told, with whom it is for"
    found = [one for one in every_location(exported) if "rotterdam" in one.get("url", "")]
    assert found
    assert all("0599" in one["description"] for one in found)


def every_location(part: Any) -> list[Json]:
    inside = part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
    own = [part] if isinstance(part, dict) and "location_type" in part else []
    return [*own, *(one for each in inside for one in every_location(each))]


def test_a_channel_that_was_withdrawn_is_not_exported(edition):
    standing = Standing(gone=frozenset({("kindertelefoon", "phone 0800 0432")}))
    document = hsds.document(Facts(edition, EMPTY, TODAY, standing), PROFILE_URI)
    assert named(document, "De Kindertelefoon")["phones"] == []


def test_what_nobody_checked_in_time_carries_a_warning_and_then_goes(edition, validator):
    late, gone = (Facts(edition, EMPTY, TODAY + timedelta(days=days)) for days in (400, 1500))
    warned = named(hsds.document(late, PROFILE_URI), "De Kindertelefoon")
    assert (warned["alert"], len(warned["phones"])) == (hsds.OVERDUE, 1)
    assert warned["schedules"] == [], "the term of hours is shorter than that of a number"
    assert named(hsds.document(gone, PROFILE_URI), "De Kindertelefoon")["phones"] == []
    assert validator.is_valid(json.loads(json.dumps(hsds.document(gone, PROFILE_URI))))


def channel(notation: str) -> Json:
    return {
        "type": "phone",
        "value": "000",
        "open": notation,
        "evidence": "A",
        "source": "made up",
        "checked": TODAY.isoformat(),
    }


@pytest.mark.parametrize(
    ("notation", "told"),
    [
        ("24/7", [("MO,TU,WE,TH,FR,SA,SU", "00:00", "23:59")]),
        ("Mo-Fr 09:00-17:00; PH off", [("MO,TU,WE,TH,FR", "09:00", "17:00")]),
        ("Fr 22:00-02:00; PH off", [("SA", "00:00", "02:00"), ("FR", "22:00", "23:59")]),
        ("Su 23:00-24:00", [("SU", "23:00", "23:59")]),
        ("Mo 09:00-12:00,13:00-17:00", [("MO", "09:00", "12:00"), ("MO", "13:00", "17:00")]),
    ],
)
def test_hours_become_weekly_rules(notation, told):
    first = [
        one for one in schedules(channel(notation), SERVICE, TODAY) if one["valid_from"] == TODAY.isoformat()
    ]
    assert [(one["byday"], one["opens_at"][:5], one["closes_at"][:5]) for one in first] == told


def test_summer_time_begins_with_other_rules():
    offsets = {(one["valid_from"], one["timezone"]) for one in schedules(channel("24/7"), SERVICE, TODAY)}
    assert offsets == {("2026-11-23", 1), ("2027-03-28", 2), ("2027-10-31", 1)}


def test_hours_in_words_stay_words():
    in_words = channel("24/7") | {"hours": "op werkdagen"}
    del in_words["open"]
    (only,) = schedules(in_words, SERVICE, TODAY)
    assert only["description"] == "op werkdagen"
    assert "byday" not in only


WITH_EXCEPTIONS = "Mo-Fr 09:00-12:00,13:00-16:00; PH off; Dec 24 09:00-15:00; 2027 Apr 30 off"
HOURS = st.sampled_from(
    [
        "24/7",
        "Mo-Fr 08:00-17:00; PH off",
        "Mo-Su,PH 11:00-21:00",
        "Fr-Sa 22:00-02:00; PH off",
        WITH_EXCEPTIONS,
        "Mo-Su 11:00-21:00",
    ]
)


@settings(max_examples=200)
@example(notation=WITH_EXCEPTIONS, day=32, minute=600)  # Christmas
@example(notation=WITH_EXCEPTIONS, day=31, minute=870)  # the day before, with hours of its own
@example(notation=WITH_EXCEPTIONS, day=158, minute=600)  # 30 April 2027, off for once
@example(notation="Mo-Su 11:00-21:00", day=32, minute=720)  # nobody said anything about Christmas
@example(notation="Fr-Sa 22:00-02:00; PH off", day=125, minute=30)  # the night in which summer time begins
@given(notation=HOURS, day=st.integers(0, 300), minute=st.integers(0, 24 * 60 - 2))
def test_at_any_moment_the_rules_say_the_same_as_the_notation(notation, day, minute):
    at = datetime.combine(TODAY + timedelta(days=day), time(minute // 60, minute % 60), DUTCH_TIME)
    status = parse(notation).status(at)
    rules = [*schedules(channel(notation), SERVICE, TODAY)]
    assert any(holds(rule, at) for rule in rules) == status.open


def holds(rule: Json, at: datetime) -> bool:
    """Read as HSDS says: valid on that day, on that day of the week, between these times at that distance."""
    if not rule["valid_from"] <= at.date().isoformat() <= rule["valid_to"]:
        return False
    if DAYS[at.weekday()] not in rule["byday"].split(","):
        return False
    opens, closes = (time.fromisoformat(rule[key]).replace(tzinfo=None) for key in ("opens_at", "closes_at"))
    return opens <= at.time() < closes
