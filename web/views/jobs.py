"""One's own long work: what was asked for, how far it is, its file, and the way to stop it."""

import re
from io import BytesIO
from typing import Any

from flask import Blueprint, abort, flash, jsonify, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from petitions import jobs
from petitions.jobs import JobLine, NoJobError
from web import db
from web.auth import signed_in
from web.background.kinds import BY_CODE
from web.i18n import label

blueprint = Blueprint("jobs", __name__)

NUMBER = re.compile(r"[1-9][0-9]{0,8}")


def title(job: JobLine) -> str:
    """What the work is, in the reader's language."""
    kind = BY_CODE.get(job.kind)
    return kind.title(job.parameters) if kind else job.kind


def page(job: JobLine) -> str | None:
    """Where the asker goes on."""
    kind = BY_CODE.get(job.kind)
    return kind.page(job.parameters) if kind and kind.page else None


@blueprint.get("/jobs")
@signed_in
def index() -> ResponseReturnValue:
    """One's latest jobs."""
    return render_template("jobs.html", jobs=jobs.mine(db.session(), db.actor()), title=title)


@blueprint.get("/jobs/<number>")
@signed_in
def show(number: str) -> ResponseReturnValue:
    """How far one job is. The page looks again by itself, with or without script, until it is over."""
    return render_template("job.html", job=_mine(number), title=title, page=page)


@blueprint.get("/jobs/<number>/progress")
@signed_in
def progress(number: str) -> ResponseReturnValue:
    """The same for the page's script."""
    job = _mine(number)
    return jsonify(
        percent=job.percent, step=_(job.step) if job.step else label(job.status), over=job.status.is_over
    )


@blueprint.post("/jobs/<number>/cancel")
@signed_in
def cancel(number: str) -> ResponseReturnValue:
    """Stop it."""
    _found(jobs.cancel, number, db.now())
    flash(_("任务正在停止，不会留下文件。"), "success")
    return redirect(url_for("jobs.show", number=number), 303)


@blueprint.post("/jobs/<number>/file")
@signed_in
def fetch(number: str) -> ResponseReturnValue:
    """Its file. A form and no link, because fetching is recorded."""
    made = _found(jobs.fetch, number, db.now())
    return send_file(BytesIO(made.body), made.media_type, as_attachment=True, download_name=made.name)


def _mine(number: str) -> JobLine:
    job: JobLine = _found(jobs.one, number)
    return job


def _found(act: Any, number: str, *more: Any) -> Any:
    if not NUMBER.fullmatch(number):
        abort(404)
    try:
        return act(db.session(), int(number), db.actor(), *more)
    except NoJobError:
        abort(404)
