"""What every form keeps to, whatever it asks: paths, references, and the fields each must bring."""

import re
from collections.abc import Iterator

import pytest

from schemas.authority import FORM_WRITERS, KINDS
from schemas.catalogue import single_record
from schemas.checks import fault_in, is_identity
from schemas.field import COMPOUND, Field, FieldType
from schemas.form import Form, paths, row_fields
from schemas.forms import FORMS, form_named, newest
from schemas.judge import LEAVES

NAME = re.compile(r"[a-z_][a-z0-9_]*")
TOKENS = {FieldType.PERSON, FieldType.PEOPLE, FieldType.INSTANT, FieldType.DATE}

every_form = pytest.mark.parametrize("form", FORMS, ids=[f"{form.name} {form.version}" for form in FORMS])


def sibling_sets(form: Form) -> Iterator[tuple[Field, ...]]:
    """The leaves that stand side by side: the form's own, then those of each of its rows."""
    yield tuple(field for field in form.leaves() if field.type not in COMPOUND)
    yield from (row_fields(field) for field in form.fields() if field.type is FieldType.ROWS)


def leaves(form: Form) -> Iterator[Field]:
    """Every leaf field of a form."""
    for siblings in sibling_sets(form):
        yield from siblings


@every_form
def test_every_path_is_declared_once(form: Form) -> None:
    declared = [path for path, _field in paths(form)]
    assert len(declared) == len(set(declared))


@every_form
def test_every_name_fits_into_a_path(form: Form) -> None:
    names = [part for path, _field in paths(form) for part in path.split("/") if part != "*"]
    assert [name for name in names if not NAME.fullmatch(name)] == []
    assert LEAVES not in names


def test_a_form_has_one_definition_a_version() -> None:
    versions = [(form.name, form.version) for form in FORMS]
    assert len(versions) == len(set(versions))
    assert all(form_named(form.name, form.version) is form for form in FORMS)


@every_form
def test_a_form_says_what_it_is_and_where_it_lives(form: Form) -> None:
    assert form.label
    assert form.description.endswith(".")
    assert set(form.lives_in) <= set(KINDS)
    assert form.lives_in


@every_form
def test_what_a_field_names_beside_it_is_there(form: Form) -> None:
    for siblings in sibling_sets(form):
        types = {field.name: field.type for field in siblings}
        for field in siblings:
            conditions = [condition.field for condition in (field.when, field.unless) if condition]
            for other in (field.not_before, field.not_same, *conditions):
                assert not other or other in types, field.name
            assert not field.not_before or types[field.not_before] is field.type
            assert not field.day or (field.type, types[field.day]) == (FieldType.INSTANT, FieldType.DATE)


@every_form
def test_a_date_that_says_when_it_happened_is_one(form: Form) -> None:
    if form.casework:
        assert form.field(form.dated_by).type in {FieldType.DATE, FieldType.INSTANT}


@every_form
def test_what_a_field_is_asked_for_is_an_answer_of_its_sibling(form: Form) -> None:
    for siblings in sibling_sets(form):
        types = {field.name: field for field in siblings}
        for field in siblings:
            for condition in (field.when, field.unless):
                for value in condition.values if condition else ():
                    assert condition is not None
                    assert fault_in(types[condition.field], value, "2026-11-24") is None


@every_form
def test_what_a_record_points_at_exists(form: Form) -> None:
    for field in leaves(form):
        if field.of:
            name, _, rows = field.of.partition("/")
            target = newest(name)
            assert target is not None, field.name
            assert not rows or target.field(rows).type is FieldType.ROWS


@every_form
def test_options_taken_from_another_form_are_the_ones_there(form: Form) -> None:
    for field in leaves(form):
        if field.options_from:
            source, _, name = field.options_from.partition(":")
            other = form_named(source.partition("@")[0], int(source.partition("@")[2]))
            assert other is not None
            assert field.options == other.field(name).items


@every_form
def test_a_choice_has_answers_and_none_twice(form: Form) -> None:
    for field in (*leaves(form), *form.fields()):
        for offered in (field.options, field.items):
            assert len({option.value for option in offered}) == len(offered)
            assert len({option.label for option in offered}) == len(offered)
        if field.type in {FieldType.CHOICE, FieldType.CHOICES, FieldType.ANSWER}:
            assert field.options, field.name


@every_form
def test_a_default_is_a_good_answer(form: Form) -> None:
    for field in leaves(form):
        if field.default is not None and field.type not in TOKENS:
            assert fault_in(field, field.default, "2026-11-24") is None, field.name


@every_form
def test_every_leaf_has_a_label_for_people(form: Form) -> None:
    assert [field.name for field in leaves(form) if not field.label] == []


@every_form
def test_every_narrative_says_how_it_is_known_and_is_sensitive(form: Form) -> None:
    for siblings in sibling_sets(form):
        names = {field.name for field in siblings}
        for field in siblings:
            if field.type is FieldType.NARRATIVE:
                assert {f"{field.name}_source", f"{field.name}_told_by"} <= names
                assert field.sensitive, field.name


@every_form
def test_free_text_is_a_narrative_or_one_line(form: Form) -> None:
    types = {field.type for field in leaves(form)}
    assert types <= set(FieldType) - COMPOUND


@every_form
def test_every_form_for_casework_can_be_entered_from_paper_and_can_say_that_the_lead_was_told(form: Form) -> None:
    names = {field.name for field in form.fields()}
    wanted = {"from_paper", "paper_date", "written_by", "lead_told", "lead_told_at"}
    assert (wanted <= names) is form.casework
    assert form.casework is (form.lives_in != ("team",))


@every_form
def test_a_printed_cell_is_a_path_of_its_form_or_of_the_pupil_s(form: Form) -> None:
    case = newest("case")
    assert case is not None
    declared = {path.replace("/*", "") for path, _field in paths(form)}
    grids = {field.name for field in form.fields() if field.type in COMPOUND}
    for sheet in form.sheets:
        for path in [part for cell, _words in sheet.cells for part in cell.split("+")]:
            if path.startswith("pupil."):
                assert case.field(path.removeprefix("pupil.")).name
            else:
                assert path in declared or path.removesuffix("/*") in grids, path


@every_form
def test_what_a_copy_leaves_out_is_printed_without_it(form: Form) -> None:
    printed = {path for sheet in form.sheets for cell, _words in sheet.cells for path in cell.split("+")}
    for copy in form.copies:
        assert copy.label
        assert set(copy.without) <= printed, copy.name


def test_a_plan_is_cut_for_the_pupil_the_family_and_the_teachers() -> None:
    plan = newest("action_plan")
    assert plan is not None
    without = {copy.name: set(copy.without) for copy in plan.copies}
    assert list(without) == ["pupil", "parent", "teachers"]
    assert "pupil_comments" in without["parent"] & without["teachers"]
    assert not any("targets/target" in left_out for left_out in without.values())


def test_single_records_have_fixed_ids_of_their_own() -> None:
    ids = [single_record(form.name) for form in FORMS if form.single]
    assert all(is_identity(one) for one in ids)
    assert len(set(ids)) == len(ids)
    assert single_record("calendar") == "zWuhfUn231pOFgWR-20h9Q"


def test_forms_that_only_some_may_write_exist() -> None:
    assert all(newest(name) is not None for name in FORM_WRITERS)
