"""A panel of provinces that do not exist: eight dimensions, 29 measures, some years.

It has what real panels of this kind have: levels that last beside noise that does not, dimensions
that go together, measures that begin late, blank cells, and scales that broke between two years.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from lantoa._checks import InputError
from lantoa.sampling import province_figures as figures

__all__ = ["sample_provinces"]

_REGIONS = 6


def sample_provinces(
    provinces: int = 63,
    years: Iterable[int] = range(2011, 2021),
    seed: int = 7,
    *,
    long: bool = False,
) -> pd.DataFrame:
    """A panel of synthetic provinces; the bundled scheme ``"provinces"`` scores it.

    Names, levels and numbers are invented. Counted back from the last year: the measures of two
    dimensions and ``cong_khai_4`` begin in the second year before it, ``so_hoa_3`` in the first;
    in the sixth two provinces have no figures at all, in the second two others lack two
    dimensions, and one of these leads in all the rest. A few single cells are blank. Scales broke:
    of ``giai_trinh_2`` in the fourth year before the last, of ``cong_khai_1`` and ``giai_trinh_3``
    in the second, of ``moi_truong_1`` in the first, of ``so_hoa_3`` in the last itself.

    Args:
        provinces: Provinces in the panel.
        years: The years of the panel, in order, without a gap.
        seed: Another seed, another panel; the same seed gives the same panel everywhere.
        long: One row per province, year and measure, in columns measure and value.

    Returns:
        A row per province and year: subject_id, region, year and 29 measures between their ends
        in the scheme, NaN where missing; more is better in each.

    Raises:
        InputError: There is no province or no year, the years have a gap, or a number is none.

    Example:
        >>> panel = sample_provinces(provinces=9, years=range(2019, 2021))
        >>> panel[["subject_id", "region", "year", "tham_gia_1"]].tail(2)
                                  subject_id  region  year  tham_gia_1
        16  Thành phố 08 (trực thuộc trung ương)  Vùng 2  2020      1.7295
        17                               Tỉnh 09  Vùng 3  2020      1.9929
    """
    count, span = _whole(provinces, "provinces", 1), _unbroken(years)
    seed = _whole(seed, "seed", 0)
    cells = {measure: figures.column(measure, count, span, seed) for measure in figures.measures()}
    panel = pd.DataFrame(_who(count, span) | figures.with_gaps(cells, count, span, seed))
    if not long:
        return panel
    return panel.melt(["subject_id", "region", "year"], var_name="measure", value_name="value")


def _who(count: int, years: list[int]) -> dict[str, object]:
    """The columns that tell the rows apart: year by year, the provinces in order."""
    numbers = range(1, count + 1)
    return {
        "subject_id": np.tile([name(number) for number in numbers], len(years)),
        "region": np.tile(
            [f"Vùng {1 + (number - 1) % _REGIONS}" for number in numbers], len(years)
        ),
        "year": np.repeat(np.asarray(years, np.int32), count),
    }


def name(number: int) -> str:
    """What a province is called: most shortly, some as long as decisions print them.

    >>> name(1), name(8)
    ('Tỉnh 01', 'Thành phố 08 (trực thuộc trung ương)')
    """
    if number % 8 == 0:
        return f"Thành phố {number:02} (trực thuộc trung ương)"
    if number % 13 == 0:
        return f"Tỉnh {number:02} (hợp nhất các huyện miền núi và hải đảo phía Đông)"
    return f"Tỉnh {number:02}"


def _whole(value: object, what: str, least: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int | np.integer) or value < least:
        raise InputError(f"{what} = {value!r}: a whole number of at least {least} is needed")
    return int(value)


def _unbroken(years: object) -> list[int]:
    found = list(years) if isinstance(years, Iterable) else [years]
    whole = [int(year) for year in found if isinstance(year, int | np.integer)]
    if (
        not found
        or len(whole) < len(found)
        or whole != list(range(whole[0], whole[0] + len(found)))
    ):
        raise InputError(
            f"years = {found}: whole years are needed, in order, without a gap, at least one"
        )
    return whole
