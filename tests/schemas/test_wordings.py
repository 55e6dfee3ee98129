"""The wordings of the instruments are those of the documents, compared with a fixture typed from them."""

import json
from pathlib import Path
from typing import Any

import pytest

from schemas.field import Field
from schemas.form import Form, Sheet
from schemas.forms import newest

PRINTED = json.loads((Path(__file__).parent / "fixtures" / "wordings.json").read_text(encoding="utf-8"))


def form(name: str) -> Form:
    """The newest form of that name."""
    found = newest(name)
    assert found is not None
    return found


def labels(field: Field) -> list[str]:
    """What a field offers, in its order."""
    return [option.label for option in field.items or field.options]


def words(sheet: Sheet, *, rows: bool) -> list[str]:
    """The printed words of a sheet's own cells, or of the columns of its rows; places without words left out."""
    return [printed for path, printed in sheet.cells if ("/" in path and "*" not in path) is rows and printed]


def test_the_observation_grid_has_the_printed_columns_in_their_order() -> None:
    printed = PRINTED["observation"]
    observation = form("observation")
    assert labels(observation.field("ticks")) == printed["columns"]
    assert observation.sheets[0].heading == printed["heading"]
    assert words(observation.sheets[0], rows=False) == printed["printed"]


def test_the_observation_has_six_intervals_of_five_minutes_unless_a_school_says_otherwise() -> None:
    for name in ("observation", "settings_observation"):
        assert form(name).field("interval_count").default == PRINTED["observation"]["intervals"]
        assert form(name).field("interval_seconds").default == PRINTED["observation"]["minutes"] * 60


@pytest.mark.parametrize("name", ["scale_self_esteem", "scale_learning"])
def test_a_scale_has_the_printed_statements_in_their_order_and_runs_from_1_to_10(name: str) -> None:
    printed = PRINTED[name]
    statements = form(name).field("statements")
    assert labels(statements) == printed["statements"]
    for column in statements.columns[:2]:
        assert (column.least, column.most) == (printed["lowest"], printed["highest"])
    assert form(name).sheets[0].heading == printed["heading"]
    assert words(form(name).sheets[0], rows=False) == printed["printed"]


def test_a_scale_asks_where_i_am_before_where_i_would_like_to_be() -> None:
    for name in ("scale_self_esteem", "scale_learning"):
        now, wish, _took = form(name).field("statements").columns
        assert [now.label, wish.label] == ["Where I am now", "Where I would like to be"]


@pytest.mark.parametrize("shape", ["pupil", "student", "one_page"])
def test_each_shape_of_the_plan_has_its_printed_words(shape: str) -> None:
    printed: dict[str, Any] = PRINTED["action_plan"][shape]
    sheet = next(one for one in form("action_plan").sheets if one.name == shape)
    assert sheet.heading == printed["heading"]
    assert words(sheet, rows=True) == printed["columns"]
    assert words(sheet, rows=False) == printed["printed"]


def test_a_school_chooses_among_exactly_the_printed_shapes() -> None:
    plan = form("action_plan")
    shapes = [option.value for option in plan.field("shape").options]
    assert shapes == [sheet.name for sheet in plan.sheets]
    assert shapes == [option.value for option in form("school").field("plan_shape").options]


@pytest.mark.parametrize("name", ["visit", "session"])
def test_a_record_has_its_printed_words(name: str) -> None:
    (sheet,) = form(name).sheets
    assert sheet.heading == PRINTED[name]["heading"]
    assert words(sheet, rows=False) == PRINTED[name]["printed"]


def test_focus_areas_and_levels_are_those_of_the_documents() -> None:
    case = form("case")
    assert labels(case.field("focus_areas")) == PRINTED["case"]["focus_areas"]
    assert labels(case.field("level")) == PRINTED["case"]["levels"]
