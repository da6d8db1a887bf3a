"""The measurements still run, and the peers' verdicts are ours; how fast is nobody's test."""

import os
import subprocess
import sys
from pathlib import Path

RUN = Path(__file__).parents[2] / "bench" / "run.py"
ONCE = {"LANTOA_BENCH_ONCE": "1", "PYTHONIOENCODING": "utf-8"}


def run(script: str, *asked: str, **more: str) -> str:
    """What a script prints; each work is done once."""
    ran = subprocess.run(
        [sys.executable, str(RUN.with_name(script)), *asked],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, **ONCE, **more},
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def test_both_peers_say_what_we_say_of_every_person_from_every_start(tmp_path):
    out = run("run.py", "--people", "1500", TMPDIR=str(tmp_path))
    assert "verdicts equal for every person and question" in out
    for start in (
        "from coded tables",
        "everybody counted",
        "from Parquet",
        "places of",
        "quota lines",
    ):
        line = next(line for line in out.splitlines() if start in line)
        times = [cell.strip() for cell in line.split("|")[2:5]]  # ours, polars and DuckDB
        assert all(one.endswith("s") for one in times)
        assert not line.endswith(("yes |", "no |")), "the targets speak of a nation"


def test_scores_and_places_agree_with_numpy_at_a_small_size():
    out = run("scores.py", "--subjects", "60")
    for work in ("composite", "places", "PROMETHEE II", "acceptability", "rank intervals"):
        line = next(line for line in out.splitlines() if work in line)
        assert "numpy" in line
        assert line.split("|")[-2].strip() == "", "the targets speak of a nation"


def lines_of(script: str, *words: str) -> dict[str, str]:
    """The line of the table for each work, with sixty subjects."""
    out = run(script, "--subjects", "60")
    return {word: next(line for line in out.splitlines() if word in line) for word in words}


def test_trends_agree_with_numpy_at_a_small_size():
    for work, line in lines_of(
        "trends.py", "Mann-Kendall S", "Theil-Sen", "who emerges", "exact p", "blocks", "moves"
    ).items():
        assert ("numpy" in line) == (work in ("Mann-Kendall S", "Theil-Sen", "who emerges"))
        assert line.split("|")[-2].strip() == "", "the targets speak of a nation"


def test_spread_agrees_with_scipy_and_numpy_at_a_small_size():
    for work, line in lines_of(
        "spread.py", "exposure", "come and go", "thresholds", "restricted", "a lot of", "hazard"
    ).items():
        assert ("scipy" in line) == (work in ("exposure", "come and go", "a lot of"))
        assert line.split("|")[-2].strip() == "", "the targets speak of a nation"
