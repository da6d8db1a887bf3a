"""State statistics: against a plain count, by hand, and on what the registers do not tell."""

from collections import Counter
from datetime import date

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import lantoa as lt
import reference_statistics as reference
from lantoa import reporting
from lantoa.reporting import statistics_sheets
from lantoa.reporting.statistics_movements import length
from soaking import examples

AWARDS = ("subject_id", "year", "form", "level", "issuer", "category", "decision_no",
          "decision_date", "status", "annulled_on")  # fmt: skip
PEOPLE = ("CB01", "CB02", "CB03")
UNITS = ("DV01", "DV02")


def award(subject="CB01", day="2023-05-05", form="bang_khen", level="tinh", **more):
    row = dict.fromkeys(AWARDS) | {"subject_id": subject, "decision_date": day, "form": form}
    return row | {"level": level, "category": "cong_trang", "decision_no": "1/QĐ"} | more


def office(awards=(), memberships=(("CB01", "DV01", "member", "2020-01-01", None),), **tables):
    columns = ["person_id", "unit_id", "role", "from", "to"]
    registers = {
        "units": pd.DataFrame({"unit_id": UNITS}),
        "people": pd.DataFrame(
            {"person_id": PEOPLE, "class": ["cong_chuc", "vien_chuc", None]}, dtype=object
        ),
        "memberships": pd.DataFrame(memberships, columns=columns, dtype=object),
        "commendations": pd.DataFrame(awards, columns=AWARDS, dtype=object),
    }
    return lt.read({name: one for name, one in {**registers, **tables}.items() if one is not None})


def rows_of(frame) -> dict[tuple[str, ...], int]:
    return {tuple(row[:-1]): row[-1] for row in frame.itertuples(index=False)}


def account(counts, table="commendations") -> dict[str, int]:
    rows = counts.accounts
    rows = rows[rows["table"] == table]
    return dict(zip(rows["account"], rows["rows"].tolist(), strict=True))


# By hand


def test_an_award_counts_by_level_form_kind_and_receiver():
    counts = lt.statistics(office([award(), award("DV01", form="giay_khen", level="co_so")]), 2023)
    assert rows_of(counts.awards) == {
        ("tinh", "bang_khen", "cong_trang", "cong_chuc"): 1,
        ("co_so", "giay_khen", "cong_trang", "collective"): 1,
    }


def test_the_day_of_the_decision_gives_the_year_and_not_the_year_of_merit():
    given = office([award(day="2024-02-01", year=2023)])
    assert account(lt.statistics(given, 2023)) == {"other_year": 1}
    assert account(lt.statistics(given, 2024)) == {"counted": 1}


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"status": "proposed"}, "proposed"),
        ({"status": "annulled"}, "annulled"),
        ({"annulled_on": "2024-01-01"}, "annulled"),
        ({"status": "rác"}, "unclear"),
        ({"annulled_on": "hôm nào"}, "unclear"),
        ({"decision_date": None, "year": 2022}, "undated"),
        ({"decision_date": None, "year": 2023}, "undated"),
        ({"decision_date": None}, "undated"),
        ({"decision_date": None, "year": 2021}, "other_year"),
        ({"decision_date": "2023-12-31"}, "counted"),
        ({"status": "valid"}, "counted"),
    ],
)
def test_every_row_has_an_account(more, told):
    assert account(lt.statistics(office([award(**more)]), 2023)) == {told: 1}


def test_an_award_that_is_annulled_later_counts_on_the_day():
    given = office([award(annulled_on="2024-01-01")])
    assert account(lt.statistics(given, 2023, as_of="2023-12-15")) == {"counted": 1}
    assert account(lt.statistics(given, 2023, as_of="2024-01-01")) == {"annulled": 1}


def test_what_is_decided_after_the_day_is_not_seen():
    given = office([award(day="2023-12-20")])
    assert account(lt.statistics(given, 2023, as_of="2023-12-15")) == {"later": 1}
    assert account(lt.statistics(given, 2023, as_of=date(2023, 12, 20))) == {"counted": 1}


def test_one_decision_entered_twice_counts_once():
    assert lt.statistics(office([award(), award()]), 2023).awards["awards"].sum() == 1
    same = [award(decision_no=None), award(decision_no=None)]
    assert account(lt.statistics(office(same), 2023)) == {"counted": 1, "repeated": 1}
    both = [award(), award("DV01")]  # one decision for two receivers
    assert lt.statistics(office(both), 2023).awards["awards"].sum() == 2


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (("CB01", "DV01", "head", None, None), "leader"),
        (("CB01", "DV01", "deputy", "2023-05-05", "2023-05-05"), "leader"),
        (("CB01", "DV01", "deputy", "2023-05-06", None), "person_unknown"),
        (("CB01", "DV01", None, "2020-01-01", None), "person_unknown"),
        (("CB01", "DV01", "member", "2020-01-01", None), "cong_chuc"),
        (("CB02", "DV01", "member", "2020-01-01", None), "person_unknown"),
        (("CB01", "DV01", "member", "hôm nào", None), "cong_chuc"),
        (("CB01", "DV01", "head", "hôm nào", None), "person_unknown"),
    ],
)
def test_a_leader_is_head_or_deputy_on_the_day_and_nobody_is_guessed_to_be_none(line, told):
    counts = lt.statistics(office([award()], [line]), 2023)
    assert counts.awards["receiver"].tolist() == [told]


def test_without_a_class_or_a_register_a_person_is_counted_and_not_known():
    member = [("CB03", "DV01", "member", None, None)]
    counts = lt.statistics(office([award("CB03")], member), 2023)
    assert counts.awards["receiver"].tolist() == ["person_unknown"]
    counts = lt.statistics(office([award()], memberships=(), people=None), 2023)
    assert counts.awards["receiver"].tolist() == ["unknown"]


def test_blank_cells_have_rows_of_their_own():
    blank = award(form=None, level=None, category=None)
    assert rows_of(lt.statistics(office([blank]), 2023).awards) == {
        ("unknown", "unknown", "unknown", "cong_chuc"): 1
    }


def test_units_can_be_declared_enterprises_or_households():
    given = office([award("DV01"), award("DV02")])
    counts = lt.statistics(given, 2023, receivers={"DV01": "enterprise"})
    assert Counter(counts.awards["receiver"]) == {"enterprise": 1, "collective": 1}


def test_the_share_of_leaders_has_bounds_where_somebody_is_not_known():
    lines = [("CB01", "DV01", "head", None, None), ("CB02", "DV01", "member", None, None)]
    rows = [award(), award("CB02"), award("CB03"), award("DV01")]
    counts = lt.statistics(office(rows, lines), 2023)
    assert counts.leaders.to_numpy().tolist() == [[3, 1, 1, 1, 333, 666]]
    nobody = lt.statistics(office([]), 2023).leaders
    assert nobody[["share_low", "share_high"]].isna().all(axis=None)


def test_the_unit_of_an_award_is_that_of_the_later_line_on_the_day():
    lines = [
        ("CB01", "DV01", "member", "2020-01-01", None),
        ("CB01", "DV02", "member", "2023-05-05", None),
        ("CB02", "DV01", "member", "2020-01-01", None),
        ("CB02", "DV02", "member", "2020-01-01", None),
    ]
    counts = lt.statistics(
        office([award(), award("CB02"), award("CB03"), award("DV02")], lines), 2023
    )
    units = counts.by_unit.groupby("unit_id")["awards"].sum().to_dict()
    assert units == {"DV02": 2, "unknown": 2}


MOVEMENTS = ("movement_id", "name", "launched_by", "from", "to")


def movements(*rows):
    return {"movements": pd.DataFrame(rows, columns=MOVEMENTS, dtype=object)}


def test_a_movement_counts_by_launcher_scope_and_length_in_the_year_of_its_first_day():
    given = office(**movements(
        ("PT1", "Một", "UBND tỉnh", "2023-01-01", "2023-12-31"),
        ("PT2", "Hai", None, "2023-02-01", None),
        ("PT3", "Ba", "UBND tỉnh", "2022-02-01", "2023-11-30"),
        ("PT4", "Bốn", "UBND tỉnh", None, "2023-11-30"),
    ))  # fmt: skip
    counts = lt.statistics(given, 2023, scopes={"PT1": "tinh"})
    assert rows_of(counts.movements) == {
        ("UBND tỉnh", "tinh", "exactly_1"): 1,
        ("unknown", "unknown", "unknown"): 1,
    }
    assert account(counts, "movements") == {"counted": 2, "other_year": 1, "undated": 1}


DAYS = st.dates(date(1996, 2, 1), date(2030, 12, 31))


@given(DAYS | st.just(date(2024, 2, 29)), st.integers(-400, 2400))
def test_lengths_are_those_of_a_calendar(first, days):
    last = date.fromordinal(first.toordinal() + days)
    assert length(first, last) == reference.length(first, last)


@given(DAYS | st.just(date(2024, 2, 29)), st.integers(0, 6), st.integers(-2, 1))
def test_lengths_are_those_of_a_calendar_around_a_birthday(first, years, days):
    birthday = reference.anniversary(first, years)
    last = date.fromordinal(birthday.toordinal() + days)
    assert length(first, last) == reference.length(first, last)


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        ("2023-01-01", "2023-12-30", "under_1"),
        ("2023-01-01", "2024-01-01", "to_3"),
        ("2021-01-01", "2023-12-30", "to_3"),
        ("2021-01-01", "2023-12-31", "to_5"),
        ("2021-01-01", "2025-12-30", "to_5"),
        ("2021-01-01", "2025-12-31", "from_5"),
        ("2024-02-29", "2025-02-28", "exactly_1"),
        ("2024-02-29", "2025-02-27", "under_1"),
    ],
)
def test_lengths_at_their_borders(first, last, told):
    assert length(date.fromisoformat(first), date.fromisoformat(last)) == told


def test_who_took_part_is_counted_once_per_movement():
    results = pd.DataFrame(
        [("PT1", "CB01", 2023, 1), ("PT1", "CB02", 2023, None), ("PT1", "DV01", 2023, 2),
         ("PT1", "CB01", 2024, 1)],
        columns=["movement_id", "subject_id", "year", "place"], dtype=object,
    )  # fmt: skip
    launched = movements(("PT1", "Một", "UBND tỉnh", "2023-01-01", None))
    counts = lt.statistics(office(movement_results=results, **launched), 2023)
    assert counts.by_movement[["units", "people", "first"]].to_numpy().tolist() == [[1, 2, 1]]
    unknown = lt.statistics(office(**launched), 2023).by_movement
    assert unknown[["units", "people", "first"]].isna().all(axis=None)


def test_an_absent_register_is_not_known_and_an_empty_one_is_zero():
    counts = lt.statistics(office(commendations=None), 2023)
    assert counts.absent == ("movements", "commendations", "movement_results")
    assert "Không có sổ Khen thưởng: chưa rõ, không phải bằng 0" in repr(counts)
    assert "commendations" not in lt.statistics(office([]), 2023).absent


def test_a_declared_gap_makes_the_counts_the_least():
    gap = pd.DataFrame(
        [("commendations", "2023-06-01", "2023-07-01", False)],
        columns=["table", "from", "to", "complete"], dtype=object,
    )  # fmt: skip
    given = office([award()], coverage=gap)
    assert lt.statistics(given, 2023).incomplete == ("commendations",)
    assert "khai là chưa đầy đủ" in repr(lt.statistics(given, 2023))
    assert lt.statistics(given, 2022).incomplete == ()


# Against a plain count

BLANK = st.none()
ANY_DAY = st.sampled_from(["2022-12-31", "2023-01-01", "2023-06-15", "2023-12-31", "2024-01-01"])
USUAL_DAY = st.just("2023-06-15")
SELDOM = BLANK | BLANK | BLANK
ROWS = st.fixed_dictionaries(
    {
        "subject_id": st.sampled_from([*PEOPLE, *UNITS]),
        "year": BLANK | st.integers(2021, 2024),
        "form": BLANK | st.sampled_from(["giay_khen", "bang_khen", "huan_chuong", "rác"]),
        "level": BLANK | st.sampled_from(["co_so", "tinh", "bo", "thu_tuong", "nha_nuoc", "rác"]),
        "issuer": BLANK | st.just("UBND tỉnh"),
        "category": BLANK | st.sampled_from(["cong_trang", "dot_xuat"]),
        "decision_no": BLANK | st.sampled_from(["1/QĐ", "2/QĐ"]),
        "decision_date": USUAL_DAY | USUAL_DAY | ANY_DAY | BLANK | st.just("hôm nào"),
        "status": SELDOM | st.sampled_from(["valid", "proposed", "annulled", "rác"]),
        "annulled_on": SELDOM | ANY_DAY | st.just("hôm nào"),
    }
)
LINES = st.tuples(
    st.sampled_from(PEOPLE),
    st.sampled_from(UNITS),
    BLANK | st.sampled_from(["head", "deputy", "member", "member"]),
    BLANK | st.sampled_from(["2023-01-01", "2023-06-15", "2023-06-16"]),
    BLANK | ANY_DAY,
)


def plain(given) -> dict[str, list[dict]]:
    """The registers as the oracle reads them."""
    found = {}
    for name, table in given.tables.items():
        rows = table.frame.astype(object).where(table.frame.notna(), None).to_dict("records")
        for column, flags in table.unreadable.items():
            for row, unread in zip(rows, flags, strict=True):
                row[column] = reference.UNREADABLE if unread else row[column]
        found[name] = [{key: _plain(cell) for key, cell in row.items()} for row in rows]
    return found


def _plain(cell):
    return cell.date() if isinstance(cell, pd.Timestamp) else cell


@settings(max_examples=examples(100), derandomize=True)
@given(
    st.lists(ROWS, min_size=2, max_size=12),
    st.lists(LINES, min_size=2, max_size=8),
    st.none() | st.sampled_from([date(2023, 6, 15), date(2023, 12, 30), date(2024, 6, 1)]),
)
def test_counts_are_those_of_a_plain_loop(awards, lines, as_of):
    given = office(awards, lines)
    tables, counts = plain(given), lt.statistics(given, 2023, as_of=as_of)
    assert rows_of(counts.awards) == dict(reference.awards(tables, 2023, as_of))
    told = Counter(reference.accounts(tables["commendations"], 2023, as_of))
    assert account(counts) == dict(told)
    units = counts.by_unit.groupby("unit_id")["awards"].sum().to_dict()
    assert units == dict(reference.by_unit(tables, 2023, as_of))


def test_a_row_with_an_illegible_cell_repeats_no_other():
    award = {"subject_id": "CB01", "decision_date": "2023-06-15", "level": "tinh"}
    awards = [{**award, "form": None}, {**award, "form": "rác"}, {**award, "form": None}]
    counts = lt.statistics(office(awards, []), 2023)
    assert (account(counts)["counted"], counts.awards["awards"].sum()) == (2, 2)


@pytest.mark.parametrize("year", [2021, 2022, 2023, 2024, 2025])
def test_totals_add_up_to_the_rows_of_the_registers(year):
    given = lt.sample_office(seed=7)
    counts = lt.statistics(given, year)
    rows = counts.accounts.groupby("table")["rows"].sum()
    assert rows["commendations"] == len(given["commendations"])
    assert rows["movements"] == len(given["movements"])
    counted = account(counts).get("counted", 0)
    assert counts.awards["awards"].sum() == counts.by_unit["awards"].sum() == counted
    by_table = [counts.of_table(name)["awards"].sum() for name in ("state", "province", "others")]
    assert sum(by_table) == counted
    assert counts.movements["movements"].sum() == account(counts, "movements").get("counted", 0)
    assert len(counts.by_movement) == counts.movements["movements"].sum()


def test_the_order_of_rows_does_not_matter():
    given = lt.sample_office(seed=7)
    tables = {name: given[name] for name in given.tables}
    turned = lt.read({name: frame.iloc[::-1] for name, frame in tables.items()})
    one, other = (lt.statistics(each, 2023) for each in (lt.read(tables), turned))
    assert one.awards.equals(other.awards)
    assert one.by_unit.equals(other.by_unit)
    assert one.movements.equals(other.movements)


# On paper


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    plan = lt.load_plan("exemplars-2021-2025")
    result = lt.evaluate(lt.sample_office(seed=7), plan, as_of="de_nghi_2025")
    path = reporting.year_end(result, tmp_path_factory.mktemp("book") / "a.xlsx")
    return openpyxl.load_workbook(path)


def test_the_year_end_workbook_has_the_tables_of_the_state(book):
    for name in ("0601.N Phong trào", "0602.N Khen cấp nhà nước", "0603.N Khen cấp bộ, tỉnh"):
        cells = [str(c) for row in book[name].iter_rows(values_only=True) for c in row if c]
        assert "Tổng số" in cells
        assert any("đến ngày 30/09/2025" in cell for cell in cells)
        assert any(cell.startswith("Đối chiếu với sổ") for cell in cells)


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("year", [1999, 2022, 2024])
def test_the_totals_of_every_sheet_are_the_sums_of_their_columns(year, lang):
    counts = lt.statistics(lt.sample_office(seed=7), year)
    sheets = list(statistics_sheets.sheets(counts, lang))
    assert len({sheet.name for sheet in sheets}) == len(sheets) == 6
    assert all(len(sheet.name) <= 31 for sheet in sheets)
    for sheet in sheets[:5]:
        numbers = sheet.frame.select_dtypes("int64")
        assert (numbers.iloc[:-1].sum() == numbers.iloc[-1]).all()
        parts = numbers.drop(columns=["total", "persons"], errors="ignore")
        assert (parts.sum(axis="columns") == numbers["total"]).all()
    people = sheets[1].frame
    assert (people["persons"] == people.loc[:, "leader":"person_unknown"].sum(axis=1)).all()


def test_prints_its_tables_with_what_became_of_every_row():
    counts = lt.statistics(lt.sample_office(seed=7), 2022)
    told = repr(counts)
    for words in ("0601.N", "0602.N", "0603.N", "Thủ tướng", "Tổng số", "92 dòng = 11 được tính"):
        assert words in told
    assert "<table" in counts._repr_html_()


def test_names_in_a_register_are_escaped_in_a_notebook():
    given = office(**movements(("PT1", "Một", "<b>UBND", "2023-01-01", None)))
    told = lt.statistics(given, 2023)._repr_html_()
    assert "&lt;b&gt;UBND" in told
    assert "<b>UBND" not in told


@pytest.mark.parametrize("kind", ["polars", "pyarrow"])
def test_gives_the_kind_of_frame_of_the_office(kind):
    given = lt.read({"people": pd.DataFrame({"person_id": ["CB01"]})}, frames=kind)
    assert type(lt.statistics(given, 2023).awards).__module__.startswith(kind)


BAD = [
    ((2023.0,), {}, r"year is 2023.0, expected a whole number such as 2025"),
    (("2023",), {}, r"year is '2023', expected"),
    ((True,), {}, r"year is True, expected"),
    ((23,), {}, r"year is 23, expected"),
    ((2023,), {"as_of": "31/12/2023"}, r"as_of is '31/12/2023', expected a date such as"),
    ((2023,), {"as_of": 2023}, r"as_of is 2023, expected a date"),
    (
        (2023,),
        {"receivers": {"DV1": "enterprise"}},
        r'unit "DV1" is not known; did you mean "DV01"',
    ),
    (
        (2023,),
        {"receivers": {"DV01": "firm"}},
        r'receivers: DV01 "firm" is not known; did you mean',
    ),
    ((2023,), {"scopes": {"PT9": "tinh"}}, r'scopes: movement "PT9" is not known'),
    ((2023,), {"scopes": ["PT9"]}, r"scopes: expected a dict by movement, not list"),
]


@pytest.mark.parametrize(("args", "more", "told"), BAD)
def test_wrong_arguments_are_named(args, more, told):
    with pytest.raises(lt.InputError, match=told):
        lt.statistics(office([award()]), *args, **more)


def test_a_path_is_no_office():
    with pytest.raises(lt.InputError, match=r"office: expected what lantoa\.read gives"):
        lt.statistics("so-lieu.xlsx", 2023)
