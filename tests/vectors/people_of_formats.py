"""Who and what the vectors of the formats are about: one school, one vault, two members, a device, a ticket. All invented."""

from tests.vectors.primitives import ed25519, fixed, hkdf, sha, x25519

SCHOOL, OTHER_SCHOOL = fixed("school"), fixed("other school")
VAULT, OTHER_VAULT = fixed("vault"), fixed("other vault")
EPOCH, OTHER_EPOCH = fixed("epoch"), fixed("other epoch")
PLACE = SCHOOL + VAULT + EPOCH
EPOCH_KEY, PREVIOUS_KEY = fixed("epoch key", 32), fixed("previous epoch key", 32)
LOG_ID = fixed("log id")

MEMBER, OTHER_MEMBER = fixed("member"), fixed("other member")
SECRET, OTHER_SECRET = fixed("account secret", 32), fixed("other account secret", 32)
SEAL = hkdf(SECRET, b"beside/account-seal/1")
OTHER_SEAL = hkdf(OTHER_SECRET, b"beside/account-seal/1")
RECOVERY = fixed("recovery private key", 32)
DROP_KEY = fixed("drop private key", 32)

DEVICE, OTHER_DEVICE = fixed("device"), fixed("other device")
DEVICE_SEED, OTHER_DEVICE_SEED = fixed("device seed", 32), fixed("other device seed", 32)
DEVICE_PUBLIC = ed25519(DEVICE_SEED)
EPHEMERAL_SEED = fixed("ephemeral seed", 32)
TICKET = fixed("ticket")
RECORD = fixed("record")


def key_id(public: bytes) -> bytes:
    return sha(public)[:16]


SEAL_KEY_ID, OTHER_SEAL_KEY_ID = key_id(x25519(SEAL)), key_id(x25519(OTHER_SEAL))
