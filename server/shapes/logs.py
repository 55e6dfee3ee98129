"""Shapes of exchange, pull, push, the school log, late entries and snapshots.

A cursor is `[vault, log id or null, seq, log hash]`; a head is `[seq, log hash]`.
"""

from __future__ import annotations

from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from schemas.limits import MAX_BATCH_ENTRIES, MAX_BATCHES
from server.fields import Bytes, Count, Instant, Row
from server.shapes import Shape

CHECKPOINT_BYTES = 1024
REMINDER_BYTES = 1024
MOST_VAULTS = 10_000


class Time(Shape):
    """The server's clock: what a device measures its drift by."""

    time = Instant(required=True)


class Health(Shape):
    """Whether the server and its database answer."""

    status = fields.String(required=True)
    time = Instant(required=True)


class Server(Shape):
    """What anybody may know of the server."""

    time = Instant(required=True)
    protocol = Count(required=True)
    oldest_protocol = Count(required=True)
    name = fields.String(required=True)
    colour = fields.String(required=True)
    school = Bytes(16, required=True, allow_none=True)
    set_up = fields.Boolean(required=True)
    here = fields.String(required=True, allow_none=True)


class Exchange(Shape):
    """Is there anything new? `digest` is over all that the client has; `checkpoints` are its device's own."""

    protocol = Count(required=True)
    catalogue = Count(required=True)
    digest = Bytes(32, required=True)
    checkpoints = fields.List(
        Bytes(most=CHECKPOINT_BYTES), load_default=list, validate=validate.Length(max=MOST_VAULTS)
    )


class Exchanged(Shape):
    """Everything the client needs to see what is new; only `time` and `same` where nothing is."""

    time = Instant(required=True)
    same = fields.Boolean(required=True)
    school = Row(Count(), Bytes(32))
    heads = fields.List(Row(Bytes(16), Bytes(16), Count(), Bytes(32)))
    checkpoints = fields.List(Bytes())
    notices = fields.List(Bytes())
    restored = Instant(allow_none=True)


class Pull(Shape):
    """What follows these cursors. `school` is the last seq of the school log that the client has; null asks for nothing of it."""

    vaults = fields.List(
        Row(Bytes(16), Bytes(16, allow_none=True), Count(), Bytes(32)),
        load_default=list,
        validate=validate.Length(max=MOST_VAULTS),
    )
    school = Count(load_default=None, allow_none=True)


class PulledVault(Shape):
    """What follows of one vault's log; `rewound` where the cursor is none of its history, `error` where it may not be read."""

    vault = Bytes(16, required=True)
    log = Bytes(16)
    from_ = Count(data_key="from", attribute="from")
    count = Count(required=True)
    more = fields.Boolean()
    head = Row(Count(), Bytes(32))
    rewound = fields.Boolean()
    error = fields.Raw()


class Pulled(Shape):
    """The first frame of an answer: how many school entries, then which entries of which vault, follow."""

    school = Count(required=True)
    vaults = fields.List(fields.Nested(PulledVault), required=True)


class Batch(Shape):
    """How many of the frames that follow are for this vault."""

    vault = Bytes(16, required=True)
    count = Count(1, MAX_BATCH_ENTRIES, required=True)


class PushedBatch(Shape):
    """A batch, with the reminder rows that go with its ops. One of rows alone names ops that the log has already."""

    vault = Bytes(16, required=True)
    count = Count(0, MAX_BATCH_ENTRIES, required=True)
    reminders = fields.List(
        Bytes(most=REMINDER_BYTES), load_default=list, validate=validate.Length(max=MAX_BATCH_ENTRIES)
    )

    @validates_schema
    def holds_something(self, data: dict[str, Any], **_more: Any) -> None:
        """A batch of nothing is a mistake."""
        if data["count"] == 0 and not data["reminders"]:
            raise ValidationError("must be at least 1 where there are no reminders", "count")


class Push(Shape):
    """Batches, each a transaction of its own. `restore` gives back what the server lost."""

    protocol = Count(required=True)
    catalogue = Count(load_default=0)
    restore = fields.Boolean(load_default=False)
    batches = fields.List(fields.Nested(PushedBatch), required=True, validate=validate.Length(min=1, max=MAX_BATCHES))


class PushedVault(Shape):
    """A batch that was taken, with the seq of each of its entries, or why it was not. `reminders` says of each row null, or
    the code of why it was left out."""

    vault = Bytes(16, required=True)
    log = Bytes(16)
    head = Row(Count(), Bytes(32))
    seqs = fields.List(Count())
    reminders = fields.List(fields.String(allow_none=True))
    error = fields.Raw()


class Pushed(Shape):
    """One result a batch, in the order of the batches."""

    results = fields.List(fields.Nested(PushedVault), required=True)


class SchoolEntries(Shape):
    """How many entries of the school log follow. `restore` gives back what the server lost."""

    count = Count(1, MAX_BATCH_ENTRIES, required=True)
    restore = fields.Boolean(load_default=False)


class Head(Shape):
    """Where the school log stands."""

    head = Row(Count(), Bytes(32), required=True)


class Late(Shape):
    """What a removed member or revoked device had not sent, by the device's signature alone."""

    device = Bytes(16, required=True)
    challenge = Bytes(most=128, required=True)
    signature = Bytes(64, required=True)
    batches = fields.List(fields.Nested(Batch), required=True, validate=validate.Length(min=1, max=MAX_BATCHES))


class Taken(Shape):
    """How many late entries are in the server's keeping."""

    taken = Count(required=True)


class LateEntry(Shape):
    """One entry that waits for somebody's decision."""

    id = Bytes(16, required=True)
    vault = Bytes(16, required=True)
    device = Bytes(16, required=True)
    member = Bytes(16, required=True)
    received = Instant(required=True)


class LateEntries(Shape):
    """What waits; the entries follow in this order."""

    entries = fields.List(fields.Nested(LateEntry), required=True)
    more = fields.Boolean(required=True)


class Settle(Shape):
    """What became of a late entry. The reason is a word, never a sentence: it is stored in clear."""

    outcome = fields.String(required=True, validate=validate.OneOf(("taken", "set_aside")))
    reason = fields.String(load_default=None, validate=validate.Regexp(r"^[a-z_]{1,32}$"))


class Counters(Shape):
    """Device → vault → the last counter that was accepted; device → when it was last connected, while a session of its lasts."""

    devices = fields.Dict(keys=fields.String(), values=fields.Dict(keys=fields.String(), values=Count()), required=True)
    seen = fields.Dict(keys=fields.String(), values=Instant(), required=True)
