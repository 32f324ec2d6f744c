import json
import os
import re
import signal
import subprocess
import sys
import threading
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from time import sleep

import pytest
from click.testing import CliRunner
from flask import Flask

from web.cli import main
from web.server import AddressTakenError, Server

LATE = (
    "weasyprint", "vl_convert", "rjieba", "pypinyin", "cn2an", "phonenumbers", "lxml", "python_calamine",
    "alembic", "fontTools", "PIL", "docx", "xlsxwriter",
)  # fmt: skip
"""What a start must not wait for: imported when first used."""


def bihuan(*arguments, home, **settings):
    environment = {**os.environ, "BIHUAN_HOME": str(home), **settings}
    return [sys.executable, "-P", "-m", "web.cli", *arguments], {
        "env": environment, "cwd": Path(__file__).parents[2], "text": True,
        "stdout": subprocess.PIPE, "stderr": subprocess.PIPE,
    }  # fmt: skip


def run(*arguments, home, given=None):
    """A command in this process: as a program would read it, in a fraction of the time."""
    return CliRunner().invoke(main, arguments, input=given, env={"BIHUAN_HOME": str(home)})


@contextmanager
def serving(home, *arguments):
    """A server of its own process on a free port: the process and its address."""
    command, how = bihuan("serve", "--port", "0", *arguments, home=home)
    with subprocess.Popen(command, **how) as process:
        try:
            line = process.stdout.readline()
            yield process, re.search(r"http://\S+", line).group()
        finally:
            process.kill()


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """An office without a demonstration city, prepared once."""
    folder = tmp_path_factory.mktemp("office")
    assert run("init", home=folder).exit_code == 0
    return folder


# --- bihuan init ------------------------------------------------------------------------------------------------


def test_init_prepares_an_office_and_says_so_to_a_program(tmp_path):
    first = json.loads(run("init", "--json", home=tmp_path).stdout)
    again = json.loads(run("init", "--json", home=tmp_path).stdout)
    assert (first["created"], first["migrated"], first["database"]) == (True, True, "sqlite")
    assert (again["created"], again["migrated"], again["revision"]) == (False, False, first["revision"])
    assert (tmp_path / "bihuan.db").stat().st_mode & 0o077 == 0


def test_an_open_key_stops_every_command_with_one_sentence_in_both_languages(home):
    key = home / "identity.key"
    key.chmod(0o644)
    try:
        done = run("init", home=home)
    finally:
        key.chmod(0o600)
    assert done.exit_code == 1
    assert "chmod 600" in done.stderr and "open to others" in done.stderr and "Traceback" not in done.stderr


# --- bihuan user ------------------------------------------------------------------------------------------------

ADD = (
    "user",
    "add",
    "Zhang",
    "--name",
    "张某",
    "--unit",
    "city",
    "--unit-name",
    "青川市生态环境局",
    "--level",
    "city",
)


def test_an_account_is_added_changed_and_closed(tmp_path):
    added = run(*ADD, "--role", "operator", "--json", home=tmp_path, given="Clear-Water-88\n")
    assert json.loads(added.stdout)["username"] == "zhang"
    assert run("user", "roles", "zhang", "--role", "auditor", home=tmp_path).exit_code == 0
    assert run("user", "password", "zhang", home=tmp_path, given="Clear-Water-99\n").exit_code == 0
    assert run("user", "deactivate", "zhang", home=tmp_path).exit_code == 0
    (row,) = json.loads(run("user", "list", "--json", home=tmp_path).stdout)
    assert row == {
        "username": "zhang", "name": "张某", "title": "", "unit": "青川市生态环境局", "level": "city",
        "roles": ["auditor"], "active": False,
    }  # fmt: skip
    assert "已停用" in run("user", "list", home=tmp_path).stdout


@pytest.mark.parametrize(
    ("arguments", "given", "words"),
    [
        ((*ADD, "--role", "operator"), "short\n", "密码至少8个字符"),
        ((*ADD, "--role", "auditor", "--role", "operator"), "Clear-Water-88\n", "专人"),
        (("user", "password", "nobody"), "Clear-Water-88\n", "没有用户“nobody”"),
        (("user", "deactivate", "nobody"), None, "bihuan user list"),
    ],
)
def test_what_cannot_be_done_is_said_and_leaves_with_its_code(home, arguments, given, words):
    done = run(*arguments, home=home, given=given)
    assert done.exit_code == 1
    assert words in done.stderr


def test_a_password_is_no_argument():
    done = run("user", "add", "--help", home=".")
    assert "--password" not in done.stdout


# --- the start --------------------------------------------------------------------------------------------------


def test_the_start_imports_nothing_that_it_does_not_need(home):
    script = (
        "import sys; from pathlib import Path; from web import create_app; from web.config import load_config;"
        "import web.server, web.logs; app = create_app(load_config(Path(sys.argv[1])));"
        "assert app.test_client().get('/login').status_code == 200;"
        f"print(sorted(set({LATE!r}) & set(sys.modules)))"
    )
    command = [sys.executable, "-c", script, str(home)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2])
    assert done.stdout == "[]\n"


def test_the_server_greets_with_its_address_answers_and_stops_cleanly(home):
    with serving(home) as (process, address):
        with urllib.request.urlopen(f"{address}/login") as answer:
            assert answer.status == 200
            assert "Server" not in answer.headers
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=20) == 0
        assert "已停止" in process.stdout.read()
    assert not (home / "bihuan.db-wal").exists() or (home / "bihuan.db-wal").stat().st_size == 0


def test_ctrl_c_ends_it_without_a_traceback(home):
    with serving(home) as (process, _address):
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=20) == 0
        assert process.stderr.read() == ""


def test_a_port_that_is_taken_is_said(home):
    with serving(home) as (_process, address):
        done = run("serve", "--port", address.rpartition(":")[2], home=home)
    assert done.exit_code == 1
    assert "换一个端口" in done.stderr and "choose another --port" in done.stderr


def test_the_log_stands_in_the_folder_for_its_owner_alone(home):
    with serving(home):
        assert (home / "bihuan.log").stat().st_mode & 0o077 == 0


# --- the end ----------------------------------------------------------------------------------------------------


@pytest.fixture
def slow_server():
    """A server whose one page takes a while, running in a thread."""
    app = Flask("slow")
    app.config["MAX_CONTENT_LENGTH"] = 1000
    begun = threading.Event()

    @app.get("/")
    def page():
        begun.set()
        sleep(0.7)
        return "x" * 3_000_000

    server = Server(app, port=0, threads=2)
    thread = threading.Thread(target=server.run)
    thread.start()
    yield server, thread, begun
    server.stop()
    thread.join()


def test_a_request_at_hand_is_answered_whole_before_the_end(slow_server):
    server, thread, begun = slow_server
    answers = []
    asking = threading.Thread(target=lambda: answers.append(urllib.request.urlopen(server.address).read()))
    asking.start()
    assert begun.wait(10)
    server.stop()
    asking.join()
    thread.join(20)
    assert not thread.is_alive()
    assert [len(answer) for answer in answers] == [3_000_000]


def test_after_the_word_to_stop_nobody_new_is_let_in(slow_server):
    server, thread, _begun = slow_server
    server.stop()
    thread.join(20)
    with pytest.raises(OSError, match="refused"):
        urllib.request.urlopen(server.address)


def test_two_servers_cannot_hold_one_port(slow_server):
    server, _thread, _begun = slow_server
    taken = Server.__new__(Server)
    with pytest.raises(AddressTakenError, match="--port"):
        taken.__init__(Flask("second"), port=server.port)


@pytest.mark.parametrize(
    ("host", "address"),
    [("127.0.0.1", "http://127.0.0.1:80"), ("0.0.0.0", "http://127.0.0.1:80"), ("::1", "http://[::1]:80")],
)
def test_the_address_is_one_that_a_browser_here_can_open(host, address):
    server = Server.__new__(Server)
    server.host, server.port = host, 80
    assert server.address == address


# --- the first start --------------------------------------------------------------------------------------------


@pytest.fixture
def city(monkeypatch, tmp_path):
    """How the first start builds its city, with a small stand-in for the city."""
    from petitions.accounts import add_unit
    from petitions.db import make_engine, make_sessions
    from web.cli import demo
    from web.cli.init import prepare
    from web.cli.serve import _demonstrate
    from workflow.vocabulary import Level

    built = []

    def furnish(config):
        engine = make_engine(config.database_url)
        with make_sessions(engine).begin() as session:
            add_unit(session, code="city", name=f"城{len(built)}", level=Level.CITY)
        engine.dispose()
        built.append(config)
        if len(built) == 1 and furnish.breaks:
            raise KeyboardInterrupt

    furnish.breaks = False
    monkeypatch.setattr(demo, "furnish", furnish)
    return built, furnish, lambda no_demo=False: _demonstrate(prepare(tmp_path), no_demo)


def test_only_the_very_first_start_builds_the_city(city):
    built, _furnish, start = city
    start()
    start()
    assert len(built) == 1


def test_no_demonstration_where_none_is_wanted(city):
    built, _furnish, start = city
    start(no_demo=True)
    start()
    assert built == []


def test_a_city_that_was_left_half_built_is_built_anew(city, tmp_path):
    from petitions.db import make_engine

    built, furnish, start = city
    furnish.breaks = True
    with pytest.raises(KeyboardInterrupt):
        start()
    start()
    start()
    assert len(built) == 2
    engine = make_engine(built[0].database_url)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT name FROM unit").scalars().all() == ["城1"]
    engine.dispose()
