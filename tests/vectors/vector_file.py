"""Writing a file of vectors, or checking that the one that stands here is the one that would be written."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any


def write_or_check(script: str, name: str, content: dict[str, Any]) -> int:
    """Write `content` to `name` beside `script`; with `--check` compare instead. The exit code of the script.

    One line a case: a change of one case is one changed line.
    """
    path = Path(script).with_name(name)
    text = _spelled(content)
    if "--check" not in sys.argv[1:]:
        path.write_text(text, encoding="utf-8")
        return 0
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return 0
    print(f"{name} is not what {Path(script).name} writes: run `python -m tests.vectors.{Path(script).stem}`")
    return 1


def _spelled(content: dict[str, Any]) -> str:
    parts = []
    for key, value in content.items():
        if isinstance(value, list):
            lines = ",\n".join(json.dumps(item, ensure_ascii=True) for item in value)
            parts.append(f"{json.dumps(key)}: [\n{lines}\n]")
        else:
            parts.append(f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=True)}")
    return "{\n" + ",\n".join(parts) + "\n}\n"
