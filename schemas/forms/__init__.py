"""The forms of Beside, one module each, and the versions of them that are known.

To change a form that was released, add a `Form` with the next version beside the old one; both stay in `FORMS`.
"""

from __future__ import annotations

from typing import Final

from schemas.form import Form
from schemas.forms.action_plan import ACTION_PLAN
from schemas.forms.appointment import APPOINTMENT
from schemas.forms.calendar import CALENDAR
from schemas.forms.case import CASE
from schemas.forms.drop_in import DROP_IN
from schemas.forms.observation import OBSERVATION
from schemas.forms.person import PERSON
from schemas.forms.scale_learning import SCALE_LEARNING
from schemas.forms.scale_self_esteem import SCALE_SELF_ESTEEM
from schemas.forms.school import SCHOOL
from schemas.forms.session import SESSION
from schemas.forms.settings_observation import SETTINGS_OBSERVATION
from schemas.forms.visit import VISIT
from schemas.forms.visit_safety import VISIT_SAFETY

FORMS: Final[tuple[Form, ...]] = (
    CASE,
    OBSERVATION,
    SCALE_SELF_ESTEEM,
    SCALE_LEARNING,
    VISIT,
    VISIT_SAFETY,
    DROP_IN,
    ACTION_PLAN,
    SESSION,
    APPOINTMENT,
    CALENDAR,
    PERSON,
    SCHOOL,
    SETTINGS_OBSERVATION,
)
"""Every form in every version ever released."""

_BY_VERSION: Final = {(form.name, form.version): form for form in FORMS}


def form_named(name: object, version: object) -> Form | None:
    """The form of that name and version, or None if this version of Beside does not know it."""
    # True is 1 to Python, and to JSON it is not.
    if not isinstance(name, str) or type(version) is not int:
        return None
    return _BY_VERSION.get((name, version))


def newest(name: object) -> Form | None:
    """The newest version of the form of that name, or None."""
    versions = [form for form in FORMS if form.name == name]
    return max(versions, key=lambda form: form.version, default=None)
