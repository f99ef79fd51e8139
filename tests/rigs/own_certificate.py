"""What somebody at a tablet does with the station's own certificate: compares its fingerprint, then goes on."""

from __future__ import annotations

import base64
import socket
import ssl
from hashlib import sha256
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509 import Certificate, load_der_x509_certificate

_PATIENCE_S = 10.0


def shown_certificate(address: str) -> Certificate:
    """The certificate that whoever connects to an address is shown."""
    parts = urlsplit(address)
    assert parts.scheme == "https"
    unasked = ssl.create_default_context()
    unasked.check_hostname = False
    unasked.verify_mode = ssl.CERT_NONE
    with (
        socket.create_connection((parts.hostname or "", parts.port or 443), timeout=_PATIENCE_S) as plain,
        unasked.wrap_socket(plain) as encrypted,
    ):
        der = encrypted.getpeercert(binary_form=True)
    assert der is not None
    return load_der_x509_certificate(der)


def after_comparing(address: str, fingerprint: str) -> ssl.SSLContext:
    """Trusts the certificate of an address, and no other, if its fingerprint is the one that the station shows."""
    der = shown_certificate(address).public_bytes(Encoding.DER)
    assert sha256(der).hexdigest().upper() == fingerprint.replace(":", "")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # that the certificate is for this host is still looked at
    context.load_verify_locations(cadata=der)
    return context


def going_on(address: str) -> str:
    """The option with which Chromium goes on where this certificate is shown, and nowhere else."""
    public = shown_certificate(address).public_key()
    key = public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return f"--ignore-certificate-errors-spki-list={base64.b64encode(sha256(key).digest()).decode()}"
