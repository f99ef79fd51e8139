"""The station's own certificate: what the page is encrypted with where the settings name none.

Nobody vouches for it: a browser warns, and shows the fingerprint that the station shows too. So it is kept, and the
warning comes once, until the certificate is old or the station is at another address.
"""

from __future__ import annotations

import os
import ssl
import stat
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from platformdirs import user_data_path

from studio_tui.recording.disk import write_atomically
from studio_tui.station.tablet.gate import plain_address
from studio_tui.text import N_, StudioError

if TYPE_CHECKING:
    from cryptography.x509 import Certificate, GeneralName

FILE = "tablet.pem"
"""Key and certificate in one file, so that they are replaced together."""
LIFE = timedelta(days=365)
"""Browsers refuse what lasts longer than 398 days (CA/Browser Forum, Baseline Requirements 6.3.2)."""
RENEWED_BEFORE_END = timedelta(days=30)
_CLOCKS_APART = timedelta(days=1)
"""A tablet's clock may be slow; the certificate is good since a day ago."""


@dataclass(frozen=True)
class OwnCertificate:
    """A PEM file with key and certificate, and the certificate's SHA-256 as browsers write it: ``AB:CD:…``."""

    file: Path
    fingerprint: str


def private_folder() -> Path:
    """Where the certificate of this user's stations is kept."""
    return user_data_path("studio-tui", appauthor=False)


def own_certificate(folder: Path, host: str, now: datetime | None = None) -> OwnCertificate:
    """The certificate kept in a folder; made anew when it is missing, damaged, old or for another host.

    Args:
        folder: private to this user; made if need be.
        host: the address or name that browsers ask for.
        now: with a time zone; None is the present.

    Raises:
        StudioError: it cannot be made or kept.
    """
    file, moment = folder / FILE, now or datetime.now(UTC)
    try:
        _make_private(folder)
        if not _is_good(file, host, moment):
            write_atomically(file, _made(host, moment))
        return OwnCertificate(file, fingerprint_of(file.read_bytes()))
    except (OSError, ValueError, ImportError) as problem:
        raise StudioError(
            N_(
                "The prompter's page for a tablet is not served: it must be encrypted, and its certificate "
                "cannot be kept in the folder {folder} ({why}). Let the station write there, or name a certificate "
                "of your own under [tablet] in studio.toml.",
                folder=str(folder),
                why=getattr(problem, "strerror", None) or str(problem),
            )
        ) from problem


def fingerprint_of(pem: bytes) -> str:
    """SHA-256 of the first certificate in a PEM file, in pairs of hexadecimal digits."""
    begin = pem.index(b"-----BEGIN CERTIFICATE-----")
    end = b"-----END CERTIFICATE-----"
    der = ssl.PEM_cert_to_DER_cert(pem[begin : pem.index(end, begin) + len(end)].decode("ascii"))
    return sha256(der).digest().hex(":").upper()


def _make_private(folder: Path) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if os.name != "posix":
        return  # a user's data are private there as they are
    if folder.stat().st_uid != os.getuid():
        raise StudioError(N_("{folder} belongs to another user. Remove it and start again.", folder=str(folder)))
    folder.chmod(0o700)


def _is_good(file: Path, host: str, now: datetime) -> bool:
    """Whether a kept certificate can be used on; not so when others could have read its key."""
    from cryptography import x509  # noqa: PLC0415 - not loaded while the page is off

    try:
        if os.name == "posix" and stat.S_IMODE(file.lstat().st_mode) != 0o600:
            return False
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(file, password="")
        certificate = x509.load_pem_x509_certificate(file.read_bytes())
    except (OSError, ValueError):  # ssl.SSLError is an OSError
        return False
    lasts = certificate.not_valid_before_utc <= now < certificate.not_valid_after_utc - RENEWED_BEFORE_END
    return lasts and _names_in(certificate) == [_name(host)]


def _names_in(certificate: Certificate) -> list[GeneralName]:
    from cryptography import x509  # noqa: PLC0415

    try:
        return list(certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value)
    except (ValueError, x509.ExtensionNotFound):
        return []


def _name(host: str) -> GeneralName:
    from cryptography import x509  # noqa: PLC0415

    address = plain_address(host)
    return x509.DNSName(host.encode("idna").decode("ascii")) if address is None else x509.IPAddress(address)


def _made(host: str, now: datetime) -> bytes:
    """A new key and its certificate for a host, as PEM."""
    from cryptography import x509  # noqa: PLC0415
    from cryptography.hazmat.primitives import hashes, serialization  # noqa: PLC0415
    from cryptography.hazmat.primitives.asymmetric import ec  # noqa: PLC0415
    from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID  # noqa: PLC0415

    key = ec.generate_private_key(ec.SECP256R1())
    public = key.public_key()
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "studio-tui")])
    since = now - _CLOCKS_APART
    certificate = (
        x509.CertificateBuilder(issuer_name=name, subject_name=name, public_key=public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(since + LIFE)
        .add_extension(x509.SubjectAlternativeName([_name(host)]), critical=False)
        # Whoever trusts it trusts this station, and nobody whom the station would vouch for.
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return private + certificate.public_bytes(serialization.Encoding.PEM)
