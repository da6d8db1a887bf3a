"""The bulk of a sample: every table at every size, in whole columns."""

from __future__ import annotations

from lantoa.sampling.activities import (
    call_table,
    contribution_table,
    movement_result_table,
    movement_table,
)
from lantoa.sampling.columns import Columns, joined
from lantoa.sampling.commendations import commendation_table, counted
from lantoa.sampling.conduct import discipline_table, disciplined_in
from lantoa.sampling.decisions import Registry
from lantoa.sampling.diffusion import diffusion_tables
from lantoa.sampling.initiatives import initiative_table, recognised_in
from lantoa.sampling.judgements import attestation_table
from lantoa.sampling.lines import Lines, make_lines
from lantoa.sampling.registers import (
    alias_table,
    coverage_table,
    people_table,
    unit_change_table,
    unit_table,
)
from lantoa.sampling.staff import Staff, make_staff, membership_table
from lantoa.sampling.titles import award_units, earn, title_table
from lantoa.sampling.unit_years import measure_table, rate_units, target_table, unit_rating_table
from lantoa.sampling.world import World
from lantoa.sampling.yearly import family_table, rate_people, rating_table


def bulk_tables(world: World, registry: Registry) -> tuple[dict[str, Columns], Staff]:
    """Every table of ``world`` before the hand-placed cases, and the people they are about."""
    lines = make_lines(world.units, world.years, world.seed)
    staff = make_staff(world, lines)
    tables = {
        "units": unit_table(world, lines),
        "unit_changes": unit_change_table(world, lines),
        "people": people_table(world, staff),
        "memberships": membership_table(world, staff),
        "families": family_table(world, staff),
        "movements": movement_table(world),
        "movement_results": movement_result_table(world, staff, lines),
        "attestations": attestation_table(world, staff, lines),
        "calls": call_table(world),
        "contributions": contribution_table(world, staff, lines),
        "coverage": coverage_table(world),
        "aliases": alias_table(world),
    }
    tables |= diffusion_tables(world, staff, lines)
    return tables | _merit_tables(world, staff, lines, registry), staff


def _merit_tables(
    world: World, staff: Staff, lines: Lines, registry: Registry
) -> dict[str, Columns]:
    """The tables that follow from one another: conduct and initiatives, ratings, titles, awards."""
    discipline = discipline_table(world, staff, registry)
    warned = disciplined_in(world, discipline)
    initiatives = initiative_table(world, staff, lines, registry)
    years = rate_people(world, staff, warned)
    wide = recognised_in(world, initiatives, "tinh")
    people = earn(world, years, warned, recognised_in(world, initiatives), wide)
    units = [
        award_units(world, year, unit, people[year.year], warned[year.year])
        for year, unit in zip(years, rate_units(world, lines), strict=True)
    ]
    ratings = [rating_table(world, years, registry), unit_rating_table(world, units, registry)]
    awards = commendation_table(
        world, staff, years, people, units, counted(world, initiatives), registry
    )
    return {
        "discipline": discipline,
        "initiatives": initiatives,
        "ratings": joined(ratings),
        "targets": target_table(world, units),
        "measures": measure_table(world, units),
        "titles": title_table(world, people, units, registry),
        "commendations": awards,
    }
