"""publiccode.yml lets other governments find the software. Its keys are those of the standard, 0.4."""

import datetime
import tomllib

import pytest
import yaml

from tests.architecture.tree import ROOT

STAGES = {"concept", "development", "beta", "stable", "obsolete"}
KINDS = {"standalone/mobile", "standalone/iot", "standalone/desktop", "standalone/web", "standalone/backend"}
KINDS |= {"standalone/other", "addon", "library", "configurationFiles"}


@pytest.fixture(scope="module")
def entry():
    return yaml.safe_load((ROOT / "publiccode.yml").read_text())


def test_it_says_what_the_standard_asks(entry):
    assert str(entry["publiccodeYmlVersion"]) == "0.4"
    assert entry["name"] == "Wegwijzer"
    assert entry["url"].startswith("https://")
    assert entry["platforms"]
    assert entry["categories"]
    assert entry["developmentStatus"] in STAGES
    assert entry["softwareType"] in KINDS
    assert isinstance(entry["releaseDate"], datetime.date)


def test_it_describes_the_software_in_both_languages(entry):
    assert set(entry["description"]) == {"nl", "en"}
    for text in entry["description"].values():
        assert 0 < len(text["shortDescription"]) <= 150
        assert 150 <= len(text["longDescription"]) <= 10_000
        assert text["features"]


def test_it_names_licence_and_maintainers(entry):
    assert entry["legal"]["license"] == "EUPL-1.2"
    assert entry["maintenance"]["type"] == "community"
    assert [contact["name"] for contact in entry["maintenance"]["contacts"]] == ["Wegwijzer maintainers"]
    assert entry["localisation"] == {"localisationReady": True, "availableLanguages": ["nl", "en"]}


def test_its_version_is_that_of_the_package(entry):
    package = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert entry["softwareVersion"] == package["version"]
    assert entry["legal"]["license"] == package["license"]
