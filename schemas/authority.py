"""Who may do what in which vault: the table of authority, checked by the server and by every client.

A *standing* is how a member comes to a vault: `creator` or `member` (named in its log), `manager` (line manager,
in the school log, of one of those), `everybody` (the team vault). The table says which acts a role may do with a
standing. Unknown kinds, roles and acts give no right. Vectors: `tests/vectors/authority.json`.

>>> may("case", "member", {"mentor"}, "write")
True
>>> may("case", "member", {"mentor"}, "share")
False
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, TypeAlias

KINDS: Final = ("case", "team", "diary", "private")
ROLES: Final = ("administrator", "line_manager", "mentor", "colleague")
ACTS: Final = ("create", "write", "wrap", "share", "remove", "renew", "ticket")
"""create: the genesis batch · write: ops, voids, accepts · wrap: hand the key to someone entitled · share and remove:
membership · renew: a new epoch · ticket: let a pupil or a parent drop something in."""

_ByAct: TypeAlias = dict[str, dict[str, tuple[str, ...]]]
"""act → role → standings that suffice."""

_CASE: Final[_ByAct] = {
    "create": {"mentor": ("creator",), "line_manager": ("creator",)},
    "write": {"mentor": ("member",), "line_manager": ("member", "manager")},
    "wrap": {"mentor": ("member",), "line_manager": ("member", "manager")},
    "share": {"line_manager": ("member", "manager")},
    "remove": {"line_manager": ("member", "manager")},
    "renew": {"mentor": ("member",), "line_manager": ("member", "manager")},
    "ticket": {"mentor": ("member",), "line_manager": ("member", "manager")},
}
_DIARY: Final[_ByAct] = {
    "create": {"mentor": ("creator",), "line_manager": ("creator",)},
    "write": {"mentor": ("member",), "line_manager": ("member", "manager")},
    "wrap": {"mentor": ("member",), "line_manager": ("member", "manager")},
    "renew": {"mentor": ("member",), "line_manager": ("member", "manager")},
}
_EVERY_ROLE: Final = ("administrator", "line_manager", "mentor", "colleague")
_TEAM: Final[_ByAct] = {
    "create": {"administrator": ("creator",)},
    "write": dict.fromkeys(_EVERY_ROLE, ("everybody",)),
    "wrap": dict.fromkeys(_EVERY_ROLE, ("everybody",)),
    "renew": dict.fromkeys(_EVERY_ROLE, ("everybody",)),
}
_PRIVATE: Final[_ByAct] = {
    act: dict.fromkeys(_EVERY_ROLE, ("creator",) if act == "create" else ("member",))
    for act in ("create", "write", "wrap", "renew")
}

AUTHORITY: Final[dict[str, _ByAct]] = {
    "case": _CASE,
    "diary": _DIARY,
    "team": _TEAM,
    "private": _PRIVATE,
}
"""kind → act → role → standings that suffice."""

FORM_WRITERS: Final[dict[str, tuple[str, ...]]] = {
    "calendar": ("administrator", "line_manager"),
    "school": ("administrator", "line_manager"),
    "settings_observation": ("line_manager",),
}
"""Forms of the team vault that only some roles may write; clients set a change by another role aside."""

OWN_FORMS: Final[dict[str, tuple[str, ...]]] = {
    "person": ("administrator",),
}
"""Forms of the team vault whose record stands under a member's own id: that member writes it, and these roles."""


def may(kind: str, standing: str, roles: Iterable[str], act: str) -> bool:
    """Whether a member with `standing` in a vault of `kind` and with any of `roles` may do `act`."""
    by_role = AUTHORITY.get(kind, {}).get(act, {})
    return any(standing in by_role.get(role, ()) for role in roles)
