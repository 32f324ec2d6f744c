"""Where the office's data lives and which keys guard it: a folder, and what the environment says instead.

Two key files stand in the folder, made on the first start: ``identity.key`` opens the petitioners' identities,
``session.key`` signs the cookies. Whoever can read them can read everything, so a file that others can read, or
of a wrong size, is refused.
"""

import os
import stat
from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from web import clock

KEY_BYTES = 32
IDENTITY_KEY = "identity.key"
SESSION_KEY = "session.key"
DATABASE = "bihuan.db"
POSTGRESQL = ("postgresql://", "postgresql+psycopg://", "postgres://")


class ConfigError(RuntimeError):
    """The office cannot be opened as it lies there; the sentence says what to do, in Chinese and English."""


@dataclass(frozen=True, slots=True)
class Config:
    """All that an application needs to know of its surroundings."""

    home: Path
    database_url: str
    identity_key: bytes = field(repr=False)
    session_key: bytes = field(repr=False)
    now: Callable[[], datetime] = clock.now
    draw: Callable[[int], bytes] = clock.draw
    idle: timedelta = timedelta(minutes=30)
    """After so long without a request a login ends (GB/T 22239 asks for it; the figure is a setting)."""
    upload_bytes: int = 20 * 1024 * 1024


def load_config(home: Path, environment: Mapping[str, str] = os.environ) -> Config:
    """The configuration of the office in ``home``; folder and keys are made if they are missing."""
    home = home.expanduser().absolute()
    _make_home(home)
    given = environment.get("BIHUAN_KEY")
    return Config(
        home=home,
        database_url=_database_url(home, environment.get("DATABASE_URL", "")),
        identity_key=_decoded(given) if given else _key_file(home / IDENTITY_KEY),
        session_key=_key_file(home / SESSION_KEY),
        idle=timedelta(minutes=_minutes(environment.get("BIHUAN_IDLE_MINUTES", "30"))),
    )


def _make_home(home: Path) -> None:
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigError(
            f"数据目录 {home} 无法建立：{error.strerror}。请换一个目录，或请管理员授权。\n"
            f"The folder {home} cannot be made: choose another, or ask for the right to write there."
        ) from error


def _database_url(home: Path, given: str) -> str:
    if not given:
        return f"sqlite:///{home / DATABASE}"
    if not given.startswith(POSTGRESQL):
        raise ConfigError(
            "DATABASE_URL 应以 postgresql:// 开头；不设置则使用数据目录中的 SQLite。\n"
            "DATABASE_URL must begin with postgresql://; unset it to use SQLite in the data folder."
        )
    return "postgresql://" + given.partition("://")[2]


def _minutes(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 24 * 60:
        raise ConfigError(
            "BIHUAN_IDLE_MINUTES 应为 1 至 1440 之间的整数（分钟）。\n"
            "BIHUAN_IDLE_MINUTES must be a whole number of minutes from 1 to 1440."
        )
    return int(text)


def _decoded(text: str) -> bytes:
    try:
        key = bytes.fromhex(text) if len(text) == 2 * KEY_BYTES else b64decode(text, validate=True)
    except (ValueError, NotBase64):
        key = b""
    if len(key) != KEY_BYTES:
        raise ConfigError(
            f"BIHUAN_KEY 应为 {KEY_BYTES} 字节的密钥，写作 {2 * KEY_BYTES} 位十六进制数或 Base64。\n"
            f"BIHUAN_KEY must be {KEY_BYTES} bytes, written as {2 * KEY_BYTES} hexadecimal digits or as Base64."
        )
    return key


def _key_file(path: Path) -> bytes:
    if not path.exists():
        _write_key(path)
    mode = path.stat().st_mode
    if not stat.S_ISREG(mode) or stat.S_IMODE(mode) & 0o077:
        raise ConfigError(
            f"密钥文件 {path} 可被他人读取。请执行 chmod 600 {path}，并确认密钥没有泄露。\n"
            f"The key file {path} is open to others. Run chmod 600 on it, and make sure that nobody copied it."
        )
    try:
        key = path.read_bytes()
    except OSError as error:
        raise ConfigError(
            f"密钥文件 {path} 无法读取：{error.strerror}。请以文件所有者的身份启动。\n"
            f"The key file {path} cannot be read: start as the user who owns it."
        ) from error
    if len(key) != KEY_BYTES:
        raise ConfigError(
            f"密钥文件 {path} 应为 {KEY_BYTES} 字节，实为 {len(key)} 字节。请从备份恢复原来的密钥文件。\n"
            f"The key file {path} holds {len(key)} bytes instead of {KEY_BYTES}: restore it from the backup."
        )
    return key


def _write_key(path: Path) -> None:
    """Make a key under another name and link it into place: of two programs that start at once, one wins."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(clock.draw(KEY_BYTES))
            stream.flush()
            os.fsync(stream.fileno())
        try:
            path.hardlink_to(draft)
        except FileExistsError:
            return
    finally:
        draft.unlink()
