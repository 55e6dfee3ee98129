"""Every error code of Beside, declared once: HTTP status, what happened, and what to do about it.

The server answers with them, both clients act on them, the client's texts are generated from them
(`python -m schemas.generate`) and `docs/errors.md` is checked against them.

A message never names a person, a record or a key: a caller may add the name of a *field*.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a code stands for: the HTTP status, one sentence for a person, one remedy, and whether to try again."""

    status: int
    message: str
    remedy: str
    again: bool = False


class Code(Enum):
    """The codes. The name in lower case travels on the wire: ``Code.STALE_EPOCH.wire == "stale_epoch"``."""

    # The request as a whole.
    MALFORMED = Meaning(400, "This could not be understood.", "Update Beside on this device, then try again.")
    INVALID = Meaning(422, "Something in the form is missing or not right.", "Correct the field that is named.")
    TOO_LARGE = Meaning(413, "This is larger than can be taken.", "Send it in smaller parts.")
    NOT_FOUND = Meaning(404, "There is nothing at this address.", "Check the address.")
    METHOD_NOT_ALLOWED = Meaning(405, "This cannot be done here.", "Check the address and the method.")
    RATE_LIMITED = Meaning(429, "Too many tries in a short time.", "Wait a minute, then try again.", again=True)
    BUSY = Meaning(503, "The server is busy.", "It is tried again by itself.", again=True)
    STORAGE_FULL = Meaning(
        507, "The server's disk is full.", "Tell whoever runs the server; nothing was lost here.", True
    )
    INTERNAL = Meaning(500, "Something went wrong on the server.", "It is tried again by itself.", again=True)
    UPGRADE_CLIENT = Meaning(
        426, "This version of Beside is too old for the server.", "Close and reopen Beside to update it."
    )
    SERVER_TOO_OLD = Meaning(400, "The server is older than this version of Beside.", "Ask whoever runs it to upgrade.")
    RESTORING = Meaning(
        503, "The server was set back to a backup.", "An administrator must open Beside once; your work waits.", True
    )

    # Who is asking.
    NO_SESSION = Meaning(401, "You are not signed in.", "Sign in again; nothing on this device is lost.")
    SIGN_IN_REFUSED = Meaning(401, "That name and password do not go together.", "Check both and try again.")
    NEW_DEVICE_CODE_WRONG = Meaning(
        401, "That code is not right, or is no longer valid.", "Ask for a new code on a device that is already in."
    )
    DEVICE_PENDING = Meaning(403, "This device has not been let in yet.", "Finish setting it up.")
    FORBIDDEN = Meaning(403, "Your role does not allow this.", "Ask an administrator.")
    SET_UP_TOKEN_WRONG = Meaning(
        401, "That set-up code is not right.", "Use the code printed when the server was prepared."
    )
    ALREADY_SET_UP = Meaning(409, "This school has been set up already.", "Join with an invitation.")
    HANDLE_TAKEN = Meaning(409, "That sign-in name is taken.", "Choose another.")
    INVITATION_SPENT = Meaning(410, "This invitation was used, withdrawn, or is too old.", "Ask for a new one.")

    # A visit that is watched over.
    NO_ALARM_CLOCK = Meaning(
        503,
        "The server cannot raise an alarm at the moment.",
        "Phone your colleague, and tell whoever runs the server.",
        True,
    )
    VISIT_OVER = Meaning(409, "This visit has ended.", "Plan another one.")

    # An entry, a batch, a log.
    BAD_SIGNATURE = Meaning(
        422, "This does not come from the person it names.", "It was set aside; tell an administrator."
    )
    WRONG_SCHOOL = Meaning(422, "This belongs to another school.", "It was set aside; nothing is lost.")
    WRONG_VAULT = Meaning(422, "This belongs somewhere else.", "It was set aside; nothing is lost.")
    UNKNOWN_DEVICE = Meaning(422, "The device that wrote this is not known.", "Sign in again on that device.")
    REVOKED_DEVICE = Meaning(403, "This device has been locked out.", "What it had not sent can still be handed in.")
    NOT_ENTITLED = Meaning(403, "You do not take part in this case.", "Ask a line manager to share it with you.")
    NOT_ALLOWED = Meaning(403, "Your role does not allow this change.", "Ask a line manager.")
    COUNTER_GAP = Meaning(409, "Something before this has not arrived.", "It is sent again by itself.", again=True)
    CHAIN_BROKEN = Meaning(
        409, "This does not follow what the device sent before.", "It was set aside; nothing is lost."
    )
    OP_ID_REUSED = Meaning(
        409, "Two different changes came as if they were one.", "It was set aside; tell an administrator."
    )
    STALE_EPOCH = Meaning(
        409, "Who can read this has changed meanwhile.", "It is sealed for them and sent by itself.", True
    )
    EPOCH_WITHOUT_RECOVERY = Meaning(
        422, "The school's recovery sheet could not read this.", "Update Beside on this device."
    )
    HEAD_MOVED = Meaning(409, "Somebody else changed this first.", "It is tried again by itself.", again=True)
    REWOUND = Meaning(
        409, "The server no longer knows what it had.", "This device gives back what is missing by itself.", True
    )
    SET_BACK = Meaning(
        409, "This device was set back to an older state.", "It puts that right by itself; nothing is lost.", True
    )
    TICKET_SPENT = Meaning(410, "This link has been used.", "Ask for a new one.")
    TICKET_EXPIRED = Meaning(410, "This link is too old.", "Ask for a new one.")

    # Why a client set an entry aside (never sent by the server).
    CANNOT_OPEN = Meaning(
        422,
        "This device cannot open this yet.",
        "It is tried again once a colleague's device has been online.",
        again=True,
    )
    BAD_SEAL = Meaning(422, "This was changed on its way here.", "It was set aside; tell an administrator.")
    UNKNOWN_KIND = Meaning(
        422, "This was written by a newer version of Beside.", "It is tried again after an update.", True
    )
    FORK = Meaning(
        409,
        "The server has shown different things to two devices.",
        "Tell an administrator: the server is not to be trusted.",
    )
    BEYOND_REVOCATION = Meaning(
        403,
        "This counts no longer: its device was locked out, or the one that began its case.",
        "Read what it says, and write it again where it is right and wanted.",
    )

    @property
    def wire(self) -> str:
        """The code as it travels: the name in lower case."""
        return self.name.lower()

    @property
    def meaning(self) -> Meaning:
        """Status, message, remedy and whether the same thing may be tried again as it stands."""
        return self.value


def code_named(wire: str) -> Code | None:
    """The code that travels as `wire`, or None for one that this version does not know."""
    return Code.__members__.get(wire.upper())
