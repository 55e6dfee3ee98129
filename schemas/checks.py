"""Whether a value is a good leaf for a field: one pure function a type.

The client has the same functions under the same names in `pwa/src/casework/checks.ts`; `tests/vectors/verdicts.json`
holds both to the same verdicts. Each takes the field, a value that is not null, and today's date where the reader is,
and returns the code of what is wrong, or None. Lengths are code points.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Final, TypeGuard

from schemas.faults import FaultCode
from schemas.field import Field, FieldType
from schemas.limits import MAX_LEAF_INTEGER

Check = Callable[[Field, object, str], FaultCode | None]

# ASCII digits only, and always `fullmatch`: JavaScript and Python differ in what \d and $ mean.
DATE: Final = re.compile(r"((?:19|20|21)[0-9]{2})-([0-9]{2})-([0-9]{2})")
TIME: Final = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")
INSTANT: Final = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]\.[0-9]{3}"
    r"[+-](?:0[0-9]|1[0-4]):[0-5][0-9]"
)
IDENTITY: Final = re.compile(r"[A-Za-z0-9_-]{21}[AQgw]")
PHONE: Final = re.compile(r"[+(]?[0-9][0-9 ()./-]{1,28}[0-9](?: ?(?:x|ext\.?) ?[0-9]{1,6})?")
COLOUR: Final = re.compile(r"#[0-9a-f]{6}")
ZONE: Final = re.compile(r"[A-Za-z][A-Za-z0-9_+-]{0,29}(?:/[A-Za-z0-9_+-]{1,30}){0,2}")
LINE_BREAK: Final = re.compile(r"[\n\r\u2028\u2029]")
HALF_CHARACTER: Final = re.compile(r"[\ud800-\udfff]")
SOMETHING: Final = re.compile(r"[^ \t\n\r\u00a0]")


def is_integer(value: object) -> TypeGuard[int]:
    """An integer that both languages hold exactly; a boolean is none."""
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) <= MAX_LEAF_INTEGER


def is_list(value: object) -> TypeGuard[list[object] | tuple[object, ...]]:
    """A list, as JSON gives it or as `sync` keeps it."""
    return isinstance(value, list | tuple)


def is_leaf(value: object) -> bool:
    """Null, boolean, integer, string, or a flat list of these."""
    if is_list(value):
        return all(not is_list(part) and is_leaf(part) for part in value)
    return value is None or isinstance(value, bool | str) or is_integer(value)


def is_blank(value: object) -> bool:
    """Nothing was answered: null, an empty list, or words of white space alone."""
    if isinstance(value, str):
        return SOMETHING.search(value) is None
    return value is None or (is_list(value) and not value)


def is_words(value: object) -> bool:
    """A string that UTF-8 can hold; half a surrogate pair cannot be sealed."""
    return isinstance(value, str) and HALF_CHARACTER.search(value) is None


def is_same(one: object, other: object) -> bool:
    """Equal and of one type: to Python True == 1, to JSON it is not."""
    return type(one) is type(other) and one == other


def is_date(value: object) -> bool:
    """A day between 1900 and 2199 that exists."""
    match = DATE.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        return False
    year, month, day = (int(part) for part in match.groups())
    try:
        dt.date(year, month, day)
    except ValueError:
        return False
    return True


def is_instant(value: object) -> bool:
    """RFC 3339 with milliseconds and a numeric offset: ``2026-11-24T09:15:00.000+00:00``."""
    match = INSTANT.fullmatch(value) if isinstance(value, str) else None
    return match is not None and is_date(match.group(1))


def milliseconds(instant: str) -> int:
    """Milliseconds since 1970 UTC of a good instant."""
    moment = dt.datetime.fromisoformat(instant)
    return (moment - dt.datetime(1970, 1, 1, tzinfo=dt.UTC)) // dt.timedelta(milliseconds=1)


def check_text(field: Field, value: object, _today: str) -> FaultCode | None:
    """One line within the bound."""
    if not isinstance(value, str) or not is_words(value):
        return FaultCode.NOT_TEXT
    if LINE_BREAK.search(value):
        return FaultCode.ONE_LINE
    return FaultCode.TOO_LONG if len(value) > (field.bound or 0) else None


def check_narrative(field: Field, value: object, _today: str) -> FaultCode | None:
    """Words of any number of lines within the bound."""
    if not isinstance(value, str) or not is_words(value):
        return FaultCode.NOT_TEXT
    return FaultCode.TOO_LONG if len(value) > (field.bound or 0) else None


def check_date(field: Field, value: object, today: str) -> FaultCode | None:
    """A day; not in the future if the field says `past`."""
    if not isinstance(value, str) or not is_date(value):
        return FaultCode.NOT_DATE
    # Days in this format sort as text.
    return FaultCode.IN_FUTURE if field.past and value > today else None


def check_integer(field: Field, value: object, _today: str) -> FaultCode | None:
    """A whole number between `least` and `most`."""
    if not isinstance(value, int) or not is_integer(value):
        return FaultCode.NOT_INTEGER
    if field.least is not None and value < field.least:
        return FaultCode.TOO_SMALL
    return FaultCode.TOO_BIG if field.most is not None and value > field.most else None


def check_choice(field: Field, value: object, _today: str) -> FaultCode | None:
    """One of the options."""
    return None if any(is_same(option.value, value) for option in field.options) else FaultCode.NOT_CHOICE


def check_answer(field: Field, value: object, _today: str) -> FaultCode | None:
    """A number of the scale, or one of the field's options: the ways of not giving one."""
    if isinstance(value, int) and is_integer(value):
        inside = (field.least or 0) <= value <= (field.most or 0)
        return None if inside else FaultCode.NOT_ANSWER
    return FaultCode.NOT_ANSWER if check_choice(field, value, _today) else None


def check_tick(field: Field, value: object, _today: str) -> FaultCode | None:
    """[item, interval from 1, wall ms, monotonic ms, struck ms or null].

    The wall clock is 0 where nobody knows it: a tick that was entered from paper.
    """
    if not is_list(value) or len(value) != 5:
        return FaultCode.NOT_TICK
    item, interval, wall, monotonic, struck = value
    times = [wall, monotonic] if struck is None else [wall, monotonic, struck]
    good = (
        any(is_same(option.value, item) for option in field.items)
        and is_integer(interval)
        and interval >= 1
        and all(is_integer(moment) and moment >= 0 for moment in times)
    )
    return None if good else FaultCode.NOT_TICK


def check_deletion(_field: Field, value: object, _today: str) -> FaultCode | None:
    """A list that begins with true; what follows it belongs to the merge."""
    good = is_list(value) and len(value) > 0 and value[0] is True and is_leaf(value)
    return None if good else FaultCode.NOT_DELETION


def _one(good: Callable[[object], bool], code: FaultCode) -> Check:
    """A check of a single value that knows only yes or no."""

    def check(_field: Field, value: object, _today: str) -> FaultCode | None:
        return None if good(value) else code

    return check


def _matches(pattern: re.Pattern[str], code: FaultCode) -> Check:
    return _one(lambda value: isinstance(value, str) and pattern.fullmatch(value) is not None, code)


def _several(each: Check, code: FaultCode) -> Check:
    """A check of a list: each entry good by `each`, none twice, no more than the bound."""

    def check(field: Field, value: object, today: str) -> FaultCode | None:
        if not is_list(value) or any(each(field, part, today) for part in value):
            return code
        if len(set(value)) != len(value):
            return code
        return FaultCode.TOO_MANY if len(value) > (field.bound or 0) else None

    return check


def _check_short_line(_field: Field, value: object, today: str) -> FaultCode | None:
    line = Field(name="line", type=FieldType.TEXT, label="")
    return FaultCode.NOT_TEXTS if is_blank(value) else check_text(line, value, today)


def is_identity(value: object) -> bool:
    """16 bytes in base64url without padding, as the protocol writes every id."""
    return isinstance(value, str) and IDENTITY.fullmatch(value) is not None


CHECKS: Final[dict[FieldType, Check]] = {
    FieldType.TEXT: check_text,
    FieldType.TEXTS: _several(_check_short_line, FaultCode.NOT_TEXTS),
    FieldType.NARRATIVE: check_narrative,
    FieldType.DATE: check_date,
    FieldType.TIME: _matches(TIME, FaultCode.NOT_TIME),
    FieldType.INSTANT: _one(is_instant, FaultCode.NOT_INSTANT),
    FieldType.INTEGER: check_integer,
    FieldType.BOOLEAN: _one(lambda value: isinstance(value, bool), FaultCode.NOT_BOOLEAN),
    FieldType.CHOICE: check_choice,
    FieldType.CHOICES: _several(check_choice, FaultCode.NOT_CHOICES),
    FieldType.PERSON: _one(is_identity, FaultCode.NOT_PERSON),
    FieldType.PEOPLE: _several(_one(is_identity, FaultCode.NOT_PERSON), FaultCode.NOT_PEOPLE),
    FieldType.RECORD: _one(is_identity, FaultCode.NOT_RECORD),
    FieldType.RECORDS: _several(_one(is_identity, FaultCode.NOT_RECORD), FaultCode.NOT_RECORDS),
    FieldType.PHONE: _matches(PHONE, FaultCode.NOT_PHONE),
    FieldType.COLOUR: _matches(COLOUR, FaultCode.NOT_COLOUR),
    FieldType.ZONE: _matches(ZONE, FaultCode.NOT_ZONE),
    FieldType.ANSWER: check_answer,
    FieldType.DELETION: check_deletion,
    FieldType.TICKS: check_tick,
}
"""The check of each type that is a leaf. Rows and grids are made of leaves and have none."""


def fault_in(field: Field, value: object, today: str) -> FaultCode | None:
    """What is wrong with `value` as a leaf of `field`; null is never wrong here."""
    return None if value is None else CHECKS[field.type](field, value, today)
