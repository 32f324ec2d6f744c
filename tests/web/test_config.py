import stat
from base64 import b64encode
from datetime import timedelta

import pytest

from web.config import IDENTITY_KEY, KEY_BYTES, SESSION_KEY, ConfigError, load_config


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def test_the_first_start_makes_folder_and_keys_that_only_their_owner_reads(tmp_path):
    home = tmp_path / "new" / "office"
    config = load_config(home, {})
    assert mode(home) == 0o700
    for name, key in ((IDENTITY_KEY, config.identity_key), (SESSION_KEY, config.session_key)):
        assert mode(home / name) == 0o600
        assert (home / name).read_bytes() == key
        assert len(key) == KEY_BYTES
    assert config.identity_key != config.session_key
    assert [path.name for path in sorted(home.iterdir())] == [IDENTITY_KEY, SESSION_KEY]


def test_the_keys_stay_what_they_are(tmp_path):
    assert load_config(tmp_path, {}).identity_key == load_config(tmp_path, {}).identity_key


@pytest.mark.parametrize("name", [IDENTITY_KEY, SESSION_KEY])
@pytest.mark.parametrize("open_to", [0o640, 0o604, 0o644, 0o660])
def test_a_key_that_others_may_read_is_refused(tmp_path, name, open_to):
    load_config(tmp_path, {})
    (tmp_path / name).chmod(open_to)
    with pytest.raises(ConfigError, match=rf"chmod 600 .*{name}[\s\S]*open to others"):
        load_config(tmp_path, {})


@pytest.mark.parametrize("size", [0, 16, 31, 33])
def test_a_key_of_a_wrong_size_is_refused_and_not_replaced(tmp_path, size):
    load_config(tmp_path, {})
    path = tmp_path / IDENTITY_KEY
    path.write_bytes(b"k" * size)
    with pytest.raises(ConfigError, match=rf"实为 {size} 字节[\s\S]*holds {size} bytes"):
        load_config(tmp_path, {})
    assert path.read_bytes() == b"k" * size


@pytest.mark.parametrize("written", [(b"\x01" * 32).hex(), b64encode(b"\x01" * 32).decode()])
def test_the_identity_key_may_come_from_the_environment(tmp_path, written):
    assert load_config(tmp_path, {"BIHUAN_KEY": written}).identity_key == b"\x01" * 32
    assert not (tmp_path / IDENTITY_KEY).exists()


@pytest.mark.parametrize("written", ["x", "00" * 31, "zz" * 32, b64encode(b"\x01" * 31).decode()])
def test_an_environment_key_that_is_none_is_refused_without_being_told(tmp_path, written):
    with pytest.raises(ConfigError, match="BIHUAN_KEY") as refused:
        load_config(tmp_path, {"BIHUAN_KEY": written})
    assert len(written) == 1 or written not in str(refused.value)


def test_keys_do_not_come_out_when_a_configuration_is_printed(tmp_path):
    config = load_config(tmp_path, {})
    assert repr(config.identity_key) not in repr(config)
    assert repr(config.session_key) not in repr(config)


def test_the_database_is_sqlite_in_the_folder_unless_the_environment_names_postgresql(tmp_path):
    assert load_config(tmp_path, {}).database_url == f"sqlite:///{tmp_path / 'bihuan.db'}"
    for given in ("postgresql://u@h/b", "postgres://u@h/b", "postgresql+psycopg://u@h/b"):
        assert load_config(tmp_path, {"DATABASE_URL": given}).database_url == "postgresql://u@h/b"
    with pytest.raises(ConfigError, match="postgresql://"):
        load_config(tmp_path, {"DATABASE_URL": "mysql://u@h/b"})


def test_the_idle_time_is_a_setting(tmp_path):
    assert load_config(tmp_path, {}).idle == timedelta(minutes=30)
    assert load_config(tmp_path, {"BIHUAN_IDLE_MINUTES": "10"}).idle == timedelta(minutes=10)
    for wrong in ("0", "-1", "ten", "1441", ""):
        with pytest.raises(ConfigError, match="BIHUAN_IDLE_MINUTES"):
            load_config(tmp_path, {"BIHUAN_IDLE_MINUTES": wrong})


def test_a_folder_that_cannot_be_made_is_said(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(ConfigError, match="无法建立"):
        load_config(tmp_path / "file" / "office", {})
