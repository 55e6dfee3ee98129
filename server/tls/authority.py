"""A certificate authority of the school's own, which can vouch for the school's own names and for nothing else.

    authority = new_authority(["beside.larkspur.sch.uk"], now)
    issued = issue(authority, ["beside.larkspur.sch.uk"], now)

A tablet that trusts an authority believes whatever it signs: whoever found its key could be any bank. So the authority carries
critical name constraints (RFC 5280, 4.2.1.10): its own names, no address, and a server's certificate is all it may sign.
Browsers refuse the rest. Keys are P-256, which every tablet knows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from ipaddress import ip_network
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)  # fmt: skip
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

AUTHORITY_LASTS: Final = timedelta(days=3650)
CERTIFICATE_LASTS: Final = timedelta(days=800)
"""Apple's devices refuse a server's certificate that lasts longer than 825 days, whoever signed it."""
CLOCKS_DIFFER: Final = timedelta(days=1)

NAME: Final = re.compile(r"(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*")
NUMBERS: Final = re.compile(r"[0-9.]+")


class NotOursError(Exception):
    """What the authority may not vouch for; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Certified:
    """A certificate and the key that it is for."""

    certificate: x509.Certificate
    key: EllipticCurvePrivateKey = field(repr=False)

    @property
    def certificate_pem(self) -> bytes:
        """The certificate as it is written to a file."""
        return self.certificate.public_bytes(Encoding.PEM)

    @property
    def key_pem(self) -> bytes:
        """The key as it is written to a file that its owner alone can read."""
        return self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())

    @classmethod
    def read(cls, certificate_pem: bytes, key_pem: bytes) -> Certified:
        """From two files. Raises ValueError for anything else, and for a key that is not the certificate's."""
        certificate, key = x509.load_pem_x509_certificate(certificate_pem), load_pem_private_key(key_pem, None)
        if not isinstance(key, EllipticCurvePrivateKey) or key.public_key() != certificate.public_key():
            raise ValueError("the key is another certificate's")
        return cls(certificate, key)


def check_name(name: str) -> str:
    """A name that tablets may open Beside by, in small letters. Raises NotOursError, for an address too."""
    # A passkey needs a name, and so does what tablets trust: an address is somebody else's tomorrow.
    plain = name.lower().rstrip(".")
    if NUMBERS.fullmatch(plain) or ":" in plain:
        raise NotOursError(f"{name} is an address: give the server a name in the school's network, and use that")
    if not NAME.fullmatch(plain):
        raise NotOursError(f"{name!r} is no name of a server: write it as beside.school.example")
    return plain


def new_authority(names: Sequence[str], now: datetime) -> Certified:
    """An authority for these names and what stands below them; `now` with its zone."""
    key = generate_private_key(SECP256R1())
    subject = _called(f"Beside at {names[0]}")
    builder = (
        _builder(subject, subject, key, now, AUTHORITY_LASTS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_key_usage(signs_certificates=True), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(
            x509.NameConstraints(
                permitted_subtrees=[x509.DNSName(name) for name in names],
                # A kind of name that is not mentioned would be unconstrained.
                excluded_subtrees=[x509.IPAddress(ip_network(every)) for every in ("0.0.0.0/0", "::/0")],
            ),
            critical=True,
        )
    )
    return Certified(builder.sign(key, hashes.SHA256()), key)


def names_of(authority: x509.Certificate) -> list[str]:
    """The names that an authority may vouch for."""
    constraints = authority.extensions.get_extension_for_class(x509.NameConstraints).value
    return [str(name.value) for name in constraints.permitted_subtrees or () if isinstance(name, x509.DNSName)]


def issue(authority: Certified, names: Sequence[str], now: datetime) -> Certified:
    """A certificate with a key of its own for a server of these names. Raises NotOursError for another's name."""
    left = authority.certificate.not_valid_after_utc - now
    if left <= timedelta(0):
        raise NotOursError("this authority has ended: remove it and make another, which every tablet has to trust once")
    ours = names_of(authority.certificate)
    for name in names:
        if not any(name == own or name.endswith(f".{own}") for own in ours):
            raise NotOursError(f"this authority may vouch for {', '.join(ours)} and what is below, not for {name}")
    key = generate_private_key(SECP256R1())
    builder = (
        _builder(_called(names[0]), authority.certificate.subject, key, now, min(CERTIFICATE_LASTS, left))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_key_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name) for name in names]), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.key.public_key()), critical=False)
    )
    return Certified(builder.sign(authority.key, hashes.SHA256()), key)


def covers(certificate: x509.Certificate, host: str) -> bool:
    """Whether a server's certificate is in this name."""
    try:
        found = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return False
    names = [name.lower() for name in found.get_values_for_type(x509.DNSName)]
    return host.lower() in names or f"*.{host.lower().partition('.')[2]}" in names


def fingerprint(certificate: x509.Certificate) -> str:
    """The SHA-256 of a certificate as tablets and browsers show it: `3F:0A:…`."""
    return ":".join(f"{byte:02X}" for byte in certificate.fingerprint(hashes.SHA256()))


def _called(name: str) -> x509.Name:
    # A common name holds 64 characters at most (RFC 5280, upper bounds); nobody judges a server by it.
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name[:64])])


def _builder(
    subject: x509.Name, issuer: x509.Name, key: EllipticCurvePrivateKey, now: datetime, lasts: timedelta
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - CLOCKS_DIFFER)
        .not_valid_after(now + lasts)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _key_usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )
