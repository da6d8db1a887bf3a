"""The HTML report of a synthetic office, written once and parsed as a browser would."""

import re
from functools import cache
from html.parser import HTMLParser

import pytest

import lantoa as lt
from lantoa.reporting.html import html_report

DAYS = ("so_ket_2023", "de_nghi_2025", "tong_ket_2025")
EXCELLENT = "cn_xuat_sac_2_nam"  # no unit has a gate of that name
VOID = {"meta", "col", "br", "rect", "link"}
EVERY = [(day, audience, lang) for day in DAYS for audience in ("internal", "shared")
         for lang in ("vi", "en")]  # fmt: skip


class Page(HTMLParser):
    """Every element with its attributes, every table as rows of text; faults of nesting."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text, self.open, self.faults = text, [], []
        self.elements, self.tables, self.words = [], [], []
        self.feed(text)
        self.close()
        self.faults += self.open

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)
        if tag == "table":
            self.tables.append([])
        if tag == "tr":
            self.tables[-1].append([])
        if tag in ("td", "th"):
            self.tables[-1][-1].append("")

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append(tag)

    def handle_data(self, data):
        if "style" in self.open:
            return
        self.words.append(data)
        if {"td", "th"} & set(self.open):
            self.tables[-1][-1][-1] += data.strip()

    @property
    def said(self) -> str:
        """What is read, tags apart, on one line."""
        return " ".join(" ".join(self.words).split())

    @property
    def titles(self) -> list[str]:
        """The headings of the sections."""
        return re.findall(r'<h2 id="[^"]+">([^<]+)</h2>', self.text)[1:]  # less the contents

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attrs for name, attrs in self.elements if name == tag]

    def table(self, *heads: str) -> list[list[str]]:
        """The rows of the first table that has these headings."""
        for rows in self.tables:
            if rows and set(heads) <= set(rows[0]):
                return rows[1:]
        raise AssertionError(f"no table has {heads}")


@pytest.fixture(scope="session")
def html_office():
    return lt.sample_office(units=12, people=90, years=range(2016, 2026), seed=7)


@pytest.fixture(scope="session")
def html_plan():
    return lt.load_plan("exemplars-2021-2025")


@pytest.fixture(scope="session")
def html_results(html_office, html_plan):
    return {day: lt.evaluate(html_office, html_plan, as_of=day) for day in DAYS}


@pytest.fixture(scope="session")
def html_names(html_office):
    people, units = html_office["people"], html_office["units"]
    return dict(
        [*zip(people["person_id"], people["name"], strict=True),
         *zip(units["unit_id"], units["name"], strict=True)]
    )  # fmt: skip


@pytest.fixture(scope="session")
def html_write(tmp_path_factory):
    """The report of a result, parsed."""
    folder = tmp_path_factory.mktemp("reports")

    def written(result, **more) -> Page:
        path = html_report(result, folder / "bao-cao.html", **more)
        return Page(path.read_text(encoding="utf-8"))

    return written


@pytest.fixture(scope="session")
def html_pages_of(html_results, html_names, html_write):
    """Reports with names, by day, audience and language; each is written once."""

    @cache
    def page(day, audience="internal", lang="vi") -> Page:
        return html_write(html_results[day], audience=audience, lang=lang, names=html_names)

    return page
