"""What every test file shares."""

from pathlib import Path

import pytest
from hypothesis import settings

import lantoa as lt
from lantoa import cli
from soaking import examples

pytest_plugins = ["html_pages"]

ROOT = Path(__file__).resolve().parents[2]

settings.register_profile(  # no deadline: shared machines stall
    "lantoa", deadline=None, print_blob=True, max_examples=examples(100)
)
settings.load_profile("lantoa")


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of source texts and example offices beside the project."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the folder ../shared with the source and example offices is not here")
    return folder


@pytest.fixture(scope="session")
def acceptance(shared) -> Path:
    """The folder of the office that everything is measured against."""
    folder = shared / "data" / "office"
    if not folder.is_dir():
        pytest.skip("../shared has no office to measure against")
    return folder


@pytest.fixture
def run(capsys):
    """Run a command: its exit code, what it printed, what it said on stderr."""

    def running(*arguments: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            cli.main([str(argument) for argument in arguments])
        told = capsys.readouterr()
        return int(ended.value.code or 0), told.out, told.err

    return running


@pytest.fixture(scope="session")
def small_result():
    """A small synthetic office, judged half-way."""
    office = lt.sample_office(units=6, people=30, years=range(2021, 2026), seed=7)
    return lt.evaluate(office, lt.load_plan("exemplars-2021-2025"), as_of="so_ket_2023")


@pytest.fixture
def kept(tmp_path, small_result):
    """A folder with its report in it."""
    lt.report(small_result, tmp_path / "a")
    return tmp_path / "a"


@pytest.fixture(scope="session")
def report_office():
    """The synthetic office whose documents are looked at."""
    return lt.sample_office(units=12, people=60, years=range(2021, 2026), seed=7)


@pytest.fixture(scope="session")
def report_results(report_office):
    """It judged on every milestone."""
    plan = lt.load_plan("exemplars-2021-2025")
    return {day: lt.evaluate(report_office, plan, as_of=day) for day in plan.milestones}


@pytest.fixture(scope="session")
def report_folders(report_results, tmp_path_factory):
    """A folder with a set for readers inside for every milestone; one person has a name."""
    whole = tmp_path_factory.mktemp("reports")
    for day, result in report_results.items():
        lt.report(result, whole / day, names={"CB0033": "Nông Văn A"}, by="Phòng HC-TC")
    return whole
