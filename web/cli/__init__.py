"""The console command `bihuan`: one row of COMMANDS for each command, imported only when it is called.

Exit codes (`web.cli.office.ExitCode`): 0 done, 1 refused by a rule of the office, 2 wrong usage,
3 a broken seal or chain, 70 a fault of the program itself.
"""

import importlib
import sys
import traceback
from collections.abc import Sequence
from typing import Any, NamedTuple

import click

from web.cli.office import Declined, ExitCode


class Entry(NamedTuple):
    """One command: its name, where it lives (`module:attribute`), and one line of help in two languages."""

    name: str
    target: str
    zh: str
    en: str


COMMANDS = (
    Entry("serve", "web.cli.serve:serve", "启动网页服务", "Serve the web pages"),
    Entry("work", "web.cli.work:work", "处理后台任务", "Do the long work asked for on the pages"),
    Entry("init", "web.cli.init:init", "建立或升级数据目录", "Make or upgrade the office's folder"),
    Entry("user", "web.cli.user:user", "管理用户", "Manage accounts"),
    Entry("deadline", "web.cli.deadline:deadline", "推算各项期限", "Compute the limits of a matter"),
    Entry("calendar", "web.cli.calendar:calendar", "查询工作日历", "Ask the working-day calendar"),
    Entry("notice", "web.cli.setting:notice", "载入放假通知", "Load a holiday notice"),
    Entry("setting", "web.cli.setting:setting", "查看或更改设置", "Show or change the settings"),
    Entry("demo", "web.cli.demo:demo", "演示城市及其登录", "The demonstration city and its logins"),
    Entry("import", "web.cli.import_file:import_file", "导入信访件表格", "Import a table of complaints"),
    Entry(
        "classify", "web.cli.classify:classify", "由文字建议污染类型", "Propose pollution types from texts"
    ),
    Entry("report", "web.cli.report:report", "生成月度情况通报", "Print the monthly bulletin"),
    Entry(
        "bulletin", "web.cli.bulletin:bulletin", "通报的核稿、签发和核对", "Check, issue and verify bulletins"
    ),
    Entry("repeats", "web.cli.repeats:repeats", "查找和评估重复件", "Find repeats and measure it"),
    Entry(
        "calibrate", "web.cli.calibrate:calibrate", "按认定结论校准疑似重复", "Calibrate suspected repeats"
    ),
    Entry("reindex", "web.cli.reindex:reindex", "重建查重和检索的索引", "Index all cases anew"),
    Entry("audit", "web.cli.audit:audit", "核对事件链与每日封存", "Verify the record and its daily seals"),
)

SPEAKING = (
    ("web.config", "ConfigError", "config"),
    ("web.server", "AddressTakenError", "address"),
    ("migrations", "NewerDatabaseError", "newer-database"),
)
"""Errors of our own whose words are meant for whoever runs the program: module, name, code."""


class OfficeGroup(click.Group):
    """Lists the commands from the rows alone, so that help and each command start without the others' imports."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The order of the rows, which is the order in which an administrator meets them."""
        return [entry.name for entry in COMMANDS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the one command that was asked for."""
        for entry in COMMANDS:
            if entry.name == cmd_name:
                module, _, attribute = entry.target.partition(":")
                command: click.Command = getattr(importlib.import_module(module), attribute)
                return command
        return None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Chinese first, English after the slash; no command is imported for it."""
        if COMMANDS:
            with formatter.section("命令 / Commands"):
                formatter.write_dl([(entry.name, f"{entry.zh} / {entry.en}") for entry in COMMANDS])

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; what the law refused leaves with its sentences, not with a traceback."""
        try:
            return super().invoke(ctx)
        except Exception as error:
            # Only where the law was loaded can it have refused; help and usage errors never load it.
            refused = getattr(sys.modules.get("workflow.machine"), "Refused", ())
            if isinstance(error, refused):
                raise Declined(error.code, " ".join(reason.sentence for reason in error.reasons)) from error
            for module, name, code in SPEAKING:
                if isinstance(error, getattr(sys.modules.get(module), name, ())):
                    raise Declined(code, str(error)) from error
            raise

    def main(self, args: Sequence[str] | None = None, *rest: Any, **extra: Any) -> Any:
        """Run a command; a fault of the program leaves with its own exit code, apart from a refusal's."""
        try:
            return super().main(args, *rest, **extra)
        except Exception:
            if not extra.get("standalone_mode", True):
                raise
            traceback.print_exc()
            sys.exit(ExitCode.FAULT)


@click.group(
    cls=OfficeGroup,
    help="""闭环：生态环境信访投诉办理系统。每个命令都可加 --help。

    Bihuan: petition and complaint case management. Every command takes --help.""",
    epilog="""退出码：0 完成；1 按规则不能办理；2 用法有误；3 封存或链条校验不通过；70 程序故障。

    Exit codes: 0 done; 1 refused by a rule; 2 wrong usage; 3 integrity failure; 70 program fault.""",
    context_settings={"help_option_names": ["-h", "--help"]},
)
def main() -> None:
    """The group itself does nothing; its commands do."""
