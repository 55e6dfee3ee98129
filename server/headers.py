"""Headers that every answer carries: what the browser may load, show, and tell others.

The content policy allows this server's own files and nothing else: no inline script or style, no `eval`. `wasm-unsafe-eval`
is there for Argon2id, which runs as WebAssembly from our own bundle; it lets WebAssembly be compiled and no text be run.
"""

from __future__ import annotations

from typing import Final

from flask import Flask, Response

CONTENT_POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "worker-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)

DENIED: Final = (
    "accelerometer", "autoplay", "browsing-topics", "camera", "display-capture", "encrypted-media", "geolocation",
    "gyroscope", "hid", "magnetometer", "microphone", "midi", "payment", "serial", "usb", "xr-spatial-tracking",
)  # fmt: skip
"""Powers of the browser that Beside never uses: no tracking of a visit, no pictures, no sound."""

HEADERS: Final = {
    "Content-Security-Policy": CONTENT_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": ", ".join(f"{power}=()" for power in DENIED),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
STRICT_TRANSPORT: Final = "max-age=63072000"
"""Two years. Without `includeSubDomains`: the school's other names are not ours to decide on."""


def register(app: Flask, *, https: bool) -> None:
    """Put the headers on every answer of `app`."""

    @app.after_request
    def add(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if https:
            response.headers["Strict-Transport-Security"] = STRICT_TRANSPORT
        # Names the software to whoever looks for a version with a known fault.
        response.headers.pop("Server", None)
        return response
