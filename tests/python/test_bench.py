"""The measurements still run, and the peers' verdicts are ours; how fast is nobody's test."""

import subprocess
import sys
from pathlib import Path

RUN = Path(__file__).parents[2] / "bench" / "run.py"


def test_both_peers_say_what_we_say_of_every_person_from_every_start(tmp_path):
    ran = subprocess.run(
        [sys.executable, str(RUN), "--people", "1500"],
        capture_output=True,
        text=True,
        env={"TMPDIR": str(tmp_path), "PYTHONIOENCODING": "utf-8"},
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert "verdicts equal for every person and question" in ran.stdout
    for start in (
        "from coded tables",
        "everybody counted",
        "from Parquet",
        "places of",
        "quota lines",
    ):
        line = next(line for line in ran.stdout.splitlines() if start in line)
        times = [cell.strip() for cell in line.split("|")[2:5]]  # ours, polars and DuckDB
        assert all(one.endswith("s") for one in times)
        assert not line.endswith(("yes |", "no |")), "the targets speak of a nation"


def test_scores_and_places_agree_with_numpy_at_a_small_size():
    run = RUN.with_name("scores.py")
    ran = subprocess.run(
        [sys.executable, str(run), "--subjects", "60"], capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    for work in ("composite", "places", "PROMETHEE II", "acceptability", "rank intervals"):
        line = next(line for line in ran.stdout.splitlines() if work in line)
        assert "numpy" in line
        assert line.split("|")[-2].strip() == "", "the targets speak of a nation"


def lines_of(script: str, *words: str) -> dict[str, str]:
    """The line of the table for each work, with sixty subjects."""
    run = RUN.with_name(script)
    ran = subprocess.run(
        [sys.executable, str(run), "--subjects", "60"], capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    return {word: next(line for line in ran.stdout.splitlines() if word in line) for word in words}


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
