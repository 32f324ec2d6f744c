# shellcheck shell=sh
# What ./run and ./test share: system packages if they are missing, then .venv with the locked list.
# Sourced, never run; `root` is set by the caller. Everything here is skipped once the stamp agrees.

: "${root:?}"
venv=$root/.venv

say() {
    printf '%s\n' "$@" >&2
}

# The state an environment was built for: interpreter, list and place. A moved folder or a new Python rebuilds it.
fingerprint() {
    printf '%s %s %s\n' "$(readlink -f "$venv/bin/python")" "$(cksum <"$root/requirements/$1.txt")" "$root"
}

ready() {
    [ -f "$venv/.$1" ] && [ "$(cat "$venv/.$1")" = "$(fingerprint "$1")" ]
}

# The first Python that is new enough, or nothing.
find_python() {
    for candidate in python3 python3.14 python3.13 python3.12 python3.11; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$candidate"
            return
        fi
    done
}

# Debian's names of the libraries that this machine lacks; all of them as long as no Python can be asked.
lacking_libraries() {
    python=$(find_python)
    [ -n "$python" ] || {
        echo python3 python3-venv libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
        return
    }
    "$python" -c 'import ensurepip, venv' 2>/dev/null || echo python3-venv
    "$python" - <<'END'
import ctypes

for package, library in (
    ("libpango-1.0-0", "libpango-1.0.so.0"),
    ("libpangoft2-1.0-0", "libpangoft2-1.0.so.0"),
    ("libharfbuzz-subset0", "libharfbuzz-subset.so.0"),
):
    try:
        ctypes.CDLL(library)
    except OSError:
        print(package)
END
}

explain_and_stop() {
    if command -v apt-get >/dev/null; then
        say "缺少系统软件包。请管理员执行：" "    apt-get update && apt-get install $1" \
            "System packages are missing. Ask an administrator to run the line above."
    else
        say "缺少以下系统软件（Debian 软件包名），本机没有 apt，请用本机的方法安装后再试：" "    $1" \
            "These are missing (Debian's names) and there is no apt here: install their counterparts, then try again."
    fi
    exit 1
}

# ensure FUNCTION: FUNCTION prints the packages that are lacking; install them when root or sudo is at hand.
ensure() {
    packages=$("$1" | tr '\n' ' ')
    [ -n "$packages" ] || return 0
    if ! command -v apt-get >/dev/null; then
        explain_and_stop "$packages"
    elif [ "$(id -u)" -eq 0 ]; then
        as_root=
    elif command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
        as_root=sudo
    else
        explain_and_stop "$packages"
    fi
    say "正在安装系统软件包：${packages}…… / Installing system packages, which may take a minute"
    $as_root apt-get update -qq >/dev/null || say "apt-get update 未完全成功，继续尝试。 / apt-get update failed in part; going on."
    # shellcheck disable=SC2086  # a list of names
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages >/dev/null
    packages=$("$1" | tr '\n' ' ')
    [ -z "$packages" ] || explain_and_stop "$packages"
}

# A path file and a launcher instead of an editable install: no build tool has to be fetched, the command starts in
# half the time (README.md beside this file), and blanks in the folder's name do no harm.
link() {
    "$venv/bin/python" - "$root" <<'END'
import shlex
import sys
import sysconfig
from pathlib import Path

Path(sysconfig.get_path("purelib"), "bihuan.pth").write_text(f"{sys.argv[1]}\n")
launcher = Path(sys.prefix, "bin", "bihuan")
launcher.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -P -m web.cli "$@"\n')
launcher.chmod(0o755)
END
}

# build LIST: the environment, exactly as locked, from the configured index or from the folder BIHUAN_WHEELS.
build() {
    python=$(find_python)
    [ -n "$python" ] || {
        say "需要 Python 3.11 或更高版本。 / Python 3.11 or newer is needed."
        exit 1
    }
    say "正在准备运行环境（首次约半分钟）…… / Preparing the environment (half a minute the first time)"
    "$venv/bin/pip" --version >/dev/null 2>&1 || "$python" -m venv --clear "$venv"
    list=$1
    set -- --quiet --disable-pip-version-check --no-compile --require-hashes -r "$root/requirements/$list.txt"
    if [ -n "${BIHUAN_WHEELS:-}" ]; then
        set -- "$@" --no-index --find-links "$BIHUAN_WHEELS"
    fi
    "$venv/bin/pip" install "$@"
    link
    fingerprint "$list" >"$venv/.$list"
}
