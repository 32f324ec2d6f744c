"""What is answered when something cannot be done: why, what to do now, and nothing that was typed is lost.

An unknown case and one that the reader may not see are told alike. A fault of the program gets a number, which the
reader can pass on and the log explains; the log holds no word of what was typed.
"""

import logging

from flask import Flask, current_app, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from petitions.desk import NotFound, Stale
from web import db, typed
from web.i18n import language
from workflow.machine import Refused

log = logging.getLogger("bihuan")

PAGES = {
    400: (lazy_gettext("请求无法识别"), lazy_gettext("请返回上一页，刷新后重试。")),
    403: (lazy_gettext("您没有打开此页面的权限"), lazy_gettext("如因工作需要，请联系系统管理员调整岗位。")),
    404: (lazy_gettext("没有找到"), lazy_gettext("编号有误，或不在您的查看范围内。请核对后重试。")),
    405: (lazy_gettext("此页面不能这样打开"), lazy_gettext("请从导航栏重新进入。")),
    413: (
        lazy_gettext("提交的内容太大"),
        lazy_gettext("文件总量不能超过%(megabytes)s MB。请压缩或分次上传；请用浏览器的后退键回到原页面。"),
    ),
    429: (lazy_gettext("操作过于频繁"), lazy_gettext("请稍候再试。")),
}


def _answer_http(error: HTTPException) -> ResponseReturnValue:
    """An answer of the protocol: not found, not allowed, too large."""
    db.abandon()
    if error.code is None or error.code < 400:
        return error.get_response()
    if error.code == 401:
        return _resubmit(401)
    title, advice = PAGES.get(error.code, PAGES[400])
    megabytes = current_app.config["MAX_CONTENT_LENGTH"] // 2**20
    page = render_template(
        "error.html", code=error.code, title=title, advice=advice % {"megabytes": megabytes}
    )
    return page, error.code


def _answer_not_found(error: NotFound) -> ResponseReturnValue:
    """No such case, or not for this reader: one and the same page."""
    db.abandon()
    title, advice = PAGES[404]
    return render_template("error.html", code=404, title=title, advice=advice), 404


def _answer_forged(error: CSRFError) -> ResponseReturnValue:
    """The form is older than the login, or was sent by another site; only the first is offered again."""
    if request.endpoint == "session.begin":
        return redirect(request.url)
    return _resubmit(400)


def _resubmit(code: int) -> ResponseReturnValue:
    """The form once more with what was typed: the login behind it has ended or begun anew."""
    db.abandon()
    if not typed.came_from_here():
        title, advice = PAGES[400]
        return render_template("error.html", code=400, title=title, advice=advice), 400
    page = render_template(
        "resubmit.html",
        must_log_in=code == 401,
        fields=tuple(typed.kept()),
        had_files=bool(request.files),
        before=typed.page_before(),
    )
    return page, code


def _answer_stale(stale: Stale) -> ResponseReturnValue:
    """Somebody else was faster: what happened, and the typed fields to be sent onto the case as it is now."""
    db.abandon()
    page = render_template(
        "stale.html",
        stale=stale,
        seen=max((event.seq for event in stale.since), default=0),
        fields=tuple(typed.kept(without=("seen",))),
        before=typed.page_before(),
    )
    return page, 409


def _answer_refused(refused: Refused) -> ResponseReturnValue:
    """The law does not allow it now: each reason with its rule, and the typed fields to be mended."""
    db.abandon()
    page = render_template(
        "refused.html",
        refused=refused,
        fields=tuple(typed.kept()),
        before=typed.page_before(),
    )
    return page, 422


def _answer_fault(error: Exception) -> ResponseReturnValue:
    """A fault of the program. The page leans on nothing that may be broken too."""
    number = (
        f"F{db.store().config.draw(4).hex()}"  # the letter keeps the log from striking it out as a number
    )
    log.error("incident %s at %s", number, request.endpoint, exc_info=error)
    try:
        db.abandon()
    except Exception as second:
        log.error("incident %s: the rollback failed too", number, exc_info=second)
    template = current_app.jinja_env.get_template("fault.html")  # without the values that ask the database
    return template.render(number=number, title=_("系统出现故障"), language=language()), 500


def install(app: Flask) -> None:
    """Bring the answers into the application."""
    app.register_error_handler(HTTPException, _answer_http)
    app.register_error_handler(CSRFError, _answer_forged)
    app.register_error_handler(NotFound, _answer_not_found)
    app.register_error_handler(Stale, _answer_stale)
    app.register_error_handler(Refused, _answer_refused)
    app.register_error_handler(Exception, _answer_fault)
