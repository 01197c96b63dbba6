"""Find my school among all schools of the country, when the open data is there to ask."""

import pytest

from bench.directory import OPEN_DATA, found_within, queries, real_register
from wegwijzer.directory.rules.search import SchoolSearch

needs_the_open_data = pytest.mark.skipif(not OPEN_DATA.exists(), reason="no open data beside the checkout")


@pytest.fixture(scope="module")
def register():
    return real_register()


@pytest.fixture(scope="module")
def search(register):
    return SchoolSearch(register)


@needs_the_open_data
@pytest.mark.parametrize("part", ["tune", "test"])
def test_a_school_is_found_as_people_write_it(search, part):
    assert found_within(search, queries(part), 3) >= 0.95
    assert found_within(search, queries(part), 1) >= 0.8


@needs_the_open_data
def test_the_queries_ask_for_schools_that_are_open(register):
    asked = set().union(*(query.right for part in ("tune", "test") for query in queries(part)))
    assert asked - {school.code for school in register.open_schools} == set()


@needs_the_open_data
def test_every_open_location_is_found_by_its_own_code(register, search):
    lost = [
        school.code
        for school in register.open_schools[::7]
        if [hit.school.code for hit in search.find(school.code, 1)] != [school.code]
    ]
    assert lost == []


@needs_the_open_data
def test_a_name_typed_with_its_place_finds_a_school_of_that_name_there(register, search):
    some = register.open_schools[::29]
    found = 0
    for school in some:
        hits = search.find(f"{school.name} {school.place}", 3)
        found += any((hit.school.name, hit.school.place) == (school.name, school.place) for hit in hits)
    assert found / len(some) > 0.98


def test_there_are_queries_of_each_part_and_none_is_in_both():
    tune, test = ({query.text for query in queries(part)} for part in ("tune", "test"))
    assert min(len(tune), len(test)) > 60
    assert tune & test == set()
