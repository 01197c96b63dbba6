"""Numbers of one region: who is there sees theirs, and who is not sees none of them."""

import pytest

from wegwijzer.directory.rules.regions import MOST, reachable, serves

EVERYBODY = {"type": "phone", "value": "0800 0000"}
NORTH = {"type": "phone", "value": "000 1", "municipalities": ["9990", "9991"]}
SOUTH = {"type": "phone", "value": "000 2", "municipalities": ["9992"]}


@pytest.mark.parametrize(
    ("channels", "municipality", "shown"),
    [
        ([], "", []),
        ([], "9990", []),
        ([EVERYBODY], "", [EVERYBODY]),
        ([EVERYBODY], "9990", [EVERYBODY]),
        ([EVERYBODY, NORTH, SOUTH], "9990", [NORTH, EVERYBODY]),
        ([EVERYBODY, NORTH, SOUTH], "9991", [NORTH, EVERYBODY]),
        ([NORTH, EVERYBODY, SOUTH], "9992", [SOUTH, EVERYBODY]),
        ([NORTH, SOUTH, EVERYBODY], "9999", [EVERYBODY]),
        ([NORTH, SOUTH], "9999", []),
        ([NORTH, EVERYBODY, SOUTH], "", [EVERYBODY, NORTH, SOUTH]),
        ([NORTH] * MOST, "", [NORTH] * MOST),
        ([NORTH] * (MOST + 1), "", []),
        ([NORTH] * (MOST + 1) + [EVERYBODY], "", [EVERYBODY]),
        ([EVERYBODY | {"municipalities": []}], "9999", [EVERYBODY | {"municipalities": []}]),
    ],
)
def test_a_channel_of_a_region_is_for_that_region_and_comes_first_there(channels, municipality, shown):
    assert reachable(channels, municipality) == shown


@pytest.mark.parametrize(
    ("channels", "municipality", "there"),
    [
        ([], "9990", True),
        ([NORTH], "", True),
        ([NORTH] * (MOST + 1), "", True),
        ([NORTH], "9990", True),
        ([NORTH], "9999", False),
        ([NORTH, EVERYBODY], "9999", True),
    ],
)
def test_only_a_desk_that_is_all_of_other_regions_is_not_there(channels, municipality, there):
    assert serves(channels, municipality) is there
