"""One push: sealed to the browser, signed with our key, handed to its push service (RFC 8030, 8291, 8292).

Imported by the worker alone: what it needs is large, and the processes that serve do without.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final, Literal, NamedTuple

import requests
from pywebpush import WebPushException, webpush

from schemas.push import Push, push_payload
from server.clock import HOUR, SECOND
from server.push.endpoints import host_of
from server.push.outbound import Outbound
from server.push.subscriptions import Subscription
from server.push.vapid import contact
from server.settings import Settings
from sync.encoding import b64u

log = logging.getLogger("beside.push")

CONNECT_SECONDS: Final = 5
ANSWER_SECONDS: Final = 10
LONGEST_WAIT: Final = HOUR
"""However long a push service asks us to wait."""
GONE: Final = frozenset({404, 410})
TOO_MANY: Final = 429


class Outcome(NamedTuple):
    """`taken` by the push service; `gone` with the subscription; `refused`, this one push; or the service is `busy`, with
    everything: then `wait` is for how long it asked us to, ms."""

    state: Literal["taken", "gone", "refused", "busy"]
    wait: int = 0


@dataclass(frozen=True, slots=True)
class Manner:
    """How a push travels: seconds that the service keeps it for a device that is off, what it takes the place of, and whether
    it may wake a sleeping device."""

    keep: int
    topic: str
    urgent: bool


class Sender:
    """Sends by the settings of one server. Raises SettingsError where there is no key."""

    def __init__(self, settings: Settings) -> None:
        self._key = settings.push_private_key()
        self._contact = contact(settings)
        self._loopback = settings.push_loopback

    def send(self, to: Subscription, push: Push, manner: Manner) -> Outcome:
        """Hand one push over. Neither the address nor what is said is logged."""
        keys = {"p256dh": b64u(to.p256dh), "auth": b64u(to.auth)}
        headers: dict[str, str | int | float] = {
            "Topic": manner.topic,
            "Urgency": "high" if manner.urgent else "normal",
        }
        try:
            with Outbound(loopback=self._loopback) as session:
                webpush(
                    {"endpoint": to.endpoint, "keys": keys},
                    push_payload(push),
                    vapid_private_key=self._key,
                    vapid_claims={"sub": self._contact},
                    ttl=manner.keep,
                    headers=headers,
                    timeout=(CONNECT_SECONDS, ANSWER_SECONDS),
                    requests_session=session,
                )
        except WebPushException as refused:
            return _judged(refused, host_of(to.endpoint))
        except requests.RequestException as error:
            log.warning("%s cannot be reached: %s", host_of(to.endpoint), type(error).__name__)
            return Outcome("busy")
        return Outcome("taken")


def _judged(refused: WebPushException, host: str) -> Outcome:
    status = refused.status_code
    if status in GONE:
        return Outcome("gone")
    log.warning("%s does not take a push: status %s", host, status)
    if status is None or status == TOO_MANY or status >= 500:
        return Outcome("busy", retry_after(refused.retry_after))
    return Outcome("refused")


def retry_after(text: str | None) -> int:
    """How long a Retry-After header asks us to wait, ms; 0 without one, and never longer than an hour."""
    if text is None:
        return 0
    if text.strip().isdecimal():
        return min(int(text) * SECOND, LONGEST_WAIT)
    try:
        until = parsedate_to_datetime(text)
    except ValueError:
        return 0
    left = (until if until.tzinfo else until.replace(tzinfo=UTC)) - datetime.now(UTC)
    return min(max(0, round(left.total_seconds() * SECOND)), LONGEST_WAIT)
