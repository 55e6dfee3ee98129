"""Each sheet as a printer gets it: a file of one page of A4 with its heading, and on a blank one nobody's name."""

from __future__ import annotations

import re
from typing import Final

import pytest
from playwright.sync_api import Page, expect

from demo.cast import PUPILS, SCHOOL_NAME
from tests.browser.conftest import OpenView
from tests.browser.school import tab, tablet_of

pytestmark = pytest.mark.browser

FILLED: Final = {
    "print-observation": "Classroom Observation",
    "print-scale": "Self-Esteem Assessment",
    "print-visit": "Off Site Visit Record",
    "print-plan": "Pupil Action Plan",
    "print-plan-teachers": "Pupil Action Plan",
}
BLANK: Final = {
    "Observation": "Classroom Observation",
    "How I see myself": "Self-Esteem Assessment",
    "How I learn": "Learning Assessment",
    "Home visit": "Off Site Visit Record",
    "Plan": "Pupil Action Plan",
    "Session note": "Learning Mentor Progress Record",
    "Drop-in": "Drop-in",
    "Safety sheet": "Safety sheet for a visit",
    "Case": "The pupil and the support",
}


wards = tablet_of("ward")


def pages(page: Page) -> list[tuple[int, int]]:
    """Width and height of each page of the file that is printed, in points."""
    file = page.pdf(prefer_css_page_size=True)
    assert file.startswith(b"%PDF-")
    sizes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", file)
    assert len(sizes) == len(re.findall(rb"/Type\s*/Page\b(?!s)", file))
    return [(round(float(width)), round(float(height))) for width, height in sizes]


def printed(page: Page) -> str:
    """The words that are on the paper."""
    page.emulate_media(media="print")
    words = page.locator("body").inner_text()
    page.emulate_media(media="null")
    return words


def is_one_page(page: Page, heading: str) -> None:
    is_wide = heading == "Classroom Observation"
    assert pages(page) == [(842, 595) if is_wide else (595, 842)], heading
    words = printed(page)
    assert heading in words
    assert not re.search(r"^(Print|Blank|On paper|Today|Caseload)$", words, re.MULTILINE), f"{heading}: {words}"


@pytest.mark.parametrize(("view", "heading"), FILLED.items())
def test_a_record_comes_out_on_one_page_with_its_heading_and_whose_it_is(
    look_at: OpenView, view: str, heading: str
) -> None:
    page = look_at(view, 768, 1024)
    is_one_page(page, heading)
    assert "Kai Brennan" in printed(page)


@pytest.mark.parametrize(
    ("view", "heading"),
    {"print-plan-student-blank": "Student Action Plan", "print-plan-one-page-blank": "Pupil Action Plan"}.items(),
)
def test_each_other_shape_of_a_plan_comes_out_blank_on_one_page(look_at: OpenView, view: str, heading: str) -> None:
    is_one_page(look_at(view, 768, 1024), heading)


def test_each_blank_sheet_comes_out_on_one_page_with_the_school_on_it_and_nobody_else(wards: Page) -> None:
    page = wards
    tab(page, "More")
    page.get_by_role("link", name="Blank sheets").click()
    sheets = page.get_by_role("list", name="Blank sheets")
    expect(sheets.get_by_role("listitem")).to_have_count(len(BLANK))
    for place, heading in enumerate(BLANK.values()):
        sheets.get_by_role("link").nth(place).click()
        # The name comes with what the school shares, which may still be on its way to a new tablet.
        expect(page.get_by_role("article", name=heading)).to_contain_text(SCHOOL_NAME)
        is_one_page(page, heading)
        words = printed(page)
        assert SCHOOL_NAME in words
        assert "Blank sheet." in words
        names = {part for pupil in PUPILS for part in (pupil.name, pupil.preferred)} | {"Sam Ortiz", "Ms Ward"}
        assert [name for name in names if re.search(rf"\b{re.escape(name)}\b", words + page.title())] == []
        page.get_by_role("link", name="Blank sheets").first.click()


def test_each_choice_of_what_is_printed_has_a_label_that_is_seen(look_at: OpenView) -> None:
    page = look_at("print-plan", 360, 740)
    choices = page.get_by_role("group")
    for name in ("Which sheet", "Print it", "For whom"):
        expect(choices.and_(page.get_by_label(name)).get_by_text(name, exact=True)).to_be_visible()
    expect(choices).to_have_count(3)


def test_a_case_begins_on_its_first_page(wards: Page) -> None:
    page = wards
    tab(page, "Caseload")
    page.get_by_role("link", name="Kai Brennan").click()
    expect(page.get_by_role("heading", name="What happened")).to_be_visible()
    head = page.get_by_text(re.compile(r"^Printed \d+ \w+ \d{4} by Ms Ward$"))
    expect(head).to_be_hidden()
    page.emulate_media(media="print")
    expect(head).to_be_visible()
    expect(page.locator(".print-head")).to_contain_text(SCHOOL_NAME)
    # Only a box that may not be cut, and is longer than a page, leaves the page before it empty.
    happened = page.locator(".case-columns > .card").first
    assert happened.evaluate(
        "(card) => [getComputedStyle(card).breakInside, getComputedStyle(card.parentElement).display]"
    ) == [
        "auto",
        "block",
    ]
    page.emulate_media(media="null")
