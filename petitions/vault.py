"""Identity under lock: authenticated encryption for what is read back, keyed hashes for what is only matched.

One secret, from which the two keys are derived; where the secret lives is the edge's business (``web.config``).
"""

import hmac
from collections.abc import Callable
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE_BYTES = 12
SECRET_BYTES = 32


class VaultError(ValueError):
    """The secret does not fit the ciphertext, or is no secret at all."""


class Vault:
    """Encrypts and hashes identity fields. ``draw`` gives that many random bytes."""

    def __init__(self, secret: bytes, draw: Callable[[int], bytes]) -> None:
        if len(secret) != SECRET_BYTES:
            raise VaultError(f"密钥应为{SECRET_BYTES}字节，实为{len(secret)}字节。")
        self._cipher = AESGCM(_derive(secret, b"bihuan identity encryption"))
        self._hash_key = _derive(secret, b"bihuan identity matching")
        self._draw = draw

    def seal(self, text: str) -> bytes | None:
        """Ciphertext of a field; nothing for an empty one."""
        if not text:
            return None
        nonce = self._draw(NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, text.encode(), None)

    def unseal(self, sealed: bytes | None) -> str:
        """The text of a field; raises ``VaultError`` if the key is not the one that sealed it."""
        if sealed is None:
            return ""
        try:
            return self._cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], None).decode()
        except InvalidTag as error:
            raise VaultError("身份信息无法解密：密钥与数据不符。请核对密钥文件。") from error

    def fingerprint(self, text: str) -> str | None:
        """A keyed hash by which equal values are found without being read."""
        if not text:
            return None
        return hmac.new(self._hash_key, text.encode(), sha256).hexdigest()


def _derive(secret: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose).derive(secret)
