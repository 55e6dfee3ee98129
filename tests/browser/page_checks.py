"""What is asked of any page that a person sees: nothing for axe to find, targets a finger can hit, nothing cut off.

Each function takes a Playwright page that shows something and returns sentences; an empty list is good.
"""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

AXE = Path(__file__).parent.parent.parent / "pwa" / "node_modules" / "axe-core" / "axe.min.js"

_HAS_AXE = "'axe' in globalThis"

_RUN_AXE = """async () => {
  const found = await axe.run(document, { resultTypes: ['violations'] });
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
  const reach = (element, x, y, dx, dy) => {
    let far = 0;
    while (far < 100 && hits(element, x + dx * (far + 1), y + dy * (far + 1))) far += 1;
    return far;
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
    const width = 1 + reach(element, x, y, 1, 0) + reach(element, x, y, -1, 0);
    const height = 1 + reach(element, x, y, 0, 1) + reach(element, x, y, 0, -1);
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


def found_by_axe(page: Page) -> list[str]:
    """Violations of axe's whole rule set, one sentence a node."""
    if not page.evaluate(_HAS_AXE):
        # Evaluated, not inserted as a script: the page's content policy would refuse that.
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[str] = page.evaluate(_RUN_AXE)
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
    return [*page.evaluate(_FILLED), *page.evaluate(_HEADINGS)]
