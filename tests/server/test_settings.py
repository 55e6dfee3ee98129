"""Settings come from one table, secrets from files too, and nothing weak is taken."""

import re
import secrets
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import pytest

from server.settings import Settings, SettingsError, default_of, read_settings, variable
from server.strength import check_secret

GOOD_SECRET = "Vn2cQ8m-xkT4r0yZp7aLw1sHd6fGj3uE9bNi5oRq"
DOCUMENT = Path(__file__).parents[2] / "docs" / "settings.md"


def test_without_any_variable_every_setting_has_its_default() -> None:
    assert read_settings({}) == Settings()


def test_a_number_outside_its_range_is_refused_with_the_variable_the_value_and_the_range() -> None:
    with pytest.raises(
        SettingsError, match=r"BESIDE_PORT: '70000' is not allowed; give a whole number from 1 to 65535"
    ):
        read_settings({"BESIDE_PORT": "70000"})


def test_a_misspelt_variable_is_refused_and_not_ignored() -> None:
    with pytest.raises(SettingsError, match="BESIDE_PROT is no setting"):
        read_settings({"BESIDE_PROT": "8000"})


@pytest.mark.parametrize(
    "weak",
    [
        "changeme",
        "short",
        "a" * 40,
        "abcabcabcabcabcabcabcabcabcabcabcabc",
        "0123456789abcdef0123456789abcdef",
        "abcdefghijklmnopqrstuvwxyz0123456789",
        "Please-Change-Me-0815-4711-xyzzy-qoph",
        "the-secret-of-larkspur-hill-school-2026",
        "Xk4!pQz9Rw2LXk4!pQz9Rw2LXk4!pQz9Rw2L",
    ],
)
def test_a_weak_secret_is_refused_by_the_name_of_its_variable_and_never_quoted(weak: str) -> None:
    with pytest.raises(SettingsError, match="BESIDE_SECRET: its value is not allowed") as refused:
        read_settings({"BESIDE_SECRET": weak})
    assert f"'{weak}'" not in str(refused.value)


@pytest.mark.parametrize("make", [secrets.token_urlsafe, secrets.token_hex])
def test_what_a_machine_makes_is_never_taken_for_weak(make: Callable[[int], str]) -> None:
    for _ in range(2_000):
        check_secret(make(48))


@pytest.mark.parametrize("login", ["beside:beside", "postgres:postgres", "beside:ChangeMe", "beside:p%61ssword"])
def test_a_database_with_a_default_password_is_refused(login: str) -> None:
    with pytest.raises(SettingsError, match="BESIDE_DATABASE: its value is not allowed") as refused:
        read_settings({"BESIDE_DATABASE": f"postgresql://{login}@db/beside"})
    assert login not in str(refused.value)


def test_a_key_for_pushes_that_nobody_drew_is_refused() -> None:
    with pytest.raises(SettingsError, match="BESIDE_PUSH_KEY: its value is not allowed"):
        read_settings({"BESIDE_PUSH_KEY": "A" * 42 + "E"})


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({}, False),
        ({"BESIDE_ORIGIN": "http://localhost:8480"}, False),
        ({"BESIDE_ORIGIN": "https://beside.example.org"}, True),
        ({"BESIDE_TLS_CERTIFICATE": "/chain.pem", "BESIDE_TLS_KEY": "/key.pem"}, True),
    ],
)
def test_https_is_known_by_the_address_or_by_a_certificate(variables: dict[str, str], expected: bool) -> None:
    assert read_settings(variables).https is expected


def test_a_certificate_that_was_made_here_is_one_too(tmp_path: Path) -> None:
    settings = read_settings({"BESIDE_DATA": str(tmp_path)})
    for path in settings.own_tls_files:
        path.parent.mkdir(exist_ok=True)
        path.touch()
    assert settings.https


def test_a_secret_is_read_from_the_file_that_the_variable_names(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text(GOOD_SECRET + "\n")
    settings = read_settings({"BESIDE_SECRET_FILE": str(tmp_path / "secret")})
    assert settings.server_secret() == GOOD_SECRET.encode()


def test_a_secret_given_twice_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text(GOOD_SECRET)
    with pytest.raises(SettingsError, match="both set"):
        read_settings({"BESIDE_SECRET": GOOD_SECRET, "BESIDE_SECRET_FILE": str(tmp_path / "secret")})


def test_a_secret_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="BESIDE_SECRET_FILE names"):
        read_settings({"BESIDE_SECRET_FILE": str(tmp_path / "nowhere")})


@pytest.mark.parametrize(
    ("content", "said"), [(b"", "is empty: write the value into it"), (b"\xff\xfe\x00", "is not plain text")]
)
@pytest.mark.parametrize("name", ["BESIDE_SECRET_FILE", "BESIDE_PUSH_KEY_FILE", "BESIDE_DATABASE_FILE"])
def test_a_secret_file_that_holds_no_secret_is_named_with_its_variable(
    tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    with pytest.raises(SettingsError, match=f"^{name}: {re.escape(str(path))} {said}"):
        read_settings({name: str(path)})


def test_a_variable_for_a_file_that_names_none_is_refused_and_not_passed_over() -> None:
    with pytest.raises(SettingsError, match="BESIDE_DATABASE_FILE is set and names no file"):
        read_settings({"BESIDE_DATABASE_FILE": ""})


@pytest.mark.parametrize("kept", ["server", "push"])
def test_a_secret_of_the_data_folder_that_is_no_text_any_more_is_named(tmp_path: Path, kept: str) -> None:
    settings = read_settings({"BESIDE_DATA": str(tmp_path)})
    settings.secrets_folder.mkdir()
    (settings.secrets_folder / kept).write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SettingsError, match=f"{kept} is not plain text"):
        _ = settings.server_secret() if kept == "server" else settings.push_private_key()


@pytest.mark.parametrize(
    ("address", "remedy"),
    [
        ("postgresql://beside@db:port/beside", "its port a number"),
        ("sqlite://", "without a path all is gone"),
        ("sqlite:///", "without a path all is gone"),
        ("sqlite:///:memory:", "without a path all is gone"),
        ("sqlite:///srv/beside/school.sqlite3", "with four strokes"),
        ("sqlite:///file:/srv/school.sqlite3?uri=true", "with four strokes"),
        ("sqlite:////srv/school.sqlite3?mode=ro", "with nothing after the file"),
    ],
)
def test_an_address_that_no_database_can_have_is_refused_at_the_start(address: str, remedy: str) -> None:
    with pytest.raises(SettingsError, match=f"^BESIDE_DATABASE: its value is not allowed; give .*{remedy}"):
        read_settings({"BESIDE_DATABASE": address})


def test_only_secrets_may_come_from_a_file(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="BESIDE_PORT_FILE is no setting"):
        read_settings({"BESIDE_PORT_FILE": str(tmp_path)})


def test_a_server_that_was_never_prepared_says_how_to_prepare_it(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="run `beside init`"):
        read_settings({"BESIDE_DATA": str(tmp_path)}).server_secret()


def test_a_weak_secret_in_the_data_folder_is_refused_too(tmp_path: Path) -> None:
    settings = read_settings({"BESIDE_DATA": str(tmp_path)})
    settings.secrets_folder.mkdir()
    (settings.secrets_folder / "server").write_text("changeme")
    with pytest.raises(SettingsError, match="its content is not allowed"):
        settings.server_secret()


def test_the_secrets_are_never_shown_with_the_settings() -> None:
    settings = read_settings(
        {"BESIDE_SECRET": GOOD_SECRET, "BESIDE_DATABASE": "postgresql://beside:tellnobody@db/beside"}
    )
    assert GOOD_SECRET not in repr(settings)
    assert "tellnobody" not in repr(settings)


def test_a_postgresql_address_gets_the_driver_that_we_bring() -> None:
    settings = read_settings({"BESIDE_DATABASE": "postgresql://beside@db/beside"})
    assert settings.database_url == "postgresql+psycopg://beside@db/beside"


def test_a_certificate_without_its_key_is_refused() -> None:
    with pytest.raises(SettingsError, match="go together"):
        read_settings({"BESIDE_TLS_CERTIFICATE": "/etc/beside/chain.pem"})


def test_the_document_of_the_settings_lists_exactly_these_with_their_defaults_and_help() -> None:
    rows = [
        f"| `{variable(setting)}` | {f'`{default}`' if (default := default_of(setting)) else ''} | {setting.metadata['help']} |"
        for setting in fields(Settings)
    ]
    listed = [line for line in DOCUMENT.read_text(encoding="utf-8").splitlines() if line.startswith("| `BESIDE_")]
    assert listed == rows, "write the table of docs/settings.md anew from server/settings.py"
