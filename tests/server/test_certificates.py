"""A school that is its own certificate authority: what tablets then believe, and above all what they do not."""

from __future__ import annotations

import contextlib
import datetime as dt
import http.client
import shutil
import ssl
import stat
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from server.cli import main
from server.tls.authority import Certified, new_authority
from tests.server.running import RunningServer

OURS = "beside.larkspur.example"


@pytest.fixture
def data(data: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A server that was prepared and is opened by a name of the school's."""
    monkeypatch.setenv("BESIDE_ORIGIN", f"https://{OURS}")
    assert beside("init").exit_code == 0
    return data


def beside(*arguments: str) -> Result:
    """Run a command here."""
    return CliRunner().invoke(main, list(arguments))


def refusal(trusted: Path, server: Certified, host: str, folder: Path) -> str | None:
    """What a tablet that trusts `trusted` says of `server` when it opens `host`; None where it believes it."""
    chain, key = folder / "chain.pem", folder / "key.pem"
    chain.write_bytes(server.certificate_pem)
    key.write_bytes(server.key_pem)
    serving = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    serving.load_cert_chain(chain, key)
    from_tablet, from_server = ssl.MemoryBIO(), ssl.MemoryBIO()
    tablet = ssl.create_default_context(cafile=trusted).wrap_bio(from_server, from_tablet, server_hostname=host)
    there = serving.wrap_bio(from_tablet, from_server, server_side=True)
    for _ in range(10):
        try:
            tablet.do_handshake()
            return None
        except ssl.SSLWantReadError:
            pass
        except ssl.SSLCertVerificationError as error:
            return error.verify_message
        with contextlib.suppress(ssl.SSLWantReadError):
            there.do_handshake()
    raise AssertionError("the handshake never came to an end")


def forged(authority: Certified, *names: x509.GeneralName) -> Certified:
    """A certificate that whoever found the authority's key signs for names of their choice."""
    key = ec.generate_private_key(ec.SECP256R1())
    now = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "a bank")]))
        .issuer_name(authority.certificate.subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=30))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.key.public_key()), critical=False)
        .sign(authority.key, hashes.SHA256())
    )
    return Certified(certificate, key)


def findings(said: Result) -> dict[str, tuple[str, str]]:
    """What `doctor` said: about what → (state, text)."""
    lines = [line.split(None, 2) for line in said.output.splitlines()]
    return {about: (state, text) for state, about, text in lines}


def read(folder: Path) -> Certified:
    """The authority in a folder."""
    return Certified.read((folder / "authority.crt").read_bytes(), (folder / "authority.key").read_bytes())


def issued(data: Path) -> Certified:
    """The server's certificate."""
    return Certified.read((data / "tls" / "certificate.pem").read_bytes(), (data / "tls" / "key.pem").read_bytes())


# What is believed ---------------------------------------------------------------------------------------------


def test_a_tablet_that_trusts_the_authority_believes_the_server_in_its_own_name(data: Path, tmp_path: Path) -> None:
    said = beside("certificate")
    assert said.exit_code == 0, said.output
    authority = tmp_path / "data-authority"
    assert refusal(authority / "authority.crt", issued(data), OURS, tmp_path) is None
    assert "move it to a stick" in said.output


def test_whoever_finds_the_authoritys_key_can_be_no_bank(data: Path, tmp_path: Path) -> None:
    beside("certificate")
    folder = tmp_path / "data-authority"
    false = forged(read(folder), x509.DNSName("bank.example"))
    said = refusal(folder / "authority.crt", false, "bank.example", tmp_path)
    assert said is not None
    assert "permitted subtree" in said
    # The same forgery by an authority without constraints is believed: it is they that hold.
    boundless = new_authority(["example"], dt.datetime.now(dt.UTC))
    trusted = tmp_path / "boundless.crt"
    trusted.write_bytes(boundless.certificate_pem)
    assert refusal(trusted, forged(boundless, x509.DNSName("bank.example")), "bank.example", tmp_path) is None


def test_whoever_finds_the_authoritys_key_can_be_no_address(data: Path, tmp_path: Path) -> None:
    beside("certificate")
    folder = tmp_path / "data-authority"
    for address in ("192.0.2.7", "2001:db8::7"):
        false = forged(read(folder), x509.IPAddress(ip_address(address)))
        said = refusal(folder / "authority.crt", false, address, tmp_path)
        assert said is not None
        assert "excluded subtree" in said


def test_the_constraints_are_critical_so_that_what_does_not_know_them_believes_nothing(
    data: Path, tmp_path: Path
) -> None:
    beside("certificate")
    extensions = read(tmp_path / "data-authority").certificate.extensions
    assert extensions.get_extension_for_class(x509.NameConstraints).critical
    basic = extensions.get_extension_for_class(x509.BasicConstraints)
    assert (basic.critical, basic.value.ca, basic.value.path_length) == (True, True, 0)


# Where things lie ---------------------------------------------------------------------------------------------


def test_the_authoritys_key_is_its_owners_alone_and_apart_from_what_is_copied_every_night(
    data: Path, tmp_path: Path
) -> None:
    beside("certificate")
    beside("backup")
    folder = tmp_path / "data-authority"
    modes = {
        path: stat.S_IMODE(path.stat().st_mode) for path in (folder, folder / "authority.key", data / "tls" / "key.pem")
    }
    assert list(modes.values()) == [0o700, 0o600, 0o600]
    body = read(folder).key_pem.split(b"\n")[1]
    kept = [path for path in data.rglob("*") if path.is_file()]
    assert any(path.suffix == ".backup" for path in kept)
    assert not [path.name for path in kept if body in path.read_bytes()]


def test_the_next_certificate_is_the_same_authoritys_and_needs_its_key_back(data: Path, tmp_path: Path) -> None:
    beside("certificate")
    folder = tmp_path / "data-authority"
    first, trusted = issued(data).certificate, (folder / "authority.crt").read_bytes()
    assert beside("certificate").exit_code == 0
    assert issued(data).certificate.serial_number != first.serial_number
    assert (folder / "authority.crt").read_bytes() == trusted
    shutil.move(folder / "authority.key", tmp_path / "stick")
    said = beside("certificate")
    assert said.exit_code == 1
    assert "put the authority's key back" in said.output


# What is refused ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["192.0.2.7", "2001:db8::7", "beside school", "-beside.example", "beside..example"])
def test_only_a_name_is_certified_and_never_an_address(data: Path, tmp_path: Path, name: str) -> None:
    said = beside("certificate", "--", name)
    assert said.exit_code == 1
    assert "name" in said.output
    assert not (tmp_path / "data-authority").exists()


def test_an_authority_certifies_no_name_but_its_own_and_those_below(data: Path) -> None:
    beside("certificate")
    assert beside("certificate", OURS, f"new.{OURS}").exit_code == 0
    for other in ("larkspur.example", "evil-" + OURS, "other.example"):
        said = beside("certificate", other)
        assert said.exit_code == 1
        assert f"not for {other}" in said.output


def test_without_a_name_it_says_which_setting_is_missing(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BESIDE_ORIGIN", "http://beside.larkspur.example")
    said = beside("certificate")
    assert said.exit_code == 1
    assert "set BESIDE_ORIGIN" in said.output


# Doctor and serve ---------------------------------------------------------------------------------------------


def test_doctor_says_that_the_key_should_go_and_whether_the_name_fits(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    beside("certificate")
    found = findings(beside("doctor"))
    assert found["authority"][0] == "note"
    assert f"its key is in {tmp_path / 'data-authority'}" in found["authority"][1]
    assert found["tls"][0] == "ok"
    monkeypatch.setenv("BESIDE_ORIGIN", "https://other.larkspur.example")
    state, text = findings(beside("doctor"))["tls"]
    assert state == "wrong"
    assert "not in the name other.larkspur.example" in text


@pytest.fixture
def serving(tmp_path: Path) -> Iterator[RunningServer]:
    """A server in the school's network, with a certificate of its own authority."""
    trusted = ssl.create_default_context()
    server = RunningServer(tmp_path / "data", log_folder=tmp_path, trusted=trusted)
    server.environment["BESIDE_ORIGIN"] = f"https://localhost:{server.port}"
    server.beside("init")
    server.beside("certificate")
    trusted.load_verify_locations(tmp_path / "data-authority" / "authority.crt")
    with server:
        yield server


def test_serve_tls_takes_the_certificate_that_was_made(serving: RunningServer) -> None:
    connection = http.client.HTTPSConnection("localhost", serving.port, context=serving.trusted, timeout=10)
    connection.request("GET", "/api/health")
    assert connection.getresponse().status == 200
    connection.close()
