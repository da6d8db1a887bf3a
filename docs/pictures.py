"""Draws the pictures of the documentation from real output: `make pictures`."""

from pathlib import Path

import lantoa as lt

IMAGES = Path(__file__).parent / "images"


def main() -> None:
    """The heat map of a small synthetic office, as `result.matrix().plot()` gives it."""
    office = lt.sample_office(units=6, people=24, seed=7)
    plan = lt.load_plan("exemplars-2021-2025")
    result = lt.evaluate(office, plan, as_of="de_nghi_2025")
    IMAGES.mkdir(exist_ok=True)
    result.matrix().plot().save(IMAGES / "matrix.png", ppi=80)


if __name__ == "__main__":
    main()
