"""Shapes of set-up, joining, signing in, devices and sessions."""

from __future__ import annotations

from marshmallow import fields, validate

from schemas.limits import ARGON2_ITERATIONS, ARGON2_LANES, ARGON2_MEMORY_KIB
from server.fields import Bytes, Count, Handle, Instant
from server.shapes import Shape

ENTRY_BYTES = 64 * 1024
BUNDLE_BYTES = 1024


class Params(Shape):
    """How hard the password's derivation is. No less than the protocol's is taken."""

    memory_kib = Count(ARGON2_MEMORY_KIB, 1024 * 1024, required=True)
    iterations = Count(ARGON2_ITERATIONS, 64, required=True)
    lanes = Count(ARGON2_LANES, 16, required=True)


class Account(Shape):
    """What a password opens; the server stores a hash of `authentication`."""

    handle = Handle(required=True)
    salt = Bytes(16, required=True)
    params = fields.Nested(Params, required=True)
    authentication = Bytes(32, required=True)
    bundle = Bytes(most=BUNDLE_BYTES, required=True)


class SetUp(Shape):
    """A school's beginning."""

    token = fields.String(required=True, validate=validate.Length(max=64))
    school = Bytes(16, required=True)
    entries = fields.List(Bytes(most=ENTRY_BYTES), required=True, validate=validate.Length(equal=2))
    account = fields.Nested(Account, required=True)


class Start(Shape):
    """Who wants to sign in."""

    handle = Handle(required=True)


class Started(Shape):
    """What the device needs to answer with."""

    time = Instant(required=True)
    salt = Bytes(16, required=True)
    params = fields.Nested(Params, required=True)
    challenge = Bytes(required=True)


class SignIn(Shape):
    """The answer to a challenge. `key` and `code` come from a device that is not let in yet."""

    handle = Handle(required=True)
    authentication = Bytes(32, required=True)
    challenge = Bytes(most=128, required=True)
    device = Bytes(16, required=True)
    signature = Bytes(64, required=True)
    key = Bytes(32, load_default=None)
    code = fields.String(load_default=None, validate=validate.Length(max=32))


class Session(Shape):
    """A session that has begun; its token is in the cookie."""

    time = Instant(required=True)
    session = Bytes(16, required=True)
    member = Bytes(16, required=True)
    device = Bytes(16, required=True)
    pending = fields.Boolean(required=True)
    bundle = Bytes(required=True)


class JoinStart(Shape):
    """The holder of an invitation's key, or of the root sheet (`invite` null), asks for the school log."""

    invite = Bytes(16, required=True, allow_none=True)
    signature = Bytes(64, required=True)


class Join(Shape):
    """A new or renewed member, with the entries that say so."""

    entries = fields.List(Bytes(most=ENTRY_BYTES), required=True, validate=validate.Length(equal=2))
    account = fields.Nested(Account, required=True)


class Restate(Shape):
    """An account stated again by its member's account key, after the server was set back to a backup."""

    member = Bytes(16, required=True)
    challenge = Bytes(most=128, required=True)
    signature = Bytes(64, required=True)
    account = fields.Nested(Account, required=True)


class OwnAccount(Shape):
    """What a member's device may know of the member's account."""

    member = Bytes(16, required=True)
    handle = fields.String(required=True)
    salt = Bytes(16, required=True)
    params = fields.Nested(Params, required=True)
    bundle = Bytes(required=True)


class Password(Shape):
    """A change of password: the old one's secret, and the account as it shall be."""

    old = Bytes(32, required=True)
    account = fields.Nested(Account, required=True)


class WhoseCode(Shape):
    """The member whose next device shall be let in."""

    member = Bytes(16, required=True)


class DeviceCode(Shape):
    """A code to type on the next device, and the sign-in name that it goes with."""

    code = fields.String(required=True)
    handle = fields.String(required=True)
    expires = Instant(required=True)


class ListedSession(Shape):
    """One session of the caller."""

    session = Bytes(16, required=True)
    device = Bytes(16, required=True)
    created = Instant(required=True)
    seen = Instant(required=True)
    current = fields.Boolean(required=True)


class Sessions(Shape):
    """The caller's sessions."""

    sessions = fields.List(fields.Nested(ListedSession), required=True)
