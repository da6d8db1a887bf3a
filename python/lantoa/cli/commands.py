"""The commands. Their texts are in ``wording/cli.toml``, their exit codes in ``answering``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from lantoa._checks import InputError, one_of
from lantoa._wording import said
from lantoa.cli.answering import PROBLEMS, Command, writing
from lantoa.cli.printing import console
from lantoa.cli.progress import steps

app = typer.Typer(add_completion=False, no_args_is_help=True, rich_markup_mode="rich")

PLAN = "exemplars-2021-2025"

Lang = Annotated[Literal["vi", "en"], typer.Option("--lang", show_default=True)]
Workspace = Annotated[Path, typer.Argument(show_default=False)]
PlanOption = Annotated[str, typer.Option("--plan")]
AsOf = Annotated[str, typer.Option("--as-of", show_default=False)]
TrackOption = Annotated[str | None, typer.Option("--track", show_default=False)]
Topics = Annotated[list[str] | None, typer.Option("--topic", show_default=False)]
Restricted = Annotated[bool, typer.Option("--restricted", show_default=False)]


def _version(asked: bool) -> None:
    if asked:
        import lantoa

        print(lantoa.__version__)
        raise typer.Exit


@app.callback()
def program(
    lang: Lang = "vi",
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, show_default=False)
    ] = False,
) -> None:
    """What is shared by all commands."""


@app.command(cls=Command)
def demo(
    folder: Annotated[Path, typer.Option("--out")] = Path("lantoa-demo"),
    seed: Annotated[int, typer.Option("--seed")] = 7,
    lang: Lang = "vi",
) -> None:
    """The whole job on a synthetic office."""
    from lantoa.cli.demonstrating import demonstrate

    demonstrate(folder, seed, lang)


@app.command(cls=Command)
def template(
    path: Annotated[Path, typer.Argument(show_default=False)],
    plan: PlanOption = PLAN,
    overwrite: Annotated[bool, typer.Option("--overwrite", show_default=False)] = False,
    lang: Lang = "vi",
) -> None:
    """The blank workbook of an office."""
    import lantoa as lt

    is_workbook(path, lang)
    chosen = lt.load_plan(plan, lang=lang)
    with writing(path, lang):
        lt.template(path, chosen, overwrite=overwrite)
    console().print(said("cli", "said.written", lang, file=path), markup=False)
    console().print(said("cli", "said.template_next", lang, file=path), markup=False)


@app.command(cls=Command)
def check(workspace: Workspace, lang: Lang = "vi") -> None:
    """What in the registers cannot be read."""
    import lantoa as lt
    from lantoa.cli.printing import print_problems

    with steps(1, lang) as step:
        step("read")
        office = lt.read(workspace, lang=lang)
    rows = sum(len(table) for table in office.tables.values())
    told = {"rows": rows, "tables": len(office.tables), "count": len(office.listing)}
    if not len(office.listing):
        console().print(said("cli", "said.no_problems", lang, **told))
        return
    print_problems(office.listing, lang)
    console().print(said("cli", "said.problems", lang, **told))
    raise typer.Exit(PROBLEMS)


@app.command("year-end", cls=Command)
def year_end(
    workspace: Workspace,
    as_of: AsOf,
    plan: PlanOption = PLAN,
    out: Annotated[Path | None, typer.Option("--out", show_default=False)] = None,
    audience: Annotated[
        Literal["internal", "shared"], typer.Option("--audience", show_default=True)
    ] = "internal",
    names: Annotated[Path | None, typer.Option("--names", show_default=False)] = None,
    template: Annotated[Path | None, typer.Option("--template", show_default=False)] = None,
    restricted: Restricted = False,
    overwrite: Annotated[bool, typer.Option("--overwrite", show_default=False)] = False,
    by: Annotated[str | None, typer.Option("--by", show_default=False)] = None,
    track: TrackOption = None,
    topics: Topics = None,
    lang: Lang = "vi",
) -> None:
    """The set that is handed in, or the workbook alone."""
    from lantoa.cli.handing_in import check_options, hand_in, target_of

    options = {"names": names, "template": template, "restricted": restricted, "by": by}
    with steps(3, lang) as step:
        result = judged(workspace, plan, as_of, lang, step, track, topics)
        target = target_of(out, result.as_of, lang)
        check_options(target, {**options, "audience": audience != "internal"}, lang)
        is_other(target, workspace, lang)
        step("write")
        hand_in(result, target, {**options, "audience": audience, "overwrite": overwrite}, lang)


@app.command(cls=Command)
def forget(
    folder: Annotated[Path, typer.Argument(show_default=False)],
    by: Annotated[str | None, typer.Option("--by", show_default=False)] = None,
    lang: Lang = "vi",
) -> None:
    """Delete a set that was handed in."""
    from lantoa import reporting

    gone = reporting.forget(folder, by=by)
    console().print(
        said("cli", "said.forgotten", lang, count=len(gone), folder=folder), markup=False
    )


@app.command(cls=Command)
def explain(
    workspace: Workspace,
    subject: Annotated[str, typer.Argument(show_default=False)],
    as_of: AsOf,
    plan: PlanOption = PLAN,
    criterion: Annotated[str | None, typer.Option("--criterion", show_default=False)] = None,
    restricted: Restricted = False,
    track: TrackOption = None,
    topics: Topics = None,
    lang: Lang = "vi",
) -> None:
    """One subject, criterion by criterion."""
    with steps(2, lang) as step:
        result = judged(workspace, plan, as_of, lang, step, track, topics)
        told = result.explain(subject, criterion, restricted=restricted)
    print(told)


@app.command(cls=Command)
def record(
    workspace: Workspace,
    as_of: AsOf,
    records_out: Annotated[Path, typer.Option("--out", show_default=False)],
    plan: PlanOption = PLAN,
    made_by: Annotated[str | None, typer.Option("--by", show_default=False)] = None,
    made_on: Annotated[str | None, typer.Option("--on", show_default=False)] = None,
    lang: Lang = "vi",
) -> None:
    """Everybody's record and the batch."""
    from lantoa.cli.recording import day_of

    on = day_of(made_on)
    with steps(3, lang) as step:
        result = judged(workspace, plan, as_of, lang, step)
        step("record")
        batch = result.batch(by=made_by, on=on)
        with writing(records_out, lang):
            batch.save_all(records_out)
    print(batch)
    told = {"count": len(batch.records), "folder": records_out}
    console().print(said("records", "batch.written", lang, **told), markup=False)


@app.command(cls=Command)
def verify(
    records: Annotated[list[Path], typer.Argument(show_default=False)],
    batch: Annotated[Path | None, typer.Option("--batch", show_default=False)] = None,
    lang: Lang = "vi",
) -> None:
    """Whether records are genuine."""
    import lantoa as lt

    answers = [lt.verify(path, batch=batch, lang=lang) for path in records]
    for answer in answers:
        print(answer)
    if not all(answer.accepted for answer in answers):
        raise typer.Exit(PROBLEMS)


def judged(
    workspace: Path,
    plan: str,
    as_of: str,
    lang: str,
    step: Any,
    track: str | None = None,
    topics: list[str] | None = None,
) -> Any:
    """The result; what is wrong with the plan or the day is found before the registers are read."""
    import lantoa as lt

    chosen = lt.load_plan(plan, topics=topics or (), lang=lang)
    chosen.as_of(as_of)
    if track is not None:
        one_of(track, chosen.tracks, what="track")
    step("read")
    office = lt.read(workspace, lang=lang)
    if not office.tables:
        told = {"file": workspace, "count": len(office.listing)}
        raise InputError(said("cli", "said.nothing_read", lang, **told))
    step("judge")
    return lt.evaluate(office, chosen, as_of=as_of, track=track)


def is_workbook(path: Path, lang: str) -> None:
    """Refuse a name that is no workbook's.

    Raises:
        InputError: It does not end in .xlsx.
    """
    if path.suffix.lower() != ".xlsx":
        raise InputError(said("cli", "said.not_xlsx", lang, file=path))


def is_other(path: Path, workspace: Path, lang: str) -> None:
    """Refuse to write over the registers themselves.

    Raises:
        InputError: Both are one file.
    """
    if path.exists() and workspace.exists() and path.samefile(workspace):
        raise InputError(said("cli", "said.same_file", lang, file=path))
