"""No number of the demonstration can ring anywhere, and its password is good enough to be taken."""

from __future__ import annotations

import re

from demo.cast import BY_KEY, COLLEAGUES, PASSWORD, PUPILS, STAFF
from demo.story import invented_ids, story
from schemas.field import FieldType
from schemas.form import paths
from schemas.forms import FORMS
from schemas.limits import MIN_PASSWORD_LENGTH
from tests.demo.moments import MONDAY

FOR_STORIES = re.compile(r"01632 960 \d{3}|07700 900 \d{3}")


def test_every_number_is_of_the_ranges_that_are_kept_for_stories() -> None:
    phones = {(form.name, path) for form in FORMS for path, field in paths(form) if field.type is FieldType.PHONE}
    numbers = [
        str(leaf)
        for save in story(MONDAY, invented_ids())
        for path, leaf in save.values.items()
        if (save.form, re.sub(r"/[^/]+/", "/*/", path)) in phones
    ]
    assert len(numbers) > 30
    assert all(FOR_STORIES.fullmatch(number) for number in numbers)


def test_no_number_hides_in_a_sentence() -> None:
    words = [
        str(leaf) for save in story(MONDAY, invented_ids()) for path, leaf in save.values.items() if "phone" not in path
    ]
    assert not [text for text in words if re.search(r"\b0\d{3,} ?\d", text)]


def test_the_password_is_long_enough_and_says_what_it_is_for() -> None:
    assert len(PASSWORD) >= MIN_PASSWORD_LENGTH
    assert "demo" in PASSWORD


def test_the_first_to_come_is_an_administrator_and_the_line_manager_is_the_second() -> None:
    administrators = [one.key for one in STAFF if "administrator" in one.roles]
    assert administrators == ["quill", "ward"]
    assert "line_manager" in COLLEAGUES["ward"].roles


def test_every_pupil_has_a_mentor_whom_somebody_manages_and_siblings_who_are_here() -> None:
    for pupil in PUPILS:
        assert COLLEAGUES[pupil.mentor].manager == "ward"
        assert all(pupil.key in BY_KEY[sibling].siblings for sibling in pupil.siblings)
