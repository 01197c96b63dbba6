"""The table of roles: nobody who manages the platform sees a case, and no right comes from nowhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wegwijzer.accounts.rules.roles import (
    READS_CASES,
    TABLE,
    BadRoles,
    Right,
    Role,
    allows,
    checked,
    role_for,
)


def test_every_role_has_a_row_with_a_name_and_a_sentence():
    assert set(TABLE) == set(Role)
    for row in TABLE.values():
        assert row.rights, row.role
        assert row.description.endswith("."), row.role
        assert row.name[0].isupper(), row.role
    assert len({row.name for row in TABLE.values()}) == len(TABLE)


def test_every_right_is_somebodys():
    assert {right for row in TABLE.values() for right in row.rights} == set(Right)


@pytest.mark.parametrize("role", [Role.PLATFORM_ADMIN, Role.COORDINATOR, Role.ANALYST, Role.EDITOR])
def test_who_manages_counts_or_writes_texts_reads_no_case(role):
    assert not TABLE[role].rights & READS_CASES


def test_who_manages_an_organisation_reads_cases_only_in_another_role_too():
    assert not TABLE[Role.ORGANISATION_ADMIN].rights & READS_CASES
    assert allows((Role.ORGANISATION_ADMIN, Role.HELPDESK), Right.ANSWER)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("right", Right)
def test_a_role_allows_what_its_row_says_and_nothing_else(role, right):
    assert allows((role.value,), right) == (right in TABLE[role].rights)


@given(st.lists(st.sampled_from([*Role, "stranger", ""])), st.sampled_from(Right))
def test_a_deed_is_done_in_a_role_that_allows_it(roles, right):
    found = role_for(roles, right)
    if found is None:
        assert not any(role in TABLE and right in TABLE[Role(role)].rights for role in roles)
    else:
        assert found in roles
        assert right in TABLE[found].rights


def test_with_several_roles_the_smallest_that_allows_it_is_the_one_on_record():
    assert role_for((Role.LEAD, Role.HELPDESK), Right.ANSWER) == Role.HELPDESK


@pytest.mark.parametrize(
    "roles", [(), ("stranger",), (Role.PLATFORM_ADMIN, Role.HELPDESK), (Role.HELPDESK, "stranger")]
)
def test_no_roles_unknown_ones_and_the_platform_beside_another_are_refused(roles):
    with pytest.raises(BadRoles):
        checked(roles)


def test_roles_come_in_the_order_of_the_table_and_once():
    assert checked(["editor", "helpdesk_worker", "editor"]) == (Role.HELPDESK, Role.EDITOR)
