"""What an import changes: the newest stand wins per fact, and a file closes only what it covers."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wegwijzer.directory.rules.changes import MUNICIPALITIES, Known, Origin, Read, There, merged, plan
from wegwijzer.directory.rules.places import Board, Municipality, Partnership, PostcodeArea, School

OLD = Origin("old", "2024-11-01", covers=frozenset({"bo", "vo"}))
NEW = Origin("new", "2026-08-01", covers=frozenset({"bo"}))
PARTIAL = Origin("partial", "2025-10-01", weak=frozenset({"name", "place"}))
BO = School("99AA00", "Verzonnen School", "bo", "Verzonnendorp", postcode="0001AA", number="1", board="99901")
VO = School("99AB00", "Verzonnen College", "vo", "Verzonnendorp")


def after(*imports: tuple[Origin, Read], there: There | None = None) -> There:
    found = there or There()
    for origin, read in imports:
        found = found.with_(plan(found, read, origin).writes)
    return found


def listing(*schools: School) -> Read:
    return Read(schools=schools)


def test_a_school_that_was_not_there_is_new():
    found = plan(There(), listing(BO), OLD)
    assert (found.new, found.closed, found.changed) == (("99AA00",), (), {})
    assert found.writes.schools["99AA00"] == Known(BO, "old")


def test_the_same_file_again_changes_nothing():
    there = after((OLD, listing(BO, VO)), (NEW, listing(BO)))
    for origin, read in ((OLD, listing(BO, VO)), (NEW, listing(BO))):
        again = plan(there, read, origin)
        assert again.writes == There(), again
        assert (again.new, again.changed, again.closed, again.reopened) == ((), {}, (), ())


def test_a_change_names_its_facts_and_another_board_is_a_move():
    there = after((OLD, listing(BO)))
    found = plan(there, listing(replace(BO, name="Nieuwe naam", board="99902")), NEW)
    assert found.changed == {"99AA00": ("name", "board")}
    assert found.moved == {"99AA00": ("99901", "99902")}


def test_a_board_that_becomes_known_is_no_move():
    there = after((OLD, listing(replace(BO, board=""))))
    assert plan(there, listing(BO), NEW).moved == {}


def test_an_older_file_changes_nothing_but_fills_what_nobody_told():
    there = after((NEW, listing(replace(BO, phone="", website="https://nieuw.example"))))
    older = replace(BO, phone="0201234567", website="https://oud.example", name="Oude naam")
    school = after((OLD, listing(older)), there=there).schools["99AA00"]
    assert (school.value.phone, school.value.website) == ("0201234567", "https://nieuw.example")
    assert school.value.name == BO.name
    assert (school.main, school.others) == ("new", {"phone": "old"})


def test_a_fact_that_a_newer_file_takes_back_stays_away():
    official = replace(NEW, empties=frozenset({"phone"}))
    there = after((OLD, listing(replace(BO, phone="0201234567"))), (official, listing(BO)))
    assert there.schools["99AA00"].value.phone == ""
    assert after((OLD, listing(replace(BO, phone="0201234567"))), there=there) == there


def test_a_weak_name_counts_only_where_there_is_no_other():
    cut = replace(BO, name="Verzonnen Sch", pupils=80)
    first = after((PARTIAL, listing(cut)))
    assert first.schools["99AA00"].value.name == "Verzonnen Sch"
    both = after((OLD, listing(BO)), there=first).schools["99AA00"].value
    assert (both.name, both.pupils) == (BO.name, 80)
    assert after((OLD, listing(BO)), (PARTIAL, listing(cut))).schools["99AA00"].value.name == BO.name


def test_coordinates_of_another_address_are_thrown_away():
    there = after((OLD, listing(replace(BO, lat=52.0, lon=5.0))))
    assert after((NEW, listing(BO)), there=there).schools["99AA00"].value.lat == 52.0
    moved = after((NEW, listing(replace(BO, postcode="0002BB"))), there=there)
    assert (moved.schools["99AA00"].value.lat, moved.schools["99AA00"].value.lon) == (None, None)
    again = after((OLD, listing(replace(BO, lat=52.0, lon=5.0))), there=moved)
    assert again.schools["99AA00"].value.lat is None


def test_a_file_closes_only_the_kinds_that_it_covers():
    there = after((OLD, listing(BO, VO)))
    found = plan(there, listing(), NEW)
    assert found.closed == ("99AA00",)
    assert found.writes.schools["99AA00"].value.closed == "2026-08-01"
    assert plan(there, listing(), PARTIAL).closed == ()


def test_a_file_of_the_same_day_closes_nothing_that_another_one_lists():
    there = after((OLD, listing(BO, VO)))
    assert plan(there, listing(BO), replace(OLD, id="other")).closed == ()


def test_a_mended_file_of_the_same_day_closes_what_it_no_longer_lists():
    there = after((OLD, listing(BO, VO)))
    assert plan(there, listing(BO), OLD).closed == ("99AB00",)


def test_a_mended_file_of_the_same_day_is_believed_over_what_it_said_before():
    there = after((OLD, listing(BO)))
    assert plan(there, listing(replace(BO, name="Verbeterd")), OLD).changed == {"99AA00": ("name",)}


def test_a_mended_file_that_covers_nothing_closes_nothing():
    there = after((PARTIAL, listing(BO, VO)))
    assert plan(there, listing(BO), PARTIAL).writes == There()


def test_a_school_that_is_listed_but_not_readably_stays_open_and_as_it_was():
    before = replace(BO, phone="0201234567")
    there = after((OLD, listing(before, VO)))
    unreadable = Read(listed=frozenset({"99AA00", "99ZZ00"}))
    newer = replace(NEW, empties=frozenset({"phone"}))
    found = plan(there, unreadable, newer)
    assert (found.closed, found.new, found.changed, found.closing) == ((), (), {}, 0)
    there = there.with_(found.writes)
    assert there.schools["99AA00"].value == before
    assert there.schools["99AA00"].origin_of("phone") == "old"
    assert plan(there, unreadable, newer).writes == There()
    assert plan(there, listing(before), replace(PARTIAL, covers=frozenset({"bo"}))).closed == ()


def test_a_mended_file_that_lists_a_school_unreadably_does_not_close_it():
    there = after((OLD, listing(BO, VO)))
    assert plan(there, Read(schools=(VO,), listed=frozenset({"99AA00"})), OLD).closed == ()


def test_what_can_be_read_goes_before_what_cannot():
    there = after((OLD, listing(BO)))
    both = Read(schools=(replace(BO, name="Nieuwe naam"),), listed=frozenset({"99AA00"}))
    assert after((NEW, both), there=there).schools["99AA00"].value.name == "Nieuwe naam"


def test_a_closed_school_that_is_listed_again_is_open_and_has_no_successor():
    other = replace(BO, code="99AC00")
    there = after((OLD, listing(BO)), (NEW, listing(other)))
    assert there.schools["99AA00"].value.successor == "99AC00"
    found = plan(there, listing(BO, other), replace(NEW, id="newer", stand="2026-09-01"))
    assert found.reopened == ("99AA00",)
    again = found.writes.schools["99AA00"].value
    assert (again.closed, again.successor) == ("", "")


def test_a_school_that_only_an_older_file_knows_comes_in_closed():
    there = after((NEW, listing(BO)))
    found = plan(there, listing(BO, replace(BO, code="99AD00", postcode="0009ZZ")), OLD)
    assert (found.new, found.closed) == ((), ("99AD00",))
    assert found.writes.schools["99AD00"].value.closed == "2026-08-01"
    assert not found.refused


@pytest.mark.parametrize(("gone", "refused"), [(0, False), (5, False), (6, True), (100, True)])
def test_more_than_five_in_a_hundred_closing_is_refused(gone: int, refused: bool):
    schools = [replace(BO, code=f"{number:02}AA00") for number in range(100)]
    found = plan(after((OLD, listing(*schools, VO))), listing(*schools[gone:]), NEW)
    assert found.closing == pytest.approx(gone / 100)
    assert found.refused is refused


@pytest.mark.parametrize(
    ("open_ones", "successor"),
    [
        ([replace(BO, code="99AC00")], "99AC00"),  # the same building
        ([replace(BO, code="99AC00", kind="vo")], ""),
        ([replace(BO, code="99AC00", number="2")], ""),
        ([replace(BO, code="99AC00"), replace(BO, code="99AD00")], ""),  # two in it: nobody knows which
        ([replace(BO, code="99AA01", postcode="0009ZZ")], "99AA01"),  # the same institution
        ([replace(BO, code="99AA01", postcode="9"), replace(BO, code="99AA02", postcode="8")], ""),
        ([replace(BO, code="99AA01", postcode="0009ZZ"), replace(BO, code="99AC00")], "99AC00"),
    ],
)
def test_the_successor_is_the_only_one_in_the_building_or_in_the_institution(open_ones, successor):
    there = after((OLD, listing(BO)), (NEW, listing(*open_ones)))
    assert there.schools["99AA00"].value.successor == successor


def test_an_address_that_is_not_known_is_nobodys_address():
    nowhere = replace(BO, postcode="", number="")
    there = after((OLD, listing(nowhere)), (NEW, listing(replace(nowhere, code="99AC00"))))
    assert there.schools["99AA00"].value.successor == ""


def test_a_named_successor_holds_unless_it_is_unknown_open_or_a_circle():
    a, b, c = (replace(BO, code=code, postcode="") for code in ("99AA00", "99AB00", "99AC00"))
    there = after((OLD, listing(a, b, c)), (NEW, listing(c)))
    named = plan(
        there, Read(successors={"99AA00": "99AB00", "99AB00": "99AC00"}), Origin("told", "2026-08-02")
    )
    assert named.successors == {"99AA00": "99AB00", "99AB00": "99AC00"}
    assert named.not_so == ()
    wrong = plan(
        there.with_(named.writes),
        Read(successors={"99AB00": "99AA00", "99AC00": "99AA00", "99ZZ99": "99AC00"}),
        Origin("told", "2026-08-02"),
    )
    assert wrong.successors == {}
    assert wrong.not_so == (
        "99AB00 to 99AA00: that leads back to 99AB00",
        "99AC00 to 99AA00: 99AC00 is open",
        "99ZZ99 to 99AC00: 99ZZ99 is not known",
    )


def test_a_municipality_is_found_by_its_name_and_an_abolished_one_stays_away():
    complete = Origin("gemeenten", "2026-01-01", covers=frozenset({MUNICIPALITIES}))
    there = after((complete, Read(municipalities=(Municipality("9990", "Verzonnendorp", "Drenthe"),))))
    old = Read(
        municipalities=(Municipality("9989", "Opgeheven"),),
        schools=(
            replace(BO, municipality="Verzonnendorp"),
            replace(VO, municipality="9989"),
        ),
    )
    there = after((OLD, old), there=there)
    assert set(there.municipalities) == {"9990"}
    assert there.schools["99AA00"].value.municipality == "9990"
    assert there.schools["99AB00"].value.municipality == ""


def test_a_postcode_area_points_only_at_what_is_known():
    read = Read(
        partnerships=(Partnership("PO9901", "po"),),
        areas=(PostcodeArea("0001", "Verzonnendorp", "9990", "PO9901", "VO9901"),),
    )
    area = after((OLD, read)).areas["0001"].value
    assert (area.municipality, area.partnership_po, area.partnership_vo) == ("", "PO9901", "")


def test_a_board_keeps_its_name_when_a_newer_file_knows_only_its_number():
    there = after((OLD, Read(boards=(Board("99901", "Verzonnen Stichting"),))))
    assert after((NEW, Read(boards=(Board("99901"),))), there=there).boards["99901"].value.name != ""


STANDS = ("2024-01-01", "2025-01-01", "2026-01-01", "2026-06-01")
schools = st.builds(
    School,
    code=st.sampled_from(["99AA00", "99AA01", "99AB00"]),
    name=st.sampled_from(["Een", "Twee"]),
    kind=st.just("bo"),
    place=st.just("Verzonnendorp"),
    board=st.sampled_from(["", "99901", "99902"]),
    phone=st.sampled_from(["", "0201234567"]),
    postcode=st.sampled_from(["", "0001AA", "0002BB"]),
    pupils=st.sampled_from([None, 10, 20]),
)
files = st.tuples(
    *(
        st.tuples(
            st.builds(
                Origin,
                id=st.just(f"file-{stand}"),
                stand=st.just(stand),
                covers=st.sampled_from([frozenset[str](), frozenset({"bo"})]),
                weak=st.sampled_from([frozenset[str](), frozenset({"name"})]),
                empties=st.sampled_from([frozenset[str](), frozenset({"phone"})]),
            ),
            st.lists(schools, max_size=3, unique_by=lambda school: school.code).map(
                lambda some: listing(*some)
            ),
        )
        for stand in STANDS
    )
)


@given(files=files, order=st.permutations(range(len(STANDS))))
def test_the_order_of_importing_does_not_matter(files, order):
    one = after(*files)
    two = after(*(files[index] for index in order))
    assert values(one) == values(two)


def values(there: There) -> dict[str, School]:
    """Who takes whose place depends on what was known then; all else does not."""
    return {code: replace(known.value, successor="") for code, known in there.schools.items()}


@given(files=files)
def test_importing_all_of_it_again_changes_nothing(files):
    there = after(*files)
    for origin, read in files:
        again = plan(there, read, origin)
        assert again.writes == There()
        assert (again.new, again.changed, again.closed, again.reopened) == ((), {}, (), ())


@given(files=files)
def test_no_school_is_ever_lost_and_only_a_closed_one_has_a_successor(files):
    there = after(*files)
    assert set(there.schools) == {school.code for _, read in files for school in read.schools}
    for known in there.schools.values():
        assert known.value.closed or not known.value.successor


def test_merging_gives_the_first_one_as_it_is():
    assert merged(None, BO, OLD, {"old": OLD}) == Known(BO, "old")
