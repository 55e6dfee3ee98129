"""What is asked of any page that a person sees: nothing for axe to find, targets a finger can hit, nothing cut off.

Each function takes a Playwright page that shows something and returns sentences; an empty list is good.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from playwright.sync_api import Page

AXE = Path(__file__).parent.parent.parent / "pwa" / "node_modules" / "axe-core" / "axe.min.js"

# Null where it is not there yet. What is asked for in one go costs half of what it costs in two.
_RUN_AXE = """async (about) => {
  if (!('axe' in globalThis)) return null;
  const which = { all: {}, shape: { rules: { 'color-contrast': { enabled: false } } }, colour: { runOnly: ['color-contrast'] } };
  const found = await axe.run(document, { resultTypes: ['violations'], ...which[about] });
  return found.violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${help}: ${target.join(' ')}: ${failureSummary ?? ''}`));
}"""

# A target is as large as the ground that answers to a press at its middle line, pseudo-elements and labels included.
# Links inside a sentence are as large as the sentence's line, as WCAG 2.2 (2.5.8) allows.
_SMALL_TARGETS = """(least) => {
  const dialog = document.querySelector('dialog[open]');
  const all = (dialog ?? document).querySelectorAll('a[href], button, input, select, textarea, summary, [role=option]');
  const inSentence = (element) => element.tagName === 'A' && element.closest('p, dd, li') !== null &&
    [...element.parentElement.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim().length > 3);
  const hits = (element, x, y) => {
    const top = document.elementFromPoint(x, y);
    if (top === null) return false;
    const ground = element.closest('label') ?? element;
    return ground.contains(top) || top.closest('label')?.control === element;
  };
  // In strides first: each point asked makes the browser look for what lies there. No further than is large enough.
  const reach = (element, x, y, dx, dy, enough) => {
    let far = 0;
    for (const stride of [8, 1]) {
      while (far < enough && hits(element, x + dx * (far + stride), y + dy * (far + stride))) far += stride;
    }
    return far;
  };
  const across = (element, x, y, dx, dy) => {
    const ahead = 1 + reach(element, x, y, dx, dy, least);
    return ahead + reach(element, x, y, -dx, -dy, least - ahead);
  };
  const small = [];
  for (const element of all) {
    if (!element.checkVisibility({ visibilityProperty: true })) continue;
    if (element.closest('[inert]') || inSentence(element) || element.disabled) continue;
    if (element.closest('.skip, .heard')) continue;
    (element.closest('label') ?? element).scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
    const box = (element.closest('label') ?? element).getBoundingClientRect();
    const [x, y] = [Math.round(box.x + box.width / 2), Math.round(box.y + box.height / 2)];
    if (!hits(element, x, y)) {
      small.push(`${element.outerHTML.slice(0, 90)} is covered by something else`);
      continue;
    }
    const width = across(element, x, y, 1, 0);
    const height = across(element, x, y, 0, 1);
    if (width < least - 1 || height < least - 1) small.push(`${width} × ${height}: ${element.outerHTML.slice(0, 90)}`);
  }
  return small;
}"""

_CUT_OFF = """() => {
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  return wide > 1 ? [`the page is ${wide} px wider than the glass`] : [];
}"""

_FILLED = """() => {
  const scope = document.querySelector('dialog[open]') ?? document;
  const filled = [...scope.querySelectorAll('.button-filled')].filter((one) => one.checkVisibility());
  return filled.length > 1 ? [`${filled.length} filled buttons: ${filled.map((one) => one.textContent).join(', ')}`] : [];
}"""

_HEADINGS = """() => {
  const headings = [...document.querySelectorAll('h1')].filter((one) => one.checkVisibility()).length;
  return headings === 1 || document.querySelector('dialog[open], .cover') !== null ? [] : [`${headings} main headings`];
}"""


def found_by_axe(page: Page, about: Literal["all", "shape", "colour"] = "all") -> list[str]:
    """Violations of axe's rules, one sentence a node: of its whole set, of all but colours, or of colours alone.

    Looking at the colours of every word takes as long as everything else together.
    """
    found: list[str] | None = page.evaluate(_RUN_AXE, about)
    if found is None:
        # Evaluated, not inserted as a script: the page's content policy would refuse that.
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate(_RUN_AXE, about)
    assert found is not None
    return found


def small_targets(page: Page, least: int) -> list[str]:
    """What can be pressed and is smaller than `least` CSS pixels either way."""
    found: list[str] = page.evaluate(_SMALL_TARGETS, least)
    return found


def cut_off(page: Page) -> list[str]:
    """Whether one has to scroll sideways."""
    found: list[str] = page.evaluate(_CUT_OFF)
    return found


def broken_habits(page: Page) -> list[str]:
    """Habits of the look: one filled button a screen, one main heading a page."""
    found: list[str] = page.evaluate(f"() => [...({_FILLED})(), ...({_HEADINGS})()]")
    return found
