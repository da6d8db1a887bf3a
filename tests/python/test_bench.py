"""The measurements still run, and the peer's verdicts are ours; how fast is nobody's test."""

import subprocess
import sys
from pathlib import Path

RUN = Path(__file__).parents[2] / "bench" / "run.py"


def test_the_peer_says_what_we_say_of_every_person(tmp_path):
    ran = subprocess.run(
        [sys.executable, str(RUN), "--people", "1500"],
        capture_output=True,
        text=True,
        env={"TMPDIR": str(tmp_path), "PYTHONIOENCODING": "utf-8"},
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert "verdicts equal for every person and question" in ran.stdout
    assert " yes" not in ran.stdout, "the targets speak of a nation"
