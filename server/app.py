"""The application: settings in, a Flask application out. Nothing happens when this is imported.

create_app(settings, clock=clock)
"""

from __future__ import annotations

import logging
from importlib.metadata import version

from flask import Flask, request
from werkzeug.middleware.proxy_fix import ProxyFix

from schemas.codes import Code
from server import api, docs, errors, headers, request_log, seam, site
from server.api.resource import IdConverter
from server.clock import Clock, system_clock
from server.context import make_server
from server.refusal import Refused
from server.settings import Settings, read_settings

log = logging.getLogger("beside")


def create_app(settings: Settings | None = None, *, clock: Clock = system_clock) -> Flask:
    """The application by its settings. Raises SettingsError where `beside init` was not run."""
    settings = settings or read_settings()
    app = Flask("server", static_folder=None)
    app.config.update(
        MAX_CONTENT_LENGTH=seam.MOST_FRAMES_BYTES,
        ERROR_INCLUDE_MESSAGE=False,
        RESTX_ERROR_404_HELP=False,
        RESTX_MASK_SWAGGER=False,
        RESTX_INCLUDE_ALL_MODELS=True,
    )
    app.extensions["beside"] = make_server(settings, clock=clock)
    app.url_map.converters.update(id=IdConverter, page=site.PageConverter)
    # An address is right or it is not: no answer ever sends a browser on to an address that a request made up.
    app.url_map.strict_slashes = app.url_map.merge_slashes = False
    seam.let_strangers_read(app, threads=settings.threads)
    errors.register(app)
    headers.register(app, https=settings.https)
    request_log.register(app, every=settings.log_requests)
    app.before_request(_refuse_other_sites)

    app.register_blueprint(api.blueprint(version("beside")))
    app.register_blueprint(docs.blueprint())
    try:
        app.register_blueprint(site.blueprint(settings))
    except FileNotFoundError as error:
        log.warning("serving the API alone: %s", error)

    if settings.proxies:
        behind = ProxyFix(app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies)
        app.wsgi_app = behind  # type: ignore[method-assign]  # as Flask's own guide wraps an application
    return app


def _refuse_other_sites() -> None:
    """A page of another site may change nothing here, whatever its browser makes of the cookie's SameSite."""
    site_of_page = request.headers.get("Sec-Fetch-Site", "none")
    if request.method not in {"GET", "HEAD", "OPTIONS"} and site_of_page not in {"same-origin", "none"}:
        raise Refused(Code.FORBIDDEN)
