"""What a secret of the server's must be: long, made by a machine, and nobody's default.

    check_secret("Vn2cQ8m-xkT4r0yZp7aLw1sHd6fGj3uE9bNi5oRq")        fine
    check_secret("changeme-changeme-changeme-changeme")             raises WeakError

A person who makes one up gives it a meaning or a pattern; what is looked for here are those. Nothing of it is in the error.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final
from urllib.parse import unquote

MIN_SECRET_BYTES: Final = 32
"""A secret is at least this long: it is made by a machine, so that it costs nothing."""
LEAST_DIFFERENT: Final = 12
"""So many different characters has every random text of that length in base64, and of twice the length in hexadecimal."""
MEANT: Final = (
    "change",
    "secret",
    "password",
    "default",
    "beside",
    "example",
    "insecure",
    "qwerty",
    "letmein",
    "replace",
)
"""Words that a person writes. By chance one of them stands in fewer than one random text in a million."""
DEFAULTS: Final = frozenset({
    "admin", "administrator", "beside", "changeme", "change-me", "database", "default", "dev", "example", "letmein", "pass",
    "password", "postgres", "postgresql", "root", "secret", "test", "user", "1234", "12345", "123456", "12345678",
})  # fmt: skip
"""Passwords that a database comes with in one place or another."""


class WeakError(ValueError):
    """A secret that somebody could guess."""


def check_secret(text: str) -> None:
    """Raise WeakError unless `text` can be a secret that a machine made."""
    if len(text.encode()) < MIN_SECRET_BYTES or len(set(text)) < LEAST_DIFFERENT:
        raise WeakError
    if any(word in text.lower() for word in MEANT) or _in_order(text) or _repeats(text):
        raise WeakError


def check_database(address: str) -> None:
    """Raise WeakError for the address of a database whose password is its user's name or a well-known default. None at all is
    fine: a socket or a certificate may say who connects."""
    login = re.match(r"\w+(?:\+\w+)?://([^:@/?]*):([^@/?]*)@", address)
    if login is None:
        return
    user, password = (unquote(part).lower() for part in login.groups())
    if password == user or password in DEFAULTS:
        raise WeakError


def _in_order(text: str) -> bool:
    """Whether most characters follow the one before: `0123…`, `abcd…`, `aaab…`."""
    following = sum(abs(ord(after) - ord(before)) <= 1 for before, after in pairwise(text))
    return following * 2 > len(text)


def _repeats(text: str) -> bool:
    """Whether it is one part over and over."""
    return text in (text + text)[1:-1]
