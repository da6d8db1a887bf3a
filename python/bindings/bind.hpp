// What every binding starts with. pybind11 comes before any standard header.
#pragma once

#include <pybind11/pybind11.h>

namespace py = pybind11;
using namespace pybind11::literals;  // NOLINT: "n"_a reads as a name

// One function per stem of the core, each in bind_<stem>.cpp.
void bind_about(py::module_& m);
void bind_facts(py::module_& m);
void bind_kind(py::module_& m);
void bind_policy(py::module_& m);
void bind_ladder(py::module_& m);
void bind_fact_rule(py::module_& m);
void bind_rule(py::module_& m);
void bind_plan(py::module_& m);
void bind_verdict(py::module_& m);
void bind_survey(py::module_& m);
void bind_cube(py::module_& m);
void bind_measurements(py::module_& m);
void bind_points(py::module_& m);
void bind_rank(py::module_& m);
void bind_outrank(py::module_& m);
void bind_majority(py::module_& m);
void bind_tally(py::module_& m);
void bind_tally_items(py::module_& m);
void bind_tally_table(py::module_& m);
void bind_quota(py::module_& m);
void bind_parting(py::module_& m);
void bind_bands(py::module_& m);
void bind_seating(py::module_& m);
void bind_sweep(py::module_& m);
void bind_lead(py::module_& m);
void bind_acceptability(py::module_& m);
void bind_confidence(py::module_& m);
void bind_box(py::module_& m);
void bind_breaks(py::module_& m);
void bind_agreement(py::module_& m);
void bind_composite_kinds(py::module_& m);
void bind_composite(py::module_& m);
void bind_weights(py::module_& m);
void bind_robust(py::module_& m);
void bind_attained(py::module_& m);
void bind_overtake(py::module_& m);
void bind_lot(py::module_& m);
void bind_inversion(py::module_& m);
void bind_detectable(py::module_& m);
void bind_staggered(py::module_& m);
void bind_cohort(py::module_& m);
void bind_summaries(py::module_& m);
void bind_hazard(py::module_& m);
void bind_mobility(py::module_& m);
void bind_noise(py::module_& m);
void bind_transition(py::module_& m);
void bind_kendall(py::module_& m);
void bind_year_permutation(py::module_& m);
void bind_emerging(py::module_& m);
void bind_cascade(py::module_& m);
void bind_choice(py::module_& m);
void bind_reverse_reachable(py::module_& m);
void bind_permutation(py::module_& m);
void bind_joint_permutation(py::module_& m);
void bind_convergence(py::module_& m);
void bind_rating_steps(py::module_& m);
void bind_network(py::module_& m);
void bind_timing(py::module_& m);
void bind_simultaneous(py::module_& m);
void bind_ordinal(py::module_& m);
void bind_pulse(py::module_& m);
void bind_pairing(py::module_& m);
