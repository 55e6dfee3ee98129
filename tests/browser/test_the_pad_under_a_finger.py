"""The observation pad: twelve large cells whose places never move, and a tap that counts as the finger comes down."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import OpenView
from tests.browser.gallery import Gallery

pytestmark = pytest.mark.browser

TABLETS = [(1024, 768), (768, 1024), (1280, 800)]
PHONE = (360, 740)


def boxes(page: Page) -> list[tuple[float, float, float, float]]:
    """Left, top, width, height of each cell."""
    found: list[tuple[float, float, float, float]] = page.locator(".pad-cell").evaluate_all(
        "cells => cells.map((cell) => { const box = cell.getBoundingClientRect();"
        " return [box.x, box.y, box.width, box.height]; })"
    )
    return [(left, top, width, height) for left, top, width, height in found]


def cell(page: Page, label: str) -> Locator:
    return page.locator(".pad-cell:not(.pad-undo)", has_text=label)


@pytest.mark.parametrize("size", TABLETS)
def test_a_tablet_has_twelve_cells_of_150_pixels_at_least(look_at: OpenView, size: tuple[int, int]) -> None:
    cells = boxes(look_at("pad", *size))
    assert len(cells) == 12
    assert min(min(width, height) for _, _, width, height in cells) >= 150


def test_a_phone_has_twelve_cells_of_96_pixels_at_least_without_scrolling(look_at: OpenView) -> None:
    page = look_at("pad", *PHONE)
    cells = boxes(page)
    assert len(cells) == 12
    assert min(min(width, height) for _, _, width, height in cells) >= 96
    assert max(top + height for _, top, _, height in cells) <= PHONE[1]
    assert page.evaluate("document.documentElement.scrollHeight - innerHeight") <= 0


@pytest.mark.parametrize("size", [*TABLETS, PHONE])
@pytest.mark.parametrize(
    "state",
    [
        "pad-asks",
        "pad-asks-lid",
        "pad-send-back",
        "pad-last-seconds",
        "pad-out-of-sight",
        "pad-may-go-dark",
        "pad-alarm",
        "pad-told",
    ],
)
def test_no_cell_moves_whatever_the_pad_asks_or_shows(look_at: OpenView, size: tuple[int, int], state: str) -> None:
    assert boxes(look_at(state, *size)) == boxes(look_at("pad", *size))


@pytest.mark.parametrize("size", [*TABLETS, PHONE, (740, 360)])
@pytest.mark.parametrize(("state", "button"), [("pad-alarm", "Later"), ("pad-told", "Close")])
def test_what_is_said_above_every_page_lies_over_no_cell_of_a_pad(
    gallery: Gallery, open_view: OpenView, size: tuple[int, int], state: str, button: str
) -> None:
    page = open_view(state, *size)
    for text in ("usual", "larger"):
        gallery.turn_to(page, view=state, text=text)
        notice = page.locator(".above > .notice").first.bounding_box()
        assert notice is not None
        assert notice["y"] + notice["height"] <= min(top for _, top, _, _ in boxes(page))
    page.get_by_role("button", name="A child may be at risk").click()
    page.get_by_role("button", name="Close").last.click()
    page.get_by_role("button", name=button).click()
    if size[0] > 900:
        page.get_by_role("button", name="Pause").click()


def test_undo_lies_in_a_corner(look_at: OpenView) -> None:
    for size, corner in (((1024, 768), "right"), (PHONE, "left")):
        page = look_at("pad", *size)
        undo = page.get_by_role("button", name="Undo").bounding_box()
        others = boxes(page)
        assert undo is not None
        assert undo["y"] == max(top for _, top, _, _ in others)
        side = max if corner == "right" else min
        assert undo["x"] == side(left for left, _, _, _ in others)


def test_a_tap_counts_when_the_finger_comes_down(open_view: OpenView) -> None:
    page = open_view("pad", 1024, 768)
    shouts = cell(page, "Shouts out")
    expect(shouts).to_contain_text("8 in all")
    shouts.hover()
    page.mouse.down()
    expect(shouts).to_contain_text("9 in all")
    page.mouse.up()
    expect(shouts).to_contain_text("9 in all")


def test_quick_taps_are_all_counted(open_view: OpenView) -> None:
    page = open_view("pad", *PHONE)
    shouts = cell(page, "Shouts out")
    for _ in range(20):
        shouts.tap()
    expect(shouts).to_contain_text("28 in all")


def test_a_tap_changes_no_place(open_view: OpenView) -> None:
    page = open_view("pad", *PHONE)
    before = boxes(page)
    for label in ("Shouts out", "On task", "Other"):
        page.locator(".pad-cell", has_text=label).first.tap(position={"x": 20, "y": 20})
    assert boxes(page) == before


def test_a_keyboard_ticks_once_for_each_press(open_view: OpenView) -> None:
    page = open_view("pad", 1024, 768)
    shouts = cell(page, "Shouts out")
    shouts.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Space")
    expect(shouts).to_contain_text("10 in all")


def test_a_finger_that_stays_opens_the_cells_own_sheet_and_counts_none(open_view: OpenView) -> None:
    page = open_view("pad", 1024, 768)
    cell(page, "Shouts out").hover()
    page.mouse.down()
    expect(page.get_by_role("dialog", name="Shouts out")).to_be_visible()
    page.mouse.up()
    expect(page.get_by_text("3 in this interval, 8 in all.")).to_be_visible()
    expect(page.get_by_role("button", name="Move the last one to the interval before")).to_be_visible()


def test_the_cover_shows_the_clock_and_nothing_of_the_lesson(open_view: OpenView) -> None:
    page = open_view("pad", 1024, 768)
    page.get_by_role("button", name="Cover the screen").click()
    expect(page.get_by_text("2:54")).to_be_visible()
    expect(page.get_by_text("K.B.")).not_to_be_visible()
    page.get_by_role("button", name="Touch to go on").click()
    expect(page.get_by_text("K.B.")).to_be_visible()


def test_a_child_at_risk_is_one_touch_away(open_view: OpenView) -> None:
    for size in (PHONE, (1024, 768)):
        page = open_view("pad", *size)
        page.get_by_role("button", name="A child may be at risk").click()
        expect(page.get_by_role("link", name="Mrs Achebe")).to_have_attribute("href", "tel:01632960101")


@pytest.mark.parametrize("size", [*TABLETS, PHONE])
@pytest.mark.parametrize("state", ["pad-asks", "pad-asks-lid"])
def test_a_question_covers_neither_the_cover_nor_a_child_at_risk(
    open_view: OpenView, size: tuple[int, int], state: str
) -> None:
    page = open_view(state, *size)
    page.get_by_role("button", name="A child may be at risk").click()
    page.get_by_role("button", name="Close").click()
    page.get_by_role("button", name="Cover the screen").click()
    page.get_by_role("button", name="Touch to go on").click()
    first = "It stood still" if (state, size) == ("pad-asks-lid", PHONE) else "I kept watching"
    expect(page.get_by_role("button", name=first)).to_be_visible()
    for name in ("More", "Pause", "End"):
        assert (
            page.locator(".pad-acts[inert]").get_by_role("button", name=name, exact=True, include_hidden=True).count()
        )


@pytest.mark.parametrize("state", ["pad-asks", "pad-asks-lid"])
def test_a_question_covers_no_cell_of_a_phone_and_all_of_its_words_are_seen(open_view: OpenView, state: str) -> None:
    page = open_view(state, *PHONE)
    asking = page.locator(".pad-asking")
    if state == "pad-asks-lid":
        assert_within(page, asking)
        page.get_by_role("button", name="It stood still").click()
    expect(asking.get_by_role("button")).to_have_text(["I kept watching", "I did not"])
    assert_within(page, asking)


def assert_within(page: Page, asking: Locator) -> None:
    """Neither the question nor anything in it reaches over the pad's head."""
    head = page.locator(".pad-head").bounding_box()
    assert head is not None
    for part in (asking, *asking.locator("> *").all()):
        at = part.bounding_box()
        if at is not None:
            assert at["y"] >= head["y"]
            assert at["y"] + at["height"] <= head["y"] + head["height"] + 0.5


@pytest.mark.parametrize("sheet", ["pad-time-up", "pad-time-up-asks", "pad-paused"])
def test_a_sheet_over_the_pad_has_the_cover_and_a_child_at_risk_too(open_view: OpenView, sheet: str) -> None:
    page = open_view(sheet, *PHONE)
    laid_over = page.get_by_role("dialog")
    laid_over.get_by_role("button", name="A child may be at risk").click()
    expect(page.get_by_role("link", name="Mrs Achebe")).to_be_visible()
    page.get_by_role("button", name="Close").click()
    laid_over.get_by_role("button", name="Cover the screen").click()
    expect(page.get_by_role("button", name="Touch to go on")).to_be_visible()


@pytest.mark.parametrize("size", [(1024, 768), PHONE])
def test_what_is_seldom_needed_is_reached_without_a_pause(open_view: OpenView, size: tuple[int, int]) -> None:
    page = open_view("pad", *size)
    page.get_by_role("button", name="More").click()
    sheet = page.get_by_role("dialog", name="More")
    expect(sheet.get_by_role("button", name="The pupil cannot be seen")).to_be_visible()
    sheet.get_by_role("button", name="Dim the screen").click()
    expect(sheet).to_have_count(0)


def test_that_the_screen_may_go_dark_is_told_once_at_the_start(open_view: OpenView) -> None:
    page = open_view("pad-may-go-dark", *PHONE)
    told = page.get_by_text("This screen may go dark by itself")
    expect(told).to_be_visible()
    expect(told).to_have_count(0)
    page.get_by_role("button", name="Cover the screen").click()
    page.get_by_role("button", name="Touch to go on").click()
    expect(page.get_by_role("timer")).to_be_visible()
    expect(told).to_have_count(0)


def test_undo_acts_when_the_finger_comes_down(open_view: OpenView) -> None:
    page = open_view("pad", 1024, 768)
    undo = page.get_by_role("button", name="Undo")
    undo.hover()
    page.mouse.down()
    expect(undo).to_contain_text("nothing yet")
    page.mouse.up()


def test_a_keyboard_and_a_mouse_reach_the_cells_own_sheet_and_tick_nothing(open_view: OpenView) -> None:
    page = open_view("pad", 1024, 768)
    shouts = cell(page, "Shouts out")
    sheet = page.get_by_role("dialog", name="Shouts out")
    ways: list[Callable[[], None]] = [
        lambda: page.keyboard.press("Shift+Enter"),
        lambda: page.keyboard.press("ContextMenu"),
        lambda: shouts.click(button="right"),
    ]
    for opened in ways:
        shouts.focus()
        opened()
        expect(sheet.get_by_text("3 in this interval, 8 in all.")).to_be_visible()
        page.keyboard.press("Escape")
        expect(sheet).to_have_count(0)
    expect(shouts).to_be_focused()


def test_when_the_time_is_up_the_keyboard_begins_at_the_way_on_and_not_at_a_child_at_risk(open_view: OpenView) -> None:
    page = open_view("pad-time-up")
    expect(page.get_by_role("button", name="Finish")).to_be_focused()


def test_a_key_that_is_held_down_ticks_once(open_view: OpenView) -> None:
    page = open_view("pad", 1024, 768)
    shouts = cell(page, "Shouts out")
    shouts.focus()
    for _ in range(3):
        page.keyboard.down("Enter")
    page.keyboard.up("Enter")
    expect(shouts).to_contain_text("9 in all")
