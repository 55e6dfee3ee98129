"""What an operator may set, in one table: name, type, default, help.

Every setting is read from the environment as `BESIDE_<NAME>`; a secret also from the file that `BESIDE_<NAME>_FILE`
names. `docs/settings.md` is checked against this table, and `beside doctor` prints it.

>>> read_settings({"BESIDE_DATA": "/srv/beside", "BESIDE_PORT": "8080"}).port
8080

A wrong value stops the start with a message that names the variable, quotes the value (never of a secret) and says what is
allowed.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, dataclass, field, fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from server.strength import LEAST_DIFFERENT, MIN_SECRET_BYTES, WeakError, check_database, check_secret

PREFIX: Final = "BESIDE_"


class SettingsError(Exception):
    """A setting that cannot be used; the message names the variable and the remedy."""


def _whole(least: int, most: int) -> Callable[[str], int]:
    def parse(text: str) -> int:
        if not re.fullmatch(r"\d{1,9}", text) or not least <= int(text) <= most:
            raise ValueError(f"a whole number from {least} to {most}")
        return int(text)

    return parse


def _yes_or_no(text: str) -> bool:
    if text.lower() not in {"yes", "no"}:
        raise ValueError("yes or no")
    return text.lower() == "yes"


def _colour(text: str) -> str:
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", text):
        raise ValueError("a colour such as #0e5c58")
    return text.lower()


def _name(text: str) -> str:
    if not text.strip() or len(text) > 60 or not text.isprintable():
        raise ValueError("one line of at most 60 characters")
    return text.strip()


def _origin(text: str) -> str:
    if not re.fullmatch(r"https?://[A-Za-z0-9.-]+(:\d{1,5})?", text):
        raise ValueError("an address without a path, such as https://beside.example.org")
    return text


def _contact(text: str) -> str:
    if not re.fullmatch(r"mailto:[^@\s]+@[\w.-]+\.[a-z]{2,}|https://[\w.-]+", text):
        raise ValueError("mailto: and an address, or https:// and a name")
    return text


def _push_key(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9_-]{43}", text) or len(set(text)) < LEAST_DIFFERENT:
        raise ValueError(
            "the 43 characters that `beside init` wrote to `secrets/push`, or of another VAPID private key"
        )
    return text


def _path(text: str) -> Path:
    if "\0" in text:
        raise ValueError("a path")
    return Path(text).expanduser()


def _database(text: str) -> str:
    if not re.match(r"(postgresql(\+psycopg)?|postgres|sqlite)://", text):
        raise ValueError("postgresql://user@host/name or sqlite:////folder/file")
    try:
        check_database(text)
    except WeakError:
        raise ValueError("an address whose password is neither the user's name nor a well-known default") from None
    address = re.sub(r"^postgres(ql)?://", "postgresql+psycopg://", text)
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):
        raise ValueError("an address such as postgresql://user@host:5432/name, its port a number") from None
    if url.get_backend_name() == "sqlite":
        _check_sqlite(url)
    return address


def _check_sqlite(url: URL) -> None:
    if url.database in {None, "", ":memory:"}:
        raise ValueError("sqlite:////folder/file: without a path all is gone when the server stops")
    if not str(url.database).startswith("/"):
        raise ValueError(
            "sqlite:////folder/file, with four strokes: with three the path begins in whatever folder a command is run in"
        )
    if url.query:
        raise ValueError("sqlite:////folder/file, with nothing after the file")


def _secret(text: str) -> str:
    try:
        check_secret(text)
    except WeakError:
        raise ValueError(
            f"at least {MIN_SECRET_BYTES} bytes made by a machine, such as the output of "
            '`python3 -c "import secrets; print(secrets.token_urlsafe(32))"`'
        ) from None
    return text


def _about(parse: Callable[[str], Any], text: str, *, secret: bool = False) -> dict[str, Any]:
    return {"parse": parse, "help": text, "secret": secret}


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one server, read once at its start."""

    data: Path = field(
        default=Path("beside-data"), metadata=_about(_path, "Folder for the database, the secrets and the backups.")
    )
    database: str | None = field(
        default=None,
        metadata=_about(
            _database, "Address of a PostgreSQL database; without it, SQLite in the data folder.", secret=True
        ),
        repr=False,
    )
    name: str = field(
        default="Beside", metadata=_about(_name, "What the app is called on a tablet's home screen and before sign-in.")
    )
    colour: str = field(default="#0e5c58", metadata=_about(_colour, "The school's colour, in the web app manifest."))
    origin: str | None = field(
        default=None, metadata=_about(_origin, "The address that people open, with https:// in front.")
    )
    host: str = field(
        default="127.0.0.1",
        metadata=_about(_name, "The address that `beside serve` listens on; 0.0.0.0 for every one."),
    )
    port: int = field(default=8480, metadata=_about(_whole(1, 65535), "The port that `beside serve` listens on."))
    workers: int = field(default=1, metadata=_about(_whole(1, 64), "Processes that serve; SQLite is best with 1."))
    threads: int = field(default=4, metadata=_about(_whole(1, 64), "Threads a process that serve."))
    tls_certificate: Path | None = field(
        default=None,
        metadata=_about(
            _path,
            "File with the certificate chain, for `serve --tls`; without it, what `beside certificate` made.",
        ),
    )
    tls_key: Path | None = field(
        default=None, metadata=_about(_path, "File with the certificate's private key, for `beside serve --tls`.")
    )
    authority: Path | None = field(
        default=None,
        metadata=_about(
            _path,
            "Folder of the school's own certificate authority; without it, beside the data folder: its key is in no backup.",
        ),
    )
    proxies: int = field(
        default=0, metadata=_about(_whole(0, 8), "How many proxies of yours stand in front and add X-Forwarded-For.")
    )
    session_days: int = field(default=90, metadata=_about(_whole(1, 400), "Days after which everybody signs in anew."))
    session_idle_days: int = field(
        default=45, metadata=_about(_whole(1, 400), "Days without use after which a session ends.")
    )
    backup_hour: int = field(
        default=2, metadata=_about(_whole(0, 23), "Hour (UTC) of the nightly backup that `beside serve` makes.")
    )
    backups_kept: int = field(
        default=14, metadata=_about(_whole(0, 400), "How many nightly backups are kept; 0 makes none.")
    )
    log_requests: bool = field(
        default=True,
        metadata=_about(
            _yes_or_no,
            "Whether every request is logged: method, route, status, time taken; with no, only who was turned away, and faults.",
        ),
    )
    push_worker: bool = field(
        default=True,
        metadata=_about(
            _yes_or_no,
            "Whether `beside serve` sends reminders and alarms too; no where `beside worker` runs by itself.",
        ),
    )
    push_contact: str | None = field(
        default=None,
        metadata=_about(
            _contact,
            "Whom a push service may write to, such as mailto:it@school.example; without it, BESIDE_ORIGIN is named.",
        ),
    )
    push_loopback: bool = field(
        default=False,
        metadata=_about(_yes_or_no, "For tests: push to services on this machine too, and without HTTPS."),
    )
    push_key: str | None = field(
        default=None,
        metadata=_about(
            _push_key,
            "The private key that pushes are signed with; without it, the one that `beside init` made in the data folder.",
            secret=True,
        ),
        repr=False,
    )
    secret: str | None = field(
        default=None,
        metadata=_about(
            _secret,
            "The server's own secret; without it, the one that `beside init` made in the data folder.",
            secret=True,
        ),
        repr=False,
    )

    @property
    def secrets_folder(self) -> Path:
        """Where `beside init` puts what nobody else may read."""
        return self.data / "secrets"

    @property
    def database_url(self) -> str:
        """The SQLAlchemy address of the database."""
        return self.database or f"sqlite:///{(self.data / 'beside.sqlite3').absolute()}"

    @property
    def sqlite_file(self) -> Path | None:
        """The file of the database, where that is SQLite."""
        if self.database is None:
            return (self.data / "beside.sqlite3").absolute()
        url = make_url(self.database)
        return Path(url.database or "").absolute() if url.get_backend_name() == "sqlite" else None

    @property
    def authority_folder(self) -> Path:
        """Where `beside certificate` keeps the school's own authority: apart from what is copied every night."""
        return self.authority or self.data.with_name(f"{self.data.name}-authority")

    @property
    def own_tls_files(self) -> tuple[Path, Path]:
        """The certificate and key that `beside certificate` makes."""
        return self.data / "tls" / "certificate.pem", self.data / "tls" / "key.pem"

    @property
    def tls_files(self) -> tuple[Path, Path] | None:
        """The certificate chain and key that `serve --tls` serves with: those that are set, else those made here."""
        if self.tls_certificate is not None and self.tls_key is not None:
            return self.tls_certificate, self.tls_key
        return self.own_tls_files if all(path.is_file() for path in self.own_tls_files) else None

    @property
    def https(self) -> bool:
        """Whether people reach the server by HTTPS, by its own means or a proxy's."""
        return bool(self.origin and self.origin.startswith("https:")) or self.tls_files is not None

    def server_secret(self) -> bytes:
        """The secret from which salts, challenges and stored codes are derived. Raises SettingsError before `init`."""
        if self.secret is not None:
            return self.secret.encode()
        path = self.secrets_folder / SECRET_FILE
        if not path.is_file():
            raise SettingsError(
                f"{path.absolute()} is missing: run `beside init`, or, where there is a school already, set {PREFIX}DATA or "
                f"{PREFIX}SECRET_FILE as for its server"
            )
        return _checked_secret(_text_in(path, str(path)), str(path)).encode()

    def push_private_key(self) -> str:
        """The VAPID private key, base64url of 32 bytes. Raises SettingsError where `init` has not made one."""
        if self.push_key is not None:
            return self.push_key
        path = self.secrets_folder / PUSH_KEY_FILE
        if not path.is_file():
            raise SettingsError(f"{path} is missing: run `beside migrate`, or set {PREFIX}PUSH_KEY_FILE")
        try:
            return _push_key(_text_in(path, str(path)))
        except ValueError as error:
            raise SettingsError(f"{path}: its content is not allowed; give {error}") from None


SECRET_FILE: Final = "server"  # noqa: S105 - the name of a file
PUSH_KEY_FILE: Final = "push"
"""The files in the secrets folder that `init` makes."""


def variable(setting: Field[Any]) -> str:
    """The environment variable of a setting: `BESIDE_PORT`."""
    return PREFIX + setting.name.upper()


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """The settings that the environment (default: the process's) asks for. Raises SettingsError."""
    environment = os.environ if environment is None else environment
    known = {variable(setting): setting for setting in fields(Settings)}
    allowed = set(known) | {f"{name}_FILE" for name, setting in known.items() if setting.metadata["secret"]}
    unknown = sorted(name for name in environment if name.startswith(PREFIX) and name not in allowed)
    if unknown:
        meant = "".join(
            f"; perhaps {name} is meant" for name in get_close_matches(unknown[0], sorted(allowed), n=1, cutoff=0.8)
        )
        raise SettingsError(f"{unknown[0]} is no setting of Beside: see docs/settings.md{meant}")
    values = {}
    for name, setting in known.items():
        text = _text_of(name, setting, environment)
        if text is not None:
            values[setting.name] = _parsed(name, setting, text)
    settings = Settings(**values)
    if (settings.tls_certificate is None) != (settings.tls_key is None):
        raise SettingsError(f"{PREFIX}TLS_CERTIFICATE and {PREFIX}TLS_KEY go together: set both or neither")
    return settings


def _text_of(name: str, setting: Field[Any], environment: Mapping[str, str]) -> str | None:
    text = environment.get(name)
    path = environment.get(f"{name}_FILE") if setting.metadata["secret"] else None
    if path is None:
        return text or None
    if text:
        raise SettingsError(f"{name} and {name}_FILE are both set: keep one")
    if not path:
        raise SettingsError(f"{name}_FILE is set and names no file: name one, or unset it")
    try:
        text = _text_in(Path(path), f"{name}_FILE: {path}")
    except OSError as error:
        raise SettingsError(f"{name}_FILE names {path!r}, which cannot be read: {error.strerror}") from error
    if not text:
        raise SettingsError(f"{name}_FILE: {path} is empty: write the value into it, or unset the variable")
    return text


def _text_in(path: Path, place: str) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except UnicodeDecodeError:
        raise SettingsError(
            f"{place} is not plain text: what a secret is made of are letters, digits and signs"
        ) from None


def _parsed(name: str, setting: Field[Any], text: str) -> Any:
    try:
        return setting.metadata["parse"](text)
    except ValueError as error:
        shown = "its value" if setting.metadata["secret"] else repr(text)
        raise SettingsError(f"{name}: {shown} is not allowed; give {error}") from None


def _checked_secret(text: str, place: str) -> str:
    try:
        return _secret(text)
    except ValueError as error:
        raise SettingsError(f"{place}: its content is not allowed; give {error}") from None


def default_of(setting: Field[Any]) -> str:
    """The default as the documents show it; an empty text for none."""
    if setting.default is MISSING or setting.default is None:
        return ""
    if isinstance(setting.default, bool):
        return "yes" if setting.default else "no"
    return str(setting.default)
