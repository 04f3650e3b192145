"""The hash functions a chain may use, and where they come from."""

from __future__ import annotations

import enum
import hashlib
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from typing import Protocol


class Algorithm(enum.Enum):
    """The hash function of an entry; written into each entry, so that a chain may change it midway."""

    SM3 = "sm3"
    """GB/T 32905-2016, the national standard; the default."""
    SHA256 = "sha256"
    """FIPS 180-4, for where SM3 is not to be had."""

    def digest(self, data: bytes) -> bytes:
        """Return the 32 bytes of the digest of ``data``."""
        return _hashers[self](data).digest()

    def hexdigest(self, data: bytes) -> str:
        """Return the digest of ``data`` as 64 lower-case hexadecimal digits."""
        return _hashers[self](data).hexdigest()


class Hash(Protocol):
    """What a finished hash can be asked."""

    def digest(self) -> bytes: ...
    def hexdigest(self) -> str: ...


class _CryptographySM3:
    """SM3 from the ``cryptography`` package, for a Python whose OpenSSL has none."""

    def __init__(self, data: bytes) -> None:
        from cryptography.hazmat.primitives import hashes

        hasher = hashes.Hash(hashes.SM3())
        hasher.update(data)
        self._digest = hasher.finalize()

    def digest(self) -> bytes:
        return self._digest

    def hexdigest(self) -> str:
        return self._digest.hex()


def sm3_from(available: AbstractSet[str]) -> Callable[[bytes], Hash]:
    """Return SM3 out of hashlib where OpenSSL ships it, else out of ``cryptography``."""
    if "sm3" not in available:
        return _CryptographySM3
    empty = hashlib.new("sm3", usedforsecurity=False)

    def sm3(data: bytes) -> Hash:
        # Copying an empty hash spares the look-up by name that hashlib.new makes every time.
        hasher = empty.copy()
        hasher.update(data)
        return hasher

    return sm3


_hashers: dict[Algorithm, Callable[[bytes], Hash]] = {
    Algorithm.SM3: sm3_from(hashlib.algorithms_available),
    Algorithm.SHA256: hashlib.sha256,
}


def hasher_of(algorithm: Algorithm) -> Callable[[bytes], Hash]:
    """Return the function itself, for a loop that hashes a million entries."""
    return _hashers[algorithm]
