"""Identity under lock."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petitions.vault import SECRET_BYTES, Vault, VaultError


def a_vault(secret: bytes = b"s" * SECRET_BYTES) -> Vault:
    counter = itertools.count()
    return Vault(secret, lambda size: next(counter).to_bytes(size, "big"))


@given(st.text(min_size=1))
def test_what_was_sealed_can_be_read_back(text: str) -> None:
    vault = a_vault()
    sealed = vault.seal(text)
    assert sealed is not None
    assert text.encode() not in sealed or len(text.encode()) < 4  # a few bytes may appear by chance
    assert vault.unseal(sealed) == text


def test_an_empty_field_is_not_sealed_at_all() -> None:
    assert a_vault().seal("") is None
    assert a_vault().unseal(None) == ""


def test_the_same_text_is_sealed_differently_each_time() -> None:
    vault = a_vault()
    assert vault.seal("刘女士") != vault.seal("刘女士")


def test_another_key_cannot_read_it_and_says_so() -> None:
    sealed = a_vault().seal("刘女士")
    with pytest.raises(VaultError, match="密钥与数据不符"):
        a_vault(b"t" * SECRET_BYTES).unseal(sealed)


def test_a_changed_byte_is_noticed() -> None:
    sealed = bytearray(a_vault().seal("刘女士") or b"")
    sealed[-1] ^= 1
    with pytest.raises(VaultError):
        a_vault().unseal(bytes(sealed))


def test_equal_values_have_equal_fingerprints_under_one_key_only() -> None:
    assert a_vault().fingerprint("19900001234") == a_vault().fingerprint("19900001234")
    assert a_vault().fingerprint("19900001234") != a_vault().fingerprint("19900001235")
    assert a_vault().fingerprint("19900001234") != a_vault(b"t" * SECRET_BYTES).fingerprint("19900001234")
    assert a_vault().fingerprint("") is None


def test_a_short_secret_is_refused() -> None:
    with pytest.raises(VaultError, match="32字节"):
        a_vault(b"short")
