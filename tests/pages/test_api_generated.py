"""Questions made up from the description of the API itself: no answer may differ from what it promises."""

from datetime import date

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.pages.asking import Asking
from tests.pages.small_register import DAY, REGISTER, take_up
from wegwijzer.site.api import in_use

PROMISES = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


@pytest.fixture(scope="module")
def operations(ask: Asking):
    before = ask.application.register
    take_up(ask, REGISTER)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(in_use, "today", lambda: date.fromisoformat(DAY))
        schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", ask.application)
        found = [*schema.get_all_operations()]
        yield [result.ok() for result in found]  # type: ignore[union-attr]  # a bad one has no ok() and fails
    take_up(ask, before)


@settings(max_examples=400, suppress_health_check=[*HealthCheck])
@given(data=st.data())
def test_no_question_that_fits_gets_an_answer_outside_the_description(operations, data):
    operation = data.draw(st.sampled_from(operations))
    data.draw(operation.as_strategy()).call_and_validate(checks=PROMISES)


@settings(max_examples=400, suppress_health_check=[*HealthCheck])
@given(data=st.data())
def test_no_question_that_does_not_fit_gets_an_answer_outside_the_description(operations, data):
    operation = data.draw(st.sampled_from([one for one in operations if one.body or one.query]))
    case = data.draw(operation.as_strategy(generation_mode=GenerationMode.NEGATIVE))
    case.call_and_validate(checks=[*PROMISES, negative_data_rejection])
