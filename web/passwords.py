"""Passwords: argon2id hashes, and the office's rule for a good one."""

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError
from flask_babel import gettext as _

from web import clock

SALT_BYTES = 16
SHORTEST = 8
LONGEST = 200
CLASSES = (str.islower, str.isupper, str.isdigit, lambda sign: not sign.isalnum())


@cache
def _hasher() -> PasswordHasher:
    """argon2id with the parameters of RFC 9106 for servers with little memory: 64 MiB, three passes."""
    return PasswordHasher()


@cache
def _nobody() -> str:
    """What the password of an unknown user is compared with, so that the answer takes as long."""
    return hash_password("nobody has this password")


def hash_password(password: str) -> str:
    """The argon2id hash of a password, with a salt of its own."""
    return _hasher().hash(password, salt=clock.draw(SALT_BYTES))


def matches(stored: str | None, password: str) -> bool:
    """Whether the password is the one that was hashed; as slow for an unknown user as for a known one."""
    try:
        return _hasher().verify(stored or _nobody(), password[:LONGEST]) and stored is not None
    except (Argon2Error, InvalidHashError):
        return False


def is_outdated(stored: str) -> bool:
    """Whether the hash was made with weaker parameters than today's."""
    return _hasher().check_needs_rehash(stored)


def fault_of(password: str, username: str) -> str | None:
    """Why a password is not good enough: eight characters of three classes, and not the user name (GB/T 22239 practice)."""
    if len(password) < SHORTEST:
        return str(_("密码至少%(number)s个字符。", number=SHORTEST))
    if len(password) > LONGEST:
        return str(_("密码最多%(number)s个字符。", number=LONGEST))
    if sum(any(map(belongs, password)) for belongs in CLASSES) < 3:
        return str(_("密码须含大写字母、小写字母、数字、符号中的三类。"))
    if username.lower() in password.lower():
        return str(_("密码不能包含用户名。"))
    return None
