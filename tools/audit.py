"""Ask of each locked package whether a vulnerability is known: `python tools/audit.py`.

Exit status 1 if one is. The answers come from outside; where they cannot be had this says so and exits with 0:
a build without a network is not a build with a vulnerability.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
LOCKS = ("run", "dev")
SECONDS = 240


def audit(lock: str) -> list[dict[str, Any]] | None:
    """Return pip-audit's answer for each package of a lock; None if there was none to be had."""
    command = [sys.executable, "-m", "pip_audit", "--disable-pip", "--require-hashes"]
    command += ["--progress-spinner=off", "--format=json", "--timeout=15"]
    command += ["--requirement", str(ROOT / "requirements" / f"{lock}.txt")]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        return None
    try:
        packages: list[dict[str, Any]] = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        return None
    return packages


def tell(lock: str) -> bool:
    """Print what is known of a lock's packages; tell whether a vulnerability is among it."""
    packages = audit(lock)
    if packages is None or all("skip_reason" in package for package in packages):
        print(f"{lock}: 漏洞数据无法取得，未审计 / vulnerability data out of reach: NOT AUDITED")
        return False
    known = [(package, vuln) for package in packages for vuln in package.get("vulns", ())]
    for package, vuln in known:
        fixed = ", ".join(vuln.get("fix_versions", ())) or "-"
        print(f"{lock}: {package['name']} {package['version']}: {vuln['id']} (fixed in {fixed})")
    skipped = sum("skip_reason" in package for package in packages)
    print(
        f"{lock}: {len(packages) - skipped} packages audited, {skipped} not, {len(known)} vulnerabilities"
    )
    return bool(known)


def main() -> int:
    """Audit every lock that people install."""
    vulnerable = [lock for lock in LOCKS if tell(lock)]
    return 1 if vulnerable else 0


if __name__ == "__main__":
    sys.exit(main())
