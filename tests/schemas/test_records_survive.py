"""Any good record is judged good, nothing in it is lost on the way through its schema, and nothing stops the judge."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemas.catalogue import is_narrative
from schemas.field import Leaf
from schemas.form import Form
from schemas.forms import FORMS
from schemas.judge import gather, judge, round_trip, spread
from tests.schemas.records import TODAY, any_leaf, good_records, paths_of_any_kind

every_form = pytest.mark.parametrize("form", FORMS, ids=[f"{form.name} {form.version}" for form in FORMS])


@every_form
@given(data=st.data())
@settings(max_examples=10, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_any_good_record_is_judged_good_and_survives_its_schema(form: Form, data: st.DataObject) -> None:
    record = data.draw(good_records(form))
    assert [problem for problem in judge(record, today=TODAY) if not problem.advice] == []
    assert round_trip(form, record) == record


@given(form=st.sampled_from(FORMS), leaves=st.dictionaries(paths_of_any_kind, any_leaf, max_size=6))
def test_any_record_at_all_is_judged_and_gathered_without_loss(form: Form, leaves: dict[str, Leaf]) -> None:
    record = {**leaves, "_form": form.name, "_version": form.version}
    assert spread(gather(form, record)) == record
    problems = judge(record, today=TODAY)
    assert len({problem.path for problem in problems}) == len(problems)
    assert all(problem.message and problem.code for problem in problems)
    assert all(is_narrative(form.name, form.version, path) in {True, False} for path in record)


@every_form
def test_fields_of_a_newer_version_survive_among_plain_fields_rows_and_ticks(form: Form) -> None:
    row = "AAAAAAAAAAAAAAAAAAAAAA"
    newer: dict[str, Any] = {"_form": form.name, "_version": form.version, "mood": ["bright", 1, None], "a.b": 1}
    for field in form.fields():
        newer |= {f"{field.name}/{row}/mood": "bright", f"{field.name}/{row}/_mood": True, f"pets/{row}/name": "Rex"}
    assert round_trip(form, newer) == newer
