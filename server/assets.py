"""Where the built client and the web app manifest lie.

installed from the wheel:    server/client/   server/manifest/
in a checkout:               pwa/dist/        manifest/
"""

from pathlib import Path

PACKAGE = Path(__file__).parent
CHECKOUT = PACKAGE.parent


def client_folder() -> Path:
    """The folder with `index.html`, `pupil.html`, `sw.js` and `assets/`.

    Raises FileNotFoundError, naming the remedy, in a checkout whose client was not built.
    """
    for folder in (PACKAGE / "client", CHECKOUT / "pwa" / "dist"):
        if (folder / "index.html").is_file():
            return folder
    raise FileNotFoundError("the client has not been built: run `make client`")


def manifest_folder() -> Path:
    """The folder with `manifest.webmanifest` and the icons that it names."""
    packaged = PACKAGE / "manifest"
    return packaged if packaged.is_dir() else CHECKOUT / "manifest"
