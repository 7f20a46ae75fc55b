"""Copies styles, scripts and letter fonts from node_modules to where the service serves them.

Third-party files are installed, never committed: this runs after `npm ci` and fills two folders
that git ignores. The licence of GOV.UK Frontend covers its code but not the crown, the crest or
the GDS Transport font, which belong to gov.uk alone; they are left out here.

With --has-all it copies nothing and says by its exit status whether every file is in place.
"""

import re
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
VENDOR = ROOT / "parentcomms" / "static" / "vendor"
FONTS = ROOT / "parentcomms" / "fonts"

GOVUK = "govuk-frontend/dist/govuk"
STYLES = {f"{GOVUK}/govuk-frontend.min.css": "govuk-frontend/govuk-frontend.min.css"}
MIRRORED = "govuk-frontend/govuk-frontend.rtl.min.css"
SCRIPTS = {
    f"{GOVUK}/govuk-frontend.min.js": "govuk-frontend/govuk-frontend.min.js",
    "htmx.org/dist/htmx.min.js": "htmx/htmx.min.js",
}
FACES = {
    "noto-sans": "NotoSans",
    "noto-naskh-arabic": "NotoNaskhArabic",
    "noto-sans-bengali": "NotoSansBengali",
    "noto-sans-devanagari": "NotoSansDevanagari",
    "noto-sans-gujarati": "NotoSansGujarati",
    "noto-sans-gurmukhi": "NotoSansGurmukhi",
    "noto-sans-sc": "NotoSansSC",
    "noto-sans-tamil": "NotoSansTamil",
}
WEIGHTS = ("400Regular", "700Bold")


def font_files() -> dict[str, str]:
    """Where each font face lies in node_modules, and its name among ours."""
    return {
        f"@expo-google-fonts/{package}/{weight}/{face}_{weight}.ttf": f"{face}-{weight[3:]}.ttf"
        for package, face in FACES.items()
        for weight in WEIGHTS
    }


def without_gds(css: str) -> str:
    """The stylesheet without the GDS font, the crest and the map that is not served."""
    css = re.sub(r"/\*![^*]*Margaret Calvert[^*]*\*/", "", css)
    css = re.sub(r"@font-face\{[^}]*\}", "", css)
    css = css.replace("GDS Transport,arial", "Arial,Helvetica")
    css = re.sub(r"\.govuk-footer__copyright-logo:before\{[^}]*\}", "", css)
    css = re.sub(r"/\*# sourceMappingURL=\S* \*/", "", css)
    for leftover in ("url(", "GDS Transport", "crest"):
        if leftover in css:
            sys.exit(f"govuk-frontend's stylesheet changed: '{leftover}' is still in it.")
    return css


TURNED = {"left": "right", "right": "left"}


def mirrored(css: str) -> str:
    """The stylesheet for pages that run from right to left: every left is right.

    Only declarations are turned, so that `govuk-!-margin-left-2` keeps its name; marks drawn by
    turning a box (the tick, the arrow of a link back) are put right in styles/school.css.
    """
    return re.sub(r"\{([^{}]*)\}", lambda block: "{" + _turned(block[1]) + "}", css)


def _turned(declarations: str) -> str:
    words = re.sub(r"(?<![\w.])(left|right)(?!\w)", lambda side: TURNED[side[1]], declarations)
    return re.sub(
        r"((?:margin|padding|border-width|border-color|border-style):)"
        r"([^\s;!]+) ([^\s;!]+) ([^\s;!]+) ([^\s;!]+)",
        r"\1\2 \5 \4 \3",
        words,
    )


def without_map(script: str) -> str:
    return re.sub(r"^//# sourceMappingURL=.*$", "", script, flags=re.MULTILINE)


def expected() -> list[Path]:
    served = [VENDOR / name for name in (*STYLES.values(), MIRRORED, *SCRIPTS.values())]
    return served + [FONTS / name for name in font_files().values()]


def write(target: Path, text: str) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")


def copy_all() -> None:
    for folder in (VENDOR, FONTS):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    for source, name in STYLES.items():
        styles = without_gds((MODULES / source).read_text(encoding="utf-8"))
        write(VENDOR / name, styles)
        write(VENDOR / MIRRORED, mirrored(styles))
    for source, name in SCRIPTS.items():
        write(VENDOR / name, without_map((MODULES / source).read_text(encoding="utf-8")))
    for source, name in font_files().items():
        shutil.copyfile(MODULES / source, FONTS / name)


if __name__ == "__main__":
    if "--has-all" in sys.argv[1:]:
        sys.exit(0 if all(path.is_file() for path in expected()) else 1)
    copy_all()
