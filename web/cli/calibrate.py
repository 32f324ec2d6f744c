"""`bihuan calibrate`: bring the likelihood of suspected repeats into line with the office's own verdicts."""

from pathlib import Path

import click

from web.cli.office import Declined, answer, home_option, json_option
from web.cli.setting import administering

FEWEST = 20
FEWEST_EACH = 5
"""Verdicts of one kind alone say nothing about where the line lies."""


@click.command(
    help="""按本单位的认定结论（同一事项、不是同一事项）校准疑似重复的可能性，列出校准前后的准确率；加 --apply --as 才生效。

    Calibrate the likelihood of suspected repeats by the office's verdicts and print how right it was before and after;
    it takes effect only with --apply and --as."""
)
@click.option("--apply", is_flag=True, help="写入设置，立即生效。 / Store it; it takes effect at once.")
@click.option(
    "--as", "username", help="系统管理员的用户名，与 --apply 合用。 / The administrator, with --apply."
)
@home_option
@json_option
def calibrate(apply: bool, username: str | None, home: Path, as_json: bool) -> None:
    """Fit, tell, and store if asked to."""
    from petitions.administration import change_setting
    from petitions.queries.verdicts import verdicts
    from petitions.repeats.calibration import AS_LEARNED, fit
    from petitions.repeats.figures import Figures
    from petitions.repeats.forest import learned
    from web.cli.office import sessions_of

    with sessions_of(home)() as session:
        told = verdicts(session)
    found, alert = fit(told), learned().alert
    said: dict[str, object] = {
        "verdicts": len(told),
        "same": sum(same for _, same in told),
        "scale": found.scale,
        "shift": found.shift,
    }
    lines = [
        f"认定{said['verdicts']}条，其中同一事项{said['same']}条。比例{found.scale}，偏移{found.shift}。"
    ]
    for name, calibration in (("before", AS_LEARNED), ("after", found)):
        figures = Figures.at(alert, [(calibration.likelihood(total), same) for total, same in told])
        said[name] = {"precision": round(figures.precision, 4), "recall": round(figures.recall, 4)}
        word = "校准前" if name == "before" else "校准后"
        lines.append(f"{word}：准确率{figures.precision:.1%}，召回率{figures.recall:.1%}")
    if apply:
        if username is None:
            raise click.UsageError("--apply 须与 --as 合用。 / --apply needs --as.")
        same = sum(alike for _, alike in told)
        if len(told) < FEWEST or min(same, len(told) - same) < FEWEST_EACH:
            raise Declined(
                "too-few-verdicts",
                f"认定结论应不少于{FEWEST}条，其中认定同一事项和不是同一事项的各不少于{FEWEST_EACH}条。"
                "请在积累更多认定后再执行。",
            )
        with administering(home, username) as (session, _office, officer_id, now):
            for key, value in (("repeat_scale", found.scale), ("repeat_shift", found.shift)):
                change_setting(session, key, value, officer_id=officer_id, now=now)
    answer(said, "\n".join(lines), as_json)
