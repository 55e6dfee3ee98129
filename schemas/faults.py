"""What can be wrong with a leaf of a record: a code for programs, a sentence for people.

Each sentence names the field and says the remedy; none repeats what was typed. The client fills in the same
templates (they travel in the catalogue), so both say the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from schemas.field import Field


class FaultCode(StrEnum):
    """Why a leaf is refused; only `MANY_ROWS` is advice and refuses nothing."""

    REQUIRED = "required"
    NOT_A_LEAF = "not_a_leaf"
    NOT_TEXT = "not_text"
    ONE_LINE = "one_line"
    TOO_LONG = "too_long"
    NOT_TEXTS = "not_texts"
    TOO_MANY = "too_many"
    NOT_DATE = "not_date"
    IN_FUTURE = "in_future"
    NOT_TIME = "not_time"
    NOT_INSTANT = "not_instant"
    ANOTHER_DAY = "another_day"
    TOO_EARLY = "too_early"
    NOT_INTEGER = "not_integer"
    TOO_SMALL = "too_small"
    TOO_BIG = "too_big"
    NOT_BOOLEAN = "not_boolean"
    NOT_CHOICE = "not_choice"
    NOT_CHOICES = "not_choices"
    NOT_PERSON = "not_person"
    NOT_PEOPLE = "not_people"
    SAME_PERSON = "same_person"
    NOT_RECORD = "not_record"
    NOT_RECORDS = "not_records"
    NOT_PHONE = "not_phone"
    NOT_COLOUR = "not_colour"
    NOT_ZONE = "not_zone"
    NOT_ANSWER = "not_answer"
    NOT_TICK = "not_tick"
    NOT_DELETION = "not_deletion"
    UNKNOWN_FORM = "unknown_form"
    UNKNOWN_VERSION = "unknown_version"
    MANY_ROWS = "many_rows"


MESSAGES: Final[dict[FaultCode, str]] = {
    FaultCode.REQUIRED: "“{label}” is empty. Fill it in.",
    FaultCode.NOT_A_LEAF: "“{label}” holds something that cannot be kept. Type it again.",
    FaultCode.NOT_TEXT: "“{label}” must be words. Type it again.",
    FaultCode.ONE_LINE: "“{label}” must be one line. Take out the line breaks.",
    FaultCode.TOO_LONG: "“{label}” is too long. Shorten it to {most} characters.",
    FaultCode.NOT_TEXTS: "“{label}” must be a list of different short lines. Put one on each line.",
    FaultCode.TOO_MANY: "“{label}” has too many answers. Choose {most} at most.",
    FaultCode.NOT_DATE: "“{label}” must be a day that exists. Choose it again.",
    FaultCode.IN_FUTURE: "“{label}” is in the future. Choose today or a day before.",
    FaultCode.NOT_TIME: "“{label}” must be a time of day, such as 09:15. Choose it again.",
    FaultCode.NOT_INSTANT: "“{label}” must be a date and a time. Choose both again.",
    FaultCode.ANOTHER_DAY: "“{label}” is on another day than “{other}”. Make the two days the same.",
    FaultCode.TOO_EARLY: "“{label}” is before “{other}”. Choose a later one.",
    FaultCode.NOT_INTEGER: "“{label}” must be a whole number. Type it in figures.",
    FaultCode.TOO_SMALL: "“{label}” is too small. Give {least} or more.",
    FaultCode.TOO_BIG: "“{label}” is too big. Give {most} or less.",
    FaultCode.NOT_BOOLEAN: "“{label}” must be yes or no. Choose one.",
    FaultCode.NOT_CHOICE: "“{label}” must be one of the answers shown. Choose one.",
    FaultCode.NOT_CHOICES: "“{label}” must be answers from the list, each once. Choose them again.",
    FaultCode.NOT_PERSON: "“{label}” must be somebody of the school. Choose them from the list.",
    FaultCode.NOT_PEOPLE: "“{label}” must be people of the school, each once. Choose them from the list.",
    FaultCode.SAME_PERSON: "“{label}” must be somebody other than “{other}”. Choose a colleague.",
    FaultCode.NOT_RECORD: "“{label}” must be one of the records here. Choose it from the list.",
    FaultCode.NOT_RECORDS: "“{label}” must be records from here, each once. Choose them from the list.",
    FaultCode.NOT_PHONE: "“{label}” must be a telephone number, such as 01332 496 000. Type it again.",
    FaultCode.NOT_COLOUR: "“{label}” must be a colour, such as #0e5c58. Choose it again.",
    FaultCode.NOT_ZONE: "“{label}” must be a time zone, such as Europe/London. Choose it from the list.",
    FaultCode.NOT_ANSWER: "“{label}” must be a number from {least} to {most}, or left. Press one again.",
    FaultCode.NOT_TICK: "“{label}” holds a tick that cannot be read. It is kept, and left out of the counts.",
    FaultCode.NOT_DELETION: "“{label}” cannot be read. Delete it again.",
    FaultCode.UNKNOWN_FORM: "This was made with a form that is not known here. Update Beside, then open it again.",
    FaultCode.UNKNOWN_VERSION: "This was made with a newer form. Update Beside, then open it again.",
    FaultCode.MANY_ROWS: "“{label}”: more than {few} are hard to keep in mind. Which matter most?",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault at a path. `advice` refuses nothing; `message` is ready to be shown."""

    path: str
    code: FaultCode
    message: str
    advice: bool = False


class Fault(str):
    """The sentence of a fault as marshmallow passes it on, with its code beside it."""

    __slots__ = ("code",)
    code: FaultCode

    def __new__(cls, code: FaultCode, field: Field, other: str = "") -> Fault:
        """The message of `code` filled in for `field`; `other` is the label of a sibling it was compared with."""
        fault = super().__new__(cls, message_of(code, field, other))
        fault.code = code
        return fault


def message_of(code: FaultCode, field: Field, other: str = "") -> str:
    """The template of `code` with the field's label and bounds."""
    return MESSAGES[code].format(label=field.label, least=field.least, most=field.bound, few=field.few, other=other)
