"""The key that pushes are signed with (RFC 8292): a push service knows us by it, and a subscription is made for it alone."""

from __future__ import annotations

from typing import Final

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from server.settings import Settings, SettingsError
from sync.encoding import b64u, unb64u

PRIVATE_BYTES: Final = 32
NOBODY: Final = "mailto:beside@localhost"


def new_key() -> str:
    """A fresh private key, base64url of 32 bytes."""
    number = ec.generate_private_key(ec.SECP256R1()).private_numbers().private_value
    return b64u(number.to_bytes(PRIVATE_BYTES, "big"))


def public_key(private: str) -> bytes:
    """The public half, an uncompressed point of 65 bytes. Raises SettingsError for what is no key."""
    try:
        key = ec.derive_private_key(int.from_bytes(unb64u(private, PRIVATE_BYTES), "big"), ec.SECP256R1())
    except ValueError:
        raise SettingsError("the private key of pushes is none: remove it, and run `beside migrate`") from None
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def contact(settings: Settings) -> str:
    """Whom a push service may write to: what was set, else our address without its port."""
    if settings.push_contact is not None:
        return settings.push_contact
    if settings.origin is not None and settings.https:
        return "https://" + settings.origin.removeprefix("https://").partition(":")[0]
    return NOBODY
