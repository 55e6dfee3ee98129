"""The `beside` command, as an operator uses it: prepare, serve, back up, restore, be told what is wrong."""

from __future__ import annotations

import datetime as dt
import http.client
import re
import ssl
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from server.cli import main
from server.cli.backups import make_nightly
from server.cli.doctor import may_be_overheard
from server.db.engine import Database
from server.settings import Settings
from tests.server.running import RunningServer


def beside(*arguments: str) -> Result:
    """Run a command here."""
    return CliRunner().invoke(main, list(arguments))


def make_certificate(folder: Path, days: int) -> tuple[Path, Path]:
    """A certificate of its own for localhost that ends in so many days, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=30))
        .not_valid_after(now + dt.timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    chain, private = folder / "chain.pem", folder / "key.pem"
    chain.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return chain, private


# init ---------------------------------------------------------------------------------------------------------


def test_init_prepares_a_server_and_prints_a_code_and_a_link(data: Path) -> None:
    said = beside("init")
    assert said.exit_code == 0
    (code,) = re.findall(r"Set-up code: ((?:[0-9A-Z]{4}-){3}[0-9A-Z]{4})\n", said.output)
    assert f"http://localhost:8480/set-up#{code}" in said.output


def test_the_data_folder_and_the_secret_are_their_owners_alone(data: Path) -> None:
    beside("init")
    modes = {
        path.name: stat.S_IMODE(path.stat().st_mode) for path in (data, data / "secrets", data / "secrets" / "server")
    }
    assert modes == {"data": 0o700, "secrets": 0o700, "server": 0o600}


def test_init_again_keeps_the_secret_and_replaces_the_code(data: Path) -> None:
    first = beside("init").output
    secret = (data / "secrets" / "server").read_text()
    second = beside("init").output
    assert (data / "secrets" / "server").read_text() == secret
    assert first != second


def test_each_init_makes_another_secret(data: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    beside("init")
    monkeypatch.setenv("BESIDE_DATA", str(tmp_path / "other"))
    beside("init")
    assert (tmp_path / "other" / "secrets" / "server").read_text() != (data / "secrets" / "server").read_text()


def test_a_server_that_was_not_prepared_says_how_to_prepare_it(data: Path) -> None:
    said = beside("serve")
    assert said.exit_code == 1
    assert "run `beside init`" in said.output


def test_a_wrong_setting_ends_every_command_with_one_line(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BESIDE_PORT", "http")
    for command in ("init", "serve", "backup", "migrate"):
        said = beside(command)
        assert said.exit_code == 1
        assert said.output == "Error: BESIDE_PORT: 'http' is not allowed; give a whole number from 1 to 65535\n"


def test_a_database_that_does_not_answer_ends_a_command_with_one_line(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BESIDE_DATABASE", "postgresql://beside:tellnobody@127.0.0.1:1/beside")
    said = beside("init")
    assert said.exit_code == 1
    assert said.output.startswith("Error: the database says: ")
    assert said.output.endswith("; `beside doctor` looks what is wrong\n")
    assert "tellnobody" not in said.output


def test_a_database_of_another_version_is_not_served(data: Path) -> None:
    beside("init")
    database = Database(f"sqlite:///{data / 'beside.sqlite3'}")
    with database.writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0000'")
    database.close()
    said = beside("serve")
    assert said.exit_code == 1
    assert "run `beside backup`, then `beside migrate`" in said.output


# Backups ------------------------------------------------------------------------------------------------------


def test_backup_and_restore_say_what_they_held_and_what_comes_next(data: Path, tmp_path: Path) -> None:
    beside("init")
    made = beside("backup", str(tmp_path / "copy"))
    assert (made.exit_code, made.output.splitlines()[0]) == (0, f"{tmp_path / 'copy'}: 0 schools, 0 vaults, 0 entries.")
    restored = beside("restore", str(tmp_path / "copy"), "--yes")
    assert restored.exit_code == 0
    assert "An administrator first" in restored.output


def test_a_backup_is_restored_on_a_new_machine_that_was_never_prepared(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    beside("init")
    beside("backup", str(tmp_path / "copy"))
    monkeypatch.setenv("BESIDE_DATA", str(tmp_path / "new"))
    assert beside("restore", str(tmp_path / "copy"), "--yes").exit_code == 0
    assert stat.S_IMODE((tmp_path / "new" / "secrets" / "server").stat().st_mode) == 0o600


def test_a_backup_without_a_name_goes_to_the_data_folder(data: Path) -> None:
    beside("init")
    beside("backup")
    (made,) = (data / "backups").iterdir()
    assert re.fullmatch(r"beside-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ\.backup", made.name)


def test_restore_says_whose_data_it_replaces_and_that_there_is_no_school_where_the_settings_are_not_the_servers(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    beside("init")
    beside("backup", str(tmp_path / "copy"))
    assert f"Everything in {data} is replaced" in beside("restore", str(tmp_path / "copy")).output
    monkeypatch.setenv("BESIDE_DATA", str(tmp_path / "elsewhere"))
    said = beside("restore", str(tmp_path / "copy"))
    assert f"There is no school in {tmp_path / 'elsewhere'} yet" in said.output
    assert not (tmp_path / "elsewhere").exists()


def test_restore_looks_at_the_backup_before_it_asks(data: Path, tmp_path: Path) -> None:
    beside("init")
    (tmp_path / "holiday.jpg").write_bytes(b"no backup")
    wrong = {"copy": "is not there", "holiday.jpg": "is no backup of Beside", ".": "is a folder: name a backup in it"}
    for name, why in wrong.items():
        said = beside("restore", str(tmp_path / name))
        assert said.exit_code == 1
        assert why in said.output
        assert "Go on?" not in said.output


def test_restore_asks_first(data: Path, tmp_path: Path) -> None:
    beside("init")
    beside("backup", str(tmp_path / "copy"))
    said = CliRunner().invoke(main, ["restore", str(tmp_path / "copy")], input="n\n")
    assert said.exit_code == 1
    assert "Aborted" in said.output


def test_the_nightly_backup_is_made_once_a_night_and_the_oldest_go(data: Path) -> None:
    beside("init")
    settings = Settings(data=data, backups_kept=3)
    database = Database(settings.database_url)
    first = dt.datetime(2026, 11, 1, 2, tzinfo=dt.UTC)
    for night in range(5):
        now = first + dt.timedelta(days=night)
        assert make_nightly(settings, database, now) is not None
        assert make_nightly(settings, database, now) is None
    database.close()
    kept = sorted(path.name for path in (data / "backups").iterdir())
    assert kept == [f"nightly-2026-11-0{day}.backup" for day in (3, 4, 5)]


# doctor -------------------------------------------------------------------------------------------------------


def findings(said: Result) -> dict[str, tuple[str, str]]:
    """What `doctor` said: about what → (state, text)."""
    lines = [line.split(None, 2) for line in said.output.splitlines()]
    return {about: (state, text) for state, about, text in lines}


def test_doctor_finds_nothing_wrong_with_a_server_that_is_well(
    data: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("server.assets.client_folder", lambda: tmp_path)
    monkeypatch.setenv("BESIDE_ORIGIN", "https://beside.example.org")
    beside("init")
    beside("backup")
    said = beside("doctor")
    assert said.exit_code == 0, said.output
    assert {state for state, _ in findings(said).values()} == {"ok"}


def test_doctor_says_of_each_fault_what_to_do(data: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    beside("init")
    chain, key = make_certificate(tmp_path, days=-1)
    monkeypatch.setenv("BESIDE_TLS_CERTIFICATE", str(chain))
    monkeypatch.setenv("BESIDE_TLS_KEY", str(key))
    monkeypatch.setenv("BESIDE_ORIGIN", "http://beside.example.org")
    (data / "secrets" / "server").chmod(0o644)
    database = Database(f"sqlite:///{data / 'beside.sqlite3'}")
    with database.writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0000'")
    database.close()
    said = beside("doctor")
    assert said.exit_code == 1
    found = findings(said)
    assert found["secrets"] == ("wrong", "others can read server: chmod -R go= what is named")
    assert found["tls"][0] == "wrong"
    assert found["tls"][1].endswith("renew it")
    assert found["backups"] == ("wrong", "there is none: run `beside backup`, and keep a copy elsewhere")
    assert found["database"] == ("wrong", "it is at 0000: run `beside backup`, then `beside migrate`")


def test_doctor_notes_a_certificate_that_ends_soon_and_an_address_without_https(
    data: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    beside("init")
    chain, key = make_certificate(tmp_path, days=10)
    monkeypatch.setenv("BESIDE_TLS_CERTIFICATE", str(chain))
    monkeypatch.setenv("BESIDE_TLS_KEY", str(key))
    assert findings(beside("doctor"))["tls"][0] == "note"
    monkeypatch.delenv("BESIDE_TLS_CERTIFICATE")
    monkeypatch.delenv("BESIDE_TLS_KEY")
    monkeypatch.setenv("BESIDE_ORIGIN", "http://beside.example.org")
    assert findings(beside("doctor"))["address"][0] == "wrong"


@pytest.mark.parametrize(("variable", "value"), [("BESIDE_PROXIES", "1"), ("BESIDE_HOST", "0.0.0.0")])
def test_doctor_says_that_a_server_which_others_reach_needs_its_address(
    data: Path, monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    beside("init")
    assert findings(beside("doctor"))["address"][0] == "note"
    monkeypatch.setenv(variable, value)
    level, text = findings(beside("doctor"))["address"]
    assert level == "wrong"
    assert "`beside serve --tls`" in text
    monkeypatch.setenv("BESIDE_ORIGIN", "https://beside.example.org")
    assert findings(beside("doctor"))["address"][0] == "ok"


def test_doctor_wants_no_backup_where_another_machine_makes_them(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    beside("init")
    monkeypatch.setenv("BESIDE_BACKUPS_KEPT", "0")
    said = beside("doctor")
    assert findings(said)["backups"][0] == "note"
    assert said.exit_code == 0, said.output


def test_doctor_says_that_a_server_in_use_must_not_push_to_itself(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    beside("init")
    monkeypatch.setenv("BESIDE_PUSH_LOOPBACK", "yes")
    assert "BESIDE_PUSH_LOOPBACK" not in beside("doctor").output
    monkeypatch.setenv("BESIDE_ORIGIN", "https://beside.example.org")
    said = beside("doctor")
    assert said.exit_code == 1
    assert "BESIDE_PUSH_LOOPBACK is for tests" in said.output


def test_doctor_refuses_a_secret_that_somebody_made_up(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    beside("init")
    monkeypatch.setenv("BESIDE_SECRET", "the-secret-of-larkspur-hill-school-2026")
    said = beside("doctor")
    assert (said.exit_code, findings(said)["settings"][0]) == (1, "wrong")
    assert "larkspur-hill-school" not in said.output


@pytest.mark.parametrize(
    ("address", "overheard"),
    [
        ("sqlite:////srv/beside/beside.sqlite3", False),
        ("postgresql://beside@/beside?host=/var/run/postgresql", False),
        ("postgresql://beside:x@localhost/beside", False),
        ("postgresql://beside:x@db.internal/beside", True),
        ("postgresql://beside:x@db.internal/beside?sslmode=prefer", True),
        ("postgresql://beside:x@db.internal/beside?sslmode=verify-full", False),
    ],
)
def test_doctor_knows_whether_what_goes_to_the_database_could_be_overheard(address: str, overheard: bool) -> None:
    assert may_be_overheard(address) is overheard


def test_doctor_sees_a_clock_that_is_behind_what_was_written(data: Path) -> None:
    beside("init")
    database = Database(f"sqlite:///{data / 'beside.sqlite3'}")
    with database.writing() as connection:
        connection.exec_driver_sql(
            "INSERT INTO schools VALUES (x'00', 0, x'00', 1, 4102444800000, 0)"  # restored in the year 2100
        )
    database.close()
    found = findings(beside("doctor"))
    assert found["clock"][0] == "wrong"
    assert found["restoring"][0] == "note"
    assert found["worker"][0] == "wrong"
    assert found["worker"][1].startswith("none has ever looked: no visit can be armed; start `beside serve`")


def test_doctor_of_a_server_that_was_never_prepared_says_so_and_changes_nothing(data: Path) -> None:
    said = beside("doctor")
    assert said.exit_code == 1
    assert "run `beside init`" in said.output
    assert not data.exists()


# serve --------------------------------------------------------------------------------------------------------


@pytest.fixture
def secure(tmp_path: Path) -> Iterator[tuple[RunningServer, ssl.SSLContext]]:
    """A server with a certificate of its own, as in a school's network."""
    chain, key = make_certificate(tmp_path, days=30)
    trusted = ssl.create_default_context(cafile=chain)
    server = RunningServer(tmp_path, trusted=trusted, BESIDE_TLS_CERTIFICATE=str(chain), BESIDE_TLS_KEY=str(key))
    server.beside("init")
    with server:
        yield server, trusted


def test_serve_tls_answers_by_https_alone_and_binds_its_cookie_to_the_host(
    secure: tuple[RunningServer, ssl.SSLContext],
) -> None:
    server, trusted = secure
    connection = http.client.HTTPSConnection("localhost", server.port, context=trusted, timeout=10)
    connection.request("GET", "/api/health")
    answered = connection.getresponse()
    assert answered.status == 200
    assert answered.getheader("Strict-Transport-Security", "").startswith("max-age=")
    connection.close()
    plain = http.client.HTTPConnection("localhost", server.port, timeout=10)
    plain.request("GET", "/api/health")
    with pytest.raises((http.client.HTTPException, OSError)):
        plain.getresponse()
    plain.close()


def test_run_prepares_a_server_that_is_new_and_serves_it(tmp_path: Path) -> None:
    server = RunningServer(tmp_path / "data", command=("run", "--empty"), log_folder=tmp_path)
    with server:
        assert server.answers()
        assert "Set-up code:" in server.log.read_text()


def test_a_request_is_logged_by_its_route_and_never_by_what_it_names(tmp_path: Path) -> None:
    server = RunningServer(tmp_path)
    server.beside("init")
    with server:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
        connection.request("GET", "/api/schools/AAAAAAAAAAAAAAAAAAAAAA/sessions?about=Jack", headers={"X-Name": "Jack"})
        assert connection.getresponse().status == 401
        connection.close()
    log = server.log.read_text()
    assert re.search(r"GET /api/schools/<id:school>/sessions 401 \d+ no_session\n", log), log
    assert "AAAA" not in log
    assert "Jack" not in log
    assert "127.0.0.1 " not in log


def test_serve_tls_without_a_certificate_says_what_it_needs(data: Path) -> None:
    beside("init")
    said = beside("serve", "--tls")
    assert said.exit_code == 1
    assert "run `beside certificate`" in said.output
