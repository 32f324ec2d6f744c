"""Coming in, going out, one's own password and language."""

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from petitions import accounts
from web import auth, db, passwords
from web.auth import Denied, public, safe_next, signed_in
from web.i18n import COOKIE, LANGUAGES
from web.templating import as_clock

blueprint = Blueprint("session", __name__)

A_YEAR = 365 * 24 * 3600


@blueprint.get("/login")
@public
def form() -> ResponseReturnValue:
    """The login form; whoever is logged in is already through."""
    if current_user.is_authenticated:
        return redirect(safe_next(request.args.get("next")))
    return render_template("login.html", next=request.args.get("next"))


@blueprint.post("/login")
@public
def begin() -> ResponseReturnValue:
    """Judge a try to log in."""
    username, target = request.form.get("username", ""), request.form.get("next")
    result = auth.log_in(username, request.form.get("password", ""))
    if not isinstance(result, Denied):
        return redirect(safe_next(target))
    if result.until is None:
        sentence = _("用户名或密码不正确。请核对大小写后重试。")
        return render_template("login.html", next=target, username=username, problem=sentence), 422
    minutes = -(-int((result.until - db.now()).total_seconds()) // 60)
    sentence = _(
        "登录失败次数过多，已暂停登录。请在%(minutes)s分钟后（%(at)s以后）再试；忘记密码请联系安全管理员。",
        minutes=minutes,
        at=as_clock(result.until),
    )
    return render_template("login.html", next=target, username=username, problem=sentence), 429


@blueprint.post("/logout")
@public
def end() -> ResponseReturnValue:
    """Go out."""
    auth.log_out()
    flash(_("您已退出登录。"), "success")
    return redirect(url_for("session.form"))


@blueprint.post("/language")
@public
def speak() -> ResponseReturnValue:
    """Change the language, here and for the next visit of this browser."""
    chosen = request.form.get("language", "zh")
    answer = redirect(safe_next(request.form.get("next")))
    if chosen in LANGUAGES:
        session["language"] = chosen
        answer.set_cookie(COOKIE, chosen, max_age=A_YEAR, httponly=True, samesite="Lax")
    return answer


@blueprint.get("/password")
@signed_in
def password() -> ResponseReturnValue:
    """The form for a new password."""
    return render_template("password.html", problems={})


@blueprint.post("/password")
@signed_in
def change_password() -> ResponseReturnValue:
    """Set one's own password; logins elsewhere end, this one goes on."""
    username = current_user.account.username
    old, new = request.form.get("password_old", ""), request.form.get("password_new", "")
    problems = _problems(username, old, new, request.form.get("password_again", ""))
    if problems:
        return render_template("password.html", problems=problems), 422
    accounts.set_password(db.session(), username, passwords.hash_password(new), db.now())
    auth.renew_login()
    flash(_("密码已修改。其他设备上的登录已失效。"), "success")
    return redirect(url_for("home.index"))


def _problems(username: str, old: str, new: str, again: str) -> dict[str, str]:
    """Each field's fault, by the field's name."""
    problems = {}
    if not passwords.matches(current_user.account.password_hash, old):
        problems["password_old"] = _("原密码不正确。")
    if (fault := passwords.fault_of(new, username)) is not None:
        problems["password_new"] = fault
    elif old == new:
        problems["password_new"] = _("新密码不能与原密码相同。")
    if new != again:
        problems["password_again"] = _("两次输入的新密码不一致。")
    return problems
