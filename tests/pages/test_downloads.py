"""The directory as files, from the API and from the command."""

import argparse
import csv
import io
import json
from dataclasses import replace

import pytest

from tests.pages.small_register import CLOSED, LOST, OPEN, REGISTER, made_up_schools, take_up
from wegwijzer.directory.rules.places import Source
from wegwijzer.directory.rules.register import EMPTY
from wegwijzer.site import settings as site_settings
from wegwijzer.site.commands import export

__all__ = ["made_up_schools"]


def table(ask, name):
    return [*csv.DictReader(io.StringIO(ask.get(f"/api/v1/{name}").text))]


@pytest.mark.usefixtures("made_up_schools")
def test_another_register_is_another_file(ask):
    before = ask.get("/api/v1/schools.csv")
    take_up(ask, EMPTY)
    after = ask.get("/api/v1/schools.csv")
    assert len(after.content.splitlines()) == 1
    assert before.header("etag") != after.header("etag")


@pytest.mark.usefixtures("made_up_schools")
def test_the_table_of_schools_holds_every_school_and_no_formula(ask):
    rows = table(ask, "schools.csv")
    assert [row["code"] for row in rows] == [school.code for school in REGISTER.schools]
    by_code = {row["code"]: row for row in rows}
    assert (by_code[CLOSED]["status"], by_code[CLOSED]["successor"]) == ("closed", OPEN)
    assert by_code[OPEN]["partnerships"] == "PO9999 Made-up partnership"
    assert (by_code[OPEN]["sourceDate"], by_code[OPEN]["madeUp"]) == ("2026-01-01", "true")
    assert by_code[LOST]["name"].startswith("'=")


@pytest.mark.usefixtures("made_up_schools")
def test_the_table_of_desks_has_a_row_for_each_channel(ask):
    rows = table(ask, "organisations.csv")
    told = [row["channelValue"] for row in rows if row["id"] == "kindertelefoon"]
    desk = json.loads(ask.get("/api/v1/organisations/kindertelefoon").content)
    assert told == [channel["value"] for channel in desk["channels"]]
    assert all(row["channelChecked"] and row["channelSource"] for row in rows if row["channelValue"])
    assert all(not row["can"] for row in rows if row["verified"] == "false")


def test_the_command_writes_the_files_that_the_api_gives(ask, site, tmp_path, monkeypatch):
    monkeypatch.setattr(site_settings, "VAR", site.var)
    parser = argparse.ArgumentParser()
    export.add_arguments(parser)
    told = parser.parse_args(["--hsds", str(tmp_path / "hsds.json"), "--csv", str(tmp_path / "tables")])
    assert export.run_export(told) == 0
    assert (tmp_path / "hsds.json").read_bytes() == ask.get("/api/v1/hsds.json").content
    for name in ("schools.csv", "organisations.csv"):
        assert (tmp_path / "tables" / name).read_bytes() == ask.get(f"/api/v1/{name}").content
    assert (tmp_path / "tables" / "boards.csv").read_text().startswith("number,name,")


def test_the_command_asks_where_to(capsys):
    assert export.run_export(argparse.Namespace(hsds=None, csv=None)) == 2
    assert "--hsds" in capsys.readouterr().err


def test_a_fact_of_another_file_names_that_file(ask, made_up_schools):
    """The name of a school may be of this year and its telephone of three years ago."""
    old = Source("old-list", "Old list", "2023-08-01", "CC0")
    mixed = {"sources": (*REGISTER.sources, old)} | {
        kind: (replace(getattr(REGISTER, kind)[0], other_sources={"phone": "old-list"}),)
        for kind in ("schools", "boards")
    }
    take_up(ask, replace(REGISTER, **mixed))
    rows = csv.DictReader(io.StringIO(ask.get("/api/v1/schools.csv").text))
    assert [row["otherSources"] for row in rows] == ["phone: Old list, 2023-08-01"]
    for path in (f"schools/{OPEN}", "boards/99001"):
        assert json.loads(ask.get(f"/api/v1/{path}").text)["otherSources"] == {"phone": "old-list"}
