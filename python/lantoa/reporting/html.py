"""The HTML report: one file that needs no network, for a screen, a keyboard and A4."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from lantoa import _checks, _files
from lantoa._wording import day, sign
from lantoa.evaluating import Evaluation
from lantoa.overview import INKS, SHADES
from lantoa.reporting import privacy
from lantoa.reporting.html_annex import annex
from lantoa.reporting.html_gaps import gaps
from lantoa.reporting.html_listed import listed
from lantoa.reporting.html_matrix import heat_map
from lantoa.reporting.html_over_years import over_years_section
from lantoa.reporting.html_pace import lost, pace
from lantoa.reporting.html_page import Section, numbered
from lantoa.reporting.html_plan import plan, readings
from lantoa.reporting.html_quotas import quotas
from lantoa.reporting.html_showing import Showing, showing
from lantoa.reporting.html_summary import basis, summary
from lantoa.reporting.over_years import over_years

_WORDS = ("skip", "contents", "top", "people_decide", "assumed", "empty")


def html_report(
    result: Evaluation,
    path: str | Path,
    *,
    audience: str = "internal",
    names: Mapping[str, str] | None = None,
    lang: str | None = None,
    small_cells: int = privacy.LEAST,
) -> Path:
    """Write the report of a result as one HTML file.

    At an interim milestone it tells the pace, what is still needed and what is lost; at a proposal
    and later who is listed, with places and quotas. It says on what day, by which counting, plan,
    readings and data, what is unknown and who must act. It holds no script and loads nothing. The
    file is whole or not there: when writing fails, an earlier one stays as it was.

    Args:
        result: What was judged, and what came out.
        path: The ``.html`` file.
        audience: ``"internal"``: with the annex of who is not listed and why. ``"shared"``: names
            only who is listed, and hides small numbers. Details of discipline and reasons of
            unrated years show to neither.
        names: Id to name, for those who may be named. None: ids stand for themselves.
        lang: ``"vi"`` or ``"en"``; None is the plan's language.
        small_cells: The smallest count that a shared report shows.

    Returns:
        ``path``.

    Raises:
        InputError: An argument is not known, the path is no ``.html``, or it cannot be written.

    Example:
        >>> import tempfile
        >>> import lantoa as lt
        >>> result = lt.evaluate(lt.sample_office(units=6, people=30),
        ...                      lt.load_plan("exemplars-2021-2025"), as_of="so_ket_2023")
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     page = html_report(result, Path(folder, "so-ket.html"), audience="shared")
        ...     "Tiến độ" in page.read_text(encoding="utf-8")
        True

    Source: Decree 30/2020 on paper and margins, Law 91/2025 on personal data.
    """
    _checks.made_by(result, "subjects", what="result", maker="lantoa.evaluate")
    whole = Path(path)
    if whole.suffix.lower() not in (".html", ".htm"):
        raise _checks.InputError(f'path "{whole}" is no HTML file; expected a name with .html')
    reader = privacy.audience(audience)
    lang = _checks.one_of(lang or result.plan.lang, ("vi", "en"), what="lang")
    if type(small_cells) is not int or small_cells < 1:
        raise _checks.InputError(
            f"small_cells is {small_cells!r}, expected a whole number of 1 or more"
        )
    show = showing(result, reader, _known(names), lang, small_cells)
    with _files.replacing(whole) as part:
        part.write_text(_written(show), encoding="utf-8")
    return whole


def _known(names: Mapping[str, str] | None) -> Mapping[str, str]:
    """The names that are there; a blank one is none."""
    if names is None:
        return {}
    if not isinstance(names, Mapping):
        raise _checks.InputError(
            f"names: expected a dict of ids and names, not {type(names).__name__}"
        )
    return {str(one): name.strip() for one, name in names.items() if _is_name(name)}


def _is_name(name: Any) -> bool:
    return isinstance(name, str) and bool(name.strip())


def _sections(show: Showing) -> Iterator[Section]:
    """What the purpose asks for, in the order in which it is read."""
    yield summary(show)
    if show.names_exemplars:
        yield listed(show)
        yield quotas(show)
    else:
        yield pace(show)
        if show.is_internal:
            yield lost(show)
    if show.is_internal or show.names_exemplars:
        yield heat_map(show)
    followed = over_years(show.result)
    if followed.has_any:
        yield over_years_section(show, followed)
    yield gaps(show)
    yield readings(show)
    yield plan(show)
    yield basis(show)
    if show.is_internal:
        yield annex(show)


def _written(show: Showing) -> str:
    """The text of the file."""
    from lantoa.building import about

    result, said = show.result, show.said
    told = {name: said(f"page.{name}") for name in _WORDS}
    return _template().render(
        lang=show.lang,
        version=about().lantoa,
        title=_title(show),
        plan=result.plan.title,
        as_of=f"{said('page.as_of')} {day(result.as_of, show.lang)}",
        audience=said(_readers(show), least=show.least),
        watermark=result.watermark,
        foot=_foot(show),
        sections=list(numbered(_sections(show))),
        words={**told, "table": said("page.table", number="{number}", caption="{caption}")},
        shades=SHADES,
        inks=INKS,
        signs={verdict: sign(verdict) for verdict in SHADES},
    )


def _readers(show: Showing) -> str:
    """Which sentence tells the readers what they hold."""
    early = not (show.is_internal or show.names_exemplars)
    return "page.shared_early" if early else f"page.{show.audience}"


def _title(show: Showing) -> str:
    result = show.result
    for milestone in result.plan.milestones.values():
        if milestone["as_of"] == result.as_of:
            return show.said("page.title", name=milestone[show.lang])
    return show.said("page.untitled")


def _foot(show: Showing) -> str:
    return show.said(
        "page.foot",
        day=day(show.result.as_of, show.lang),
        plan=show.result.plan.id,
        kind=show.said(f"page.foot_{show.audience}"),
    )


def _template() -> jinja2.Template:
    """The page; every text that comes from outside is escaped."""
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("lantoa", "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["css"] = _css
    return environment.get_template("report.html")


def _css(text: str) -> Markup:
    r"""A text as a string of CSS, where HTML's own escapes mean nothing.

    >>> print(_css("a<b"))
    "a\3c b"
    """
    told = "".join(one if one.isalnum() else f"\\{ord(one):x} " for one in text)
    return Markup(f'"{told}"')
