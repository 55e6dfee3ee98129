"""Who this device is, at rest and unlocked (`docs/protocol.md` §6).

    identity = create(store, Place(...), password_root, account_secret, device)   # after joining or being let in
    identity = unlock(store, password)                                            # at every later start

Everything at rest lies under a random rest key, which the password's wrapping key opens. A lost device yields what
guessing its password yields.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sync.client.store import Store
from sync.encoding import ID_SIZE, KEY_SIZE, Random, b64u, unb64u
from sync.keys import (
    AccountKeys,
    Argon2Params,
    DeviceKey,
    account_keys,
    open_rest,
    parse_params,
    root_key,
    seal_rest,
    wrapping_key,
)
from sync.seal import seal, unseal

SECRETS_LABEL: Final = b"beside/secrets/1"


@dataclass(frozen=True, slots=True)
class Identity:
    """An unlocked device of a member."""

    school: bytes
    genesis: bytes
    member: bytes
    handle: str
    device: DeviceKey
    account: AccountKeys
    account_secret: bytes = field(repr=False)
    rest: bytes = field(repr=False)
    home: bytes
    """The device id that this store began with. What rests is bound to it; a device that was set back goes on under another."""

    @property
    def place(self) -> bytes:
        """school ‖ member ‖ device: what the rest key is bound to."""
        return self.school + self.member + self.home


@dataclass(frozen=True, slots=True)
class Lock:
    """What the password has to be stretched with: salt of 16 bytes and cost."""

    salt: bytes
    params: Argon2Params


def create(
    store: Store,
    *,
    school: bytes,
    genesis: bytes,
    member: bytes,
    handle: str,
    lock: Lock,
    wrapping: bytes,
    account_secret: bytes,
    device: DeviceKey,
    random: Random = os.urandom,
) -> Identity:
    """Put a new device at rest in `store` and return it unlocked."""
    account = account_keys(account_secret)
    identity = Identity(school, genesis, member, handle, device, account, account_secret, random(KEY_SIZE), device.id)
    keep(store, identity, lock, wrapping, random)
    return identity


def keep(store: Store, identity: Identity, lock: Lock, wrapping: bytes, random: Random = os.urandom) -> None:
    """Write the identity, sealed; also after a change of password. In one transaction."""
    with store.transaction():
        store.put("rest", seal_rest(wrapping, identity.place, identity.rest, random=random))
        _put(store, identity, lock, random)


def keep_device(store: Store, identity: Identity, random: Random = os.urandom) -> None:
    """Write another device id and key, inside a transaction. The password is not needed: the rest key stays."""
    _put(store, identity, lock_of(store), random)


def _put(store: Store, identity: Identity, lock: Lock, random: Random) -> None:
    meta = {
        "school": b64u(identity.school),
        "genesis": b64u(identity.genesis),
        "member": b64u(identity.member),
        "home": b64u(identity.home),
        "device": b64u(identity.device.id),
        "handle": identity.handle,
        "salt": b64u(lock.salt),
        "params": lock.params.members(),
    }
    secrets = identity.device.private.private_bytes_raw() + identity.account_secret
    store.put("identity", json.dumps(meta).encode())
    store.put("secrets", seal(identity.rest, SECRETS_LABEL, identity.place, secrets, random))


def lock_of(store: Store) -> Lock:
    """Salt and cost of this device's password. Raises `KeyError` on an empty store."""
    meta = _meta(store)
    return Lock(unb64u(meta["salt"]), parse_params(meta["params"]))


def unlock(store: Store, password: str) -> Identity:
    """Open what `create` put at rest. Raises `BadSeal` for another password, `KeyError` on an empty store."""
    lock = lock_of(store)
    return unlock_with(store, wrapping_key(root_key(password, lock.salt, lock.params)))


def unlock_with(store: Store, wrapping: bytes) -> Identity:
    """The same with the wrapping key at hand."""
    meta = _meta(store)
    school, member, device_id, home = (
        unb64u(meta[name], ID_SIZE, name) for name in ("school", "member", "device", "home")
    )
    place = school + member + home
    rest = open_rest(wrapping, place, _kept(store, "rest"))
    secrets = unseal(rest, SECRETS_LABEL, place, _kept(store, "secrets"))
    device = DeviceKey(device_id, Ed25519PrivateKey.from_private_bytes(secrets[:KEY_SIZE]))
    secret = secrets[KEY_SIZE:]
    genesis, handle = unb64u(meta["genesis"]), str(meta["handle"])
    return Identity(school, genesis, member, handle, device, account_keys(secret), secret, rest, home)


def _meta(store: Store) -> dict[str, object]:
    meta = json.loads(_kept(store, "identity"))
    return dict(meta)


def _kept(store: Store, name: str) -> bytes:
    found = store.get(name)
    if found is None:
        raise KeyError(name)
    return found
