"""People's data at rest: SM4-GCM (GB/T 32907), one fresh nonce a value, bound to its column.

A stored value reads ``sm4:<base64 of nonce, text and tag>``. What is not of that
form is refused, never taken for plain text.
"""

from __future__ import annotations

import base64
import binascii
import os
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from django.conf import settings
from django.db import models

_PREFIX = "sm4:"
_NONCE_BYTES = 12
_TAG_BYTES = 16


class UnreadableSecret(ValueError):
    """A stored value cannot be decrypted: another key was used, or it was altered."""


def encrypt(text: str, *, bound_to: str) -> str:
    """Return the stored form of ``text``, readable only for the same column and key."""
    nonce = os.urandom(_NONCE_BYTES)
    sealer = Cipher(algorithms.SM4(_key()), modes.GCM(nonce)).encryptor()
    sealer.authenticate_additional_data(bound_to.encode())
    sealed = sealer.update(text.encode()) + sealer.finalize()
    return _PREFIX + base64.b64encode(nonce + sealed + sealer.tag).decode("ascii")


def decrypt(stored: str, *, bound_to: str) -> str:
    """Return the plain text; raise ``UnreadableSecret`` when the key or the value is not right."""
    if not stored.startswith(_PREFIX):
        raise UnreadableSecret(f"{bound_to}: the stored value is not encrypted")
    try:
        raw = base64.b64decode(stored[len(_PREFIX) :], validate=True)
    except binascii.Error as error:
        raise UnreadableSecret(f"{bound_to}: the stored value is damaged") from error
    nonce, sealed, tag = raw[:_NONCE_BYTES], raw[_NONCE_BYTES:-_TAG_BYTES], raw[-_TAG_BYTES:]
    try:
        opener = Cipher(algorithms.SM4(_key()), modes.GCM(nonce, tag)).decryptor()
        opener.authenticate_additional_data(bound_to.encode())
        return (opener.update(sealed) + opener.finalize()).decode()
    except (InvalidTag, ValueError) as error:
        raise UnreadableSecret(f"{bound_to}: the key does not fit or the value was altered") from error


def _key() -> bytes:
    return bytes.fromhex(settings.QIANGZHEN_DATA_KEY)


class EncryptedTextField(models.TextField):
    """Text that is encrypted in the database and plain in Python; it cannot be searched."""

    def _bound_to(self) -> str:
        return f"{self.model._meta.db_table}.{self.column}"

    def get_prep_value(self, value: Any) -> Any:
        return value if value in (None, "") else encrypt(str(value), bound_to=self._bound_to())

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        return value if value in (None, "") else decrypt(value, bound_to=self._bound_to())

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name in {"isnull"}:
            return super().get_lookup(lookup_name)
        raise UnreadableSecret(f"{self._bound_to()} is encrypted and cannot be searched")
