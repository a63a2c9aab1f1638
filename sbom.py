"""The bill of materials of the wheel, CycloneDX 1.5, from the lock: `python sbom.py > sbom.cdx.json`.

What the lock holds is what is installed and tested, hash for hash; packages of the extras `test` and `lint`
are part of it and marked by no scope. Nothing is asked of any server, and the same lock gives the same bytes.
"""

from __future__ import annotations

import ast
import json
import re
import sys
import tomllib
import uuid
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent
_PINNED = re.compile(
    r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;\\]+)(?: ; (?P<where>[^\\\n]+?))?"
    r" \\\n(?P<hashes>(?: +--hash=.*\n?)+)",
    re.MULTILINE,
)
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def bill(root: Path = ROOT) -> dict[str, Any]:
    """The bill as plain values."""
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    parts = components((root / "requirements.lock").read_text("utf-8"))
    direct = {re.split(r"[^A-Za-z0-9._-]", line)[0] for line in project["dependencies"]}
    ours = f"pkg:pypi/{project['name']}@{version_of(root)}"
    told: dict[str, Any] = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": ours,
                "name": project["name"],
                "version": version_of(root),
                "description": project["description"],
                "licenses": [{"license": {"id": project["license"]}}],
                "purl": ours,
            }
        },
        "components": parts,
        "dependencies": [
            {"ref": ours, "dependsOn": [part["bom-ref"] for part in parts if part["name"] in direct]}
        ],
    }
    name = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(told, sort_keys=True))
    return {**told, "serialNumber": f"urn:uuid:{name}"}


def components(lock: str) -> list[dict[str, Any]]:
    """One component for each package and version of the lock, in the order of their names."""
    found = []
    for pinned in _PINNED.finditer(lock):
        purl = f"pkg:pypi/{pinned['name']}@{pinned['version']}"
        part: dict[str, Any] = {
            "type": "library",
            "bom-ref": purl,
            "name": pinned["name"],
            "version": pinned["version"],
            "purl": purl,
            # One for each file of the release that may be installed.
            "hashes": [
                {"alg": "SHA-256", "content": each} for each in _HASH.findall(pinned["hashes"])
            ],
        }
        if pinned["where"]:
            part["properties"] = [{"name": "batram:only-where", "value": pinned["where"].strip()}]
        found.append(part)
    return sorted(found, key=lambda part: str(part["bom-ref"]))


def version_of(root: Path) -> str:
    """The version in `planner/__init__.py`, read without running it."""
    tree = ast.parse((root / "planner" / "__init__.py").read_text("utf-8"))
    for node in tree.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__version__":
            return str(ast.literal_eval(node.value))
    raise ValueError("planner/__init__.py names no version")


def as_text(root: Path = ROOT) -> str:
    """The bill as JSON."""
    return json.dumps(bill(root), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


if __name__ == "__main__":
    sys.stdout.write(as_text())
