"""Headers that every answer carries: what the browser may load, show, and tell others.

The content policy allows this server's own files and nothing else: no inline script or style, no `eval`. `wasm-unsafe-eval`
is there for Argon2id, which runs as WebAssembly from our own bundle; it lets WebAssembly be compiled and no text be run. With
trusted types no text becomes markup or the address of a script but by the one rule of `pwa/src/between/own_scripts.ts`.
"""

from __future__ import annotations

from typing import Final

from flask import Flask, Response

CONTENT_POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "object-src 'none'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "worker-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types default",
    )
)

WORKER_POLICY: Final = CONTENT_POLICY.replace("img-src 'self'", "img-src 'self' data:")
"""Of the service worker alone, which has no page: it gives the browser the pictures of a notification whole, for one that had to
fetch them would show nothing until a lame network has answered."""

DENIED: Final = (
    "accelerometer", "autoplay", "browsing-topics", "camera", "display-capture", "encrypted-media", "geolocation",
    "gyroscope", "hid", "magnetometer", "microphone", "midi", "payment", "serial", "usb", "xr-spatial-tracking",
)  # fmt: skip
"""Powers of the browser that Beside never uses: no tracking of a visit, no pictures, no sound."""

HEADERS: Final = {
    "Content-Security-Policy": CONTENT_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": ", ".join(f"{power}=()" for power in DENIED),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
STRICT_TRANSPORT: Final = "max-age=63072000; includeSubDomains"
"""Two years, for the name that people open and what is below it: `running.md` says to give Beside a name of its own."""


def register(app: Flask, *, https: bool) -> None:
    """Put the headers on every answer of `app`."""

    @app.after_request
    def add(response: Response) -> Response:
        known = {name.lower() for name, _ in response.headers}
        response.headers.extend([pair for pair in HEADERS.items() if pair[0].lower() not in known])
        # Files say for themselves how long they may be kept; whatever does not is kept by nobody.
        response.headers.setdefault("Cache-Control", "no-store")
        if https:
            response.headers["Strict-Transport-Security"] = STRICT_TRANSPORT
        # Else the web server names itself, to whoever looks for a version with a known fault.
        response.headers["Server"] = "Beside"
        return response
