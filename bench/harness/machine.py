"""On what a result was taken: a figure without it says nothing."""

from __future__ import annotations

import os
import platform
import subprocess
from dataclasses import dataclass
from pathlib import Path

import psutil


@dataclass(frozen=True, slots=True)
class Machine:
    processor: str
    cores: int
    """That this process may use."""
    memory_gb: float
    system: str
    python: str
    load_average: float
    """Over the last minute before the first run: what neighbours took."""


@dataclass(frozen=True, slots=True)
class Revision:
    commit: str
    clean: bool
    """False when the tree held changes that the commit does not."""


def describe_machine() -> Machine:
    return Machine(
        processor=_processor(),
        cores=len(os.sched_getaffinity(0))
        if hasattr(os, "sched_getaffinity")
        else os.cpu_count() or 1,
        memory_gb=round(psutil.virtual_memory().total / 2**30, 1),
        system=f"{platform.system()} {platform.release()}",
        python=platform.python_version(),
        load_average=round(psutil.getloadavg()[0], 2),
    )


def describe_revision(root: Path) -> Revision:
    try:
        commit = _git(root, "rev-parse", "HEAD").strip()
        return Revision(commit, clean=not _git(root, "status", "--porcelain").strip())
    except (OSError, subprocess.CalledProcessError):
        return Revision("unknown", clean=False)


def _git(root: Path, *arguments: str) -> str:
    command = ("git", "-C", str(root), *arguments)
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def _processor() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        for line in cpuinfo.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
