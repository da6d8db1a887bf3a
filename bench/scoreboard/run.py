"""How often our tests and those of others say that there is something, where nothing is and where
something is: ``python bench/scoreboard/run.py`` writes ``bench/scoreboard.md``."""

from __future__ import annotations

import argparse
import os
import platform
import time
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # a process for each core is enough
os.environ.setdefault("OMP_NUM_THREADS", "1")

import assumption_boards
import lot_boards
import outcome_boards
import promises
import spill_boards
import spread_boards
import trend_boards
from counting import PEERS, peers_there

REPORT = Path(__file__).parents[1] / "scoreboard.md"
RUNS = 2_000
LOADED = (*PEERS, "scipy.stats", "statsmodels.api", "statsmodels.formula.api")
BOARDS = (
    *trend_boards.BOARDS,
    *spread_boards.BOARDS,
    *outcome_boards.BOARDS,
    *lot_boards.BOARDS,
    *spill_boards.BOARDS,
    *assumption_boards.BOARDS,
)


def written(runs: int, jobs: int, to: Path) -> None:
    """Every board and every promise as Markdown, written board after board."""
    started = time.monotonic()
    _load_peers()
    parts: list[str] = []
    for board in BOARDS:
        parts.append(board.told(board.counted(runs, jobs)))
        to.write_text(_page(parts), encoding="utf-8")
        print(f"{time.monotonic() - started:7.0f} s  {board.title}", flush=True)
    parts.append(promises.told(runs, jobs))
    to.write_text(_page(parts), encoding="utf-8")
    print(f"{time.monotonic() - started:7.0f} s  in all", flush=True)


def _load_peers() -> None:
    """Once, before there are processes: each would take a second for it, in every world."""
    for name in LOADED if peers_there() else ():
        import_module(name)


def _page(parts: list[str]) -> str:
    head = Path(__file__).with_name("head.md").read_text(encoding="utf-8")
    there = PEERS if peers_there() else ()
    about = ", ".join(f"{name} {version(name)}" for name in ("lantoa", "numpy", *there))
    return "\n".join([head, f"{about}; {platform.machine()}.", "", *parts])


def main() -> None:
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--to", type=Path, default=REPORT)
    asked = parser.parse_args()
    written(asked.runs, asked.jobs, asked.to)


if __name__ == "__main__":
    main()
