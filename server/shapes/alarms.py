"""Shapes of push subscriptions, test alarms and watched visits."""

from __future__ import annotations

from marshmallow import fields, validate

from server.fields import Bytes, Count, Instant
from server.shapes import Shape
from sync.safety_note import MOST_BYTES

MOST_RUNGS = 8
MOST_ON_A_RUNG = 16


class Subscribe(Shape):
    """A browser's push subscription, as it says it."""

    endpoint = fields.String(required=True)
    p256dh = Bytes(65, required=True)
    auth = Bytes(16, required=True)


class Notifications(Shape):
    """The key that a browser subscribes with, null where pushes are not set up; and whether this device has subscribed."""

    key = Bytes(65, required=True, allow_none=True)
    subscribed = fields.Boolean(required=True)


class Reach(Shape):
    """Whether somebody can be alarmed by push (else by phone only), and when a test alarm was last sent, and last arrived."""

    time = Instant(required=True)
    push = fields.Boolean(required=True)
    sent = Instant(required=True, allow_none=True)
    arrived = Instant(required=True, allow_none=True)


class Told(Shape):
    """Somebody who would be told, and the safety note that is sealed to them."""

    member = Bytes(16, required=True)
    note = Bytes(most=MOST_BYTES, required=True)


class Plan(Shape):
    """Until when, how long between one rung and the next, and the rungs: first the one who watches."""

    until = Instant(required=True)
    step_minutes = Count(1, 60, required=True)
    ladder = fields.List(
        fields.List(fields.Nested(Told), validate=validate.Length(min=1, max=MOST_ON_A_RUNG)),
        required=True,
        validate=validate.Length(min=1, max=MOST_RUNGS),
    )


class Until(Shape):
    """When the visitor is due back instead."""

    until = Instant(required=True)


class UpTo(Shape):
    """The rung up to which everybody is to be told now."""

    rung = Count(2, MOST_RUNGS, required=True)


class Act(Shape):
    """Who did something, and when."""

    by = Bytes(16, required=True)
    at = Instant(required=True)


class Standing(Shape):
    """Somebody on the ladder: whether a push reaches them, when a test last arrived, when they were told, and when a push
    service took the alarm for them."""

    member = Bytes(16, required=True)
    rung = Count(required=True)
    push = fields.Boolean(required=True)
    arrived = Instant(required=True, allow_none=True)
    told = Instant(required=True, allow_none=True)
    sent = Instant(required=True, allow_none=True)


class Visit(Shape):
    """A watched visit. `told` counts rungs, the visitor's first; `note` is sealed to whoever asks, null for the visitor."""

    visit = Bytes(16, required=True)
    visitor = Bytes(16, required=True)
    armed = Instant(required=True)
    until = Instant(required=True)
    step_minutes = Count(required=True)
    told = Count(required=True)
    next = Instant(required=True, allow_none=True)
    escalated = fields.Nested(Act, required=True, allow_none=True)
    acknowledged = fields.Nested(Act, required=True, allow_none=True)
    checked_in = fields.Nested(Act, required=True, allow_none=True)
    note = Bytes(required=True, allow_none=True)
    ladder = fields.List(fields.Nested(Standing), required=True)


class Watched(Shape):
    """One visit as it stands now."""

    time = Instant(required=True)
    visit = fields.Nested(Visit, required=True)


class Visits(Shape):
    """Every visit that concerns the caller now."""

    time = Instant(required=True)
    visits = fields.List(fields.Nested(Visit), required=True)
