"""The two commands: they run from anywhere, say what they do before anything is installed, and do nothing twice."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT, read

SCRIPTS = ("run", "test", ".ci/run", "requirements/prepare.sh")
BARE = {"PATH": "/usr/bin:/bin:/usr/sbin:/sbin"}


def sh(script: str, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run a piece of shell in an otherwise empty environment."""
    command = ["/bin/sh", "-eu", "-c", script, "sh", *arguments]
    return subprocess.run(
        command, check=False, stdin=subprocess.DEVNULL, env=BARE | settings, capture_output=True, text=True
    )


@pytest.fixture
def checkout(tmp_path) -> Path:
    """A copy of the scripts, without an environment, in a folder whose name has a blank and a quote."""
    root = tmp_path / "闭环 it's here"
    for script in SCRIPTS:
        (root / script).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / script, root / script)
    for name in ("runtime", "test"):
        (root / "requirements" / f"{name}.txt").write_text("")
    return root


@pytest.fixture
def ready(checkout) -> Path:
    """The same with a stand-in for the environment, stamped as complete, which prints how it was called."""
    (checkout / ".venv" / "bin").mkdir(parents=True)
    for name in ("bihuan", "python"):
        stand_in = checkout / ".venv" / "bin" / name
        stand_in.write_text('#!/bin/sh\nprintf "%s|" "$PWD" "$@"\n')
        stand_in.chmod(0o755)
    stamp = sh(
        'root=$1; . "$1/requirements/prepare.sh"; for list in runtime test; do fingerprint $list >"$venv/.$list"; done',
        str(checkout),
    )
    assert stamp.returncode == 0, stamp.stderr
    return checkout


@pytest.mark.parametrize("script", SCRIPTS)
def test_the_script_is_plain_shell(script):
    assert subprocess.run(["/bin/sh", "-n", ROOT / script], check=False).returncode == 0


@pytest.mark.parametrize("script", ["run", "test", ".ci/run"])
def test_the_command_may_be_executed(script):
    assert os.access(ROOT / script, os.X_OK)


def test_continuous_integration_is_one_line_that_calls_the_test_command():
    first, *lines = read(".ci/run").splitlines()
    assert first == "#!/bin/sh"
    assert len(lines) == 1 and "/../test" in lines[0]


@pytest.mark.parametrize("call", [["--help"], ["-h"], ["--port", "1", "--help"]])
def test_help_is_there_before_anything_is_installed(checkout, call):
    done = sh('"$@"', str(checkout / "run"), *call)
    assert done.returncode == 0
    assert "用法：./run" in done.stdout and "Usage: ./run" in done.stdout
    assert all(option in done.stdout for option in ("--port", "--home", "BIHUAN_HOME", "BIHUAN_WHEELS"))
    assert not (checkout / ".venv").exists()


def test_run_hands_over_to_the_server_with_all_its_words(ready):
    done = sh('cd /; exec "$@"', str(ready / "run"), "--home", "a b", "--port", "8123")
    assert done.stdout == "/|serve|--home|a b|--port|8123|"
    assert done.stderr == ""


def test_the_tests_run_at_the_root_wherever_they_are_called_from(ready):
    done = sh('cd /; exec "$@"', str(ready / ".ci" / "run"), "tests/a b")
    where, *words = done.stdout.split("|")
    assert where == str(ready)
    assert words[:2] == ["-m", "pytest"] and words[-2] == "tests/a b"


def test_a_link_to_the_command_finds_its_own_folder(ready, tmp_path):
    (tmp_path / "start").symlink_to(ready / "run")
    assert sh('exec "$1"', str(tmp_path / "start")).stdout.endswith("|serve|")


@pytest.mark.parametrize("change", ["list", "place"])
def test_a_changed_list_or_a_moved_folder_is_set_up_anew(ready, change):
    root = ready
    if change == "list":
        (ready / "requirements" / "runtime.txt").write_text("click==8.0 --hash=sha256:0\n")
    else:
        root = ready.rename(ready.with_name("moved"))
    asked = sh('root=$1; . "$1/requirements/prepare.sh"; ready runtime', str(root))
    assert asked.returncode == 1


def lacking(checkout: Path, **programs: str) -> subprocess.CompletedProcess[str]:
    """What `ensure` does on a machine that lacks two packages until its apt-get installs them."""
    folder = checkout / "bin"
    folder.mkdir()
    for name, body in programs.items():
        (folder / name.replace("_", "-")).write_text(f"#!/bin/sh\n{body}\n")
        (folder / name.replace("_", "-")).chmod(0o755)
    for name in ("tr", "env", "readlink"):
        (folder / name).symlink_to(shutil.which(name, path=BARE["PATH"]))
    few = 'few() { [ -e "$root/installed" ] || printf "libone\\nlibtwo\\n"; }'
    script = f'root=$1; . "$1/requirements/prepare.sh"; {few}; cd "$root"; ensure few'
    return sh(script, str(checkout), PATH=str(folder))


INSTALLS = 'echo "$@" >&2; [ "$1" = update ] || : >installed'


def test_root_installs_what_is_missing_and_checks_again(checkout):
    done = lacking(checkout, id="echo 0", apt_get=INSTALLS)
    assert done.returncode == 0, done.stderr
    assert "install -y -qq --no-install-recommends libone libtwo" in done.stderr


def test_sudo_installs_where_it_may(checkout):
    done = lacking(checkout, id="echo 1000", sudo='[ "$1" = -n ] || "$@"', apt_get=INSTALLS)
    assert done.returncode == 0, done.stderr
    assert (checkout / "installed").exists()


def test_without_root_the_message_says_what_to_ask_for(checkout):
    done = lacking(checkout, id="echo 1000", sudo="exit 1", apt_get=INSTALLS)
    assert done.returncode == 1
    assert "apt-get install libone libtwo" in done.stderr
    assert "缺少系统软件包" in done.stderr and "administrator" in done.stderr
    assert not (checkout / "installed").exists()


def test_without_apt_the_message_names_what_is_missing(checkout):
    done = lacking(checkout, id="echo 0")
    assert done.returncode == 1
    assert "libone libtwo" in done.stderr and "没有 apt" in done.stderr and "no apt here" in done.stderr


def test_a_machine_that_still_lacks_something_is_not_started(checkout):
    done = lacking(checkout, id="echo 0", apt_get=":")
    assert done.returncode == 1
    assert "apt-get install libone libtwo" in done.stderr


def test_no_new_enough_python_is_said(checkout):
    done = sh('root=$1; . "$1/requirements/prepare.sh"; find_python() { :; }; build runtime', str(checkout))
    assert done.returncode == 1
    assert "需要 Python 3.11" in done.stderr and "Python 3.11 or newer" in done.stderr


def test_an_installation_that_failed_is_tried_again_at_the_next_start(ready):
    (ready / "requirements" / "runtime.txt").write_text("changed\n")
    pip = ready / ".venv" / "bin" / "pip"
    pip.write_text('#!/bin/sh\n[ "$1" = --version ]\n')
    pip.chmod(0o755)
    for _ in range(2):
        done = sh('exec "$1"', str(ready / "run"))
        assert done.returncode == 1
        assert "serve" not in done.stdout
        assert "正在准备运行环境" in done.stderr
