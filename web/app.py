"""The application put together: database, sessions, languages, logins, pages, errors, headers."""

from datetime import timedelta
from functools import cached_property
from typing import Any

from flask import Flask, Response, has_request_context
from flask_bootstrap import Bootstrap5
from sqlalchemy.orm.exc import StaleDataError

import migrations
from web import auth, db, errors, headers, i18n, navigation, statics, templating, views
from web.config import Config
from web.i18n.folding import FoldingEnvironment, compiled_in


class Application(Flask):
    """Flask, with one commit for each request that answered well, and templates in the reader's language."""

    jinja_environment = FoldingEnvironment
    jinja_options = Flask.jinja_options | {"trim_blocks": True, "lstrip_blocks": True}

    @property
    def jinja_env(self) -> FoldingEnvironment:
        """The templates' environment in the language of this request; the source's outside of one."""
        chosen = i18n.language() if has_request_context() else i18n.SOURCE
        if chosen not in self._spoken:
            self._spoken[chosen] = self._source.speaking(*i18n.edition(chosen))
        return self._spoken[chosen]

    @cached_property
    def _source(self) -> FoldingEnvironment:
        found: Any = self.create_jinja_environment()
        return found  # type: ignore[no-any-return]

    @cached_property
    def _spoken(self) -> dict[str, FoldingEnvironment]:
        return {i18n.SOURCE: self._source}

    def dispatch_request(self) -> Response:
        """Answer, then keep or undo what was written; a commit that fails is an error of this request.

        Where two wrote one case at the same instant, the database lets one of them through (PostgreSQL; SQLite has
        one writer). The other is judged once more, and now finds what has changed: ``Stale``, or a move that fits.
        """
        try:
            return self._answer()
        except StaleDataError:
            db.abandon()
            return self._answer()

    def _answer(self) -> Response:
        response = self.make_response(super().dispatch_request())
        db.finish(response.status_code)
        return response


def build(config: Config) -> Application:
    """The application for one office."""
    app = Application("web")
    app.config.update(
        SECRET_KEY=config.session_key,
        SESSION_COOKIE_NAME="bihuan",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=timedelta(hours=12),
        MAX_CONTENT_LENGTH=config.upload_bytes,
        MAX_FORM_MEMORY_SIZE=2 * 1024 * 1024,
        WTF_CSRF_TIME_LIMIT=None,  # a token lives as long as its login
        BOOTSTRAP_SERVE_LOCAL=True,
    )
    app.jinja_env.bytecode_cache = compiled_in(config.home / "compiled")
    store = db.Store(config)
    migrations.ensure_current(store.engine)
    app.extensions["bihuan"] = store
    Bootstrap5(app)
    i18n.install(app)
    auth.install(app)
    views.register(app)
    statics.install(app)
    templating.install(app)
    navigation.install(app)
    errors.install(app)
    headers.install(app)
    app.teardown_request(db.release)
    return app
