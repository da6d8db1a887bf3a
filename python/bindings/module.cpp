#include "bind.hpp"

#include <exception>
#include <lantoa/error.hpp>

namespace {

// The class lives in Python, where it also carries `problems` and pickles by its public name.
void translate(std::exception_ptr thrown) {
  try {
    if (thrown) std::rethrow_exception(thrown);
  } catch (const lantoa::InputError& error) {
    py::set_error(py::module_::import("lantoa._checks").attr("InputError"), error.what());
  }
}

}  // namespace

// The table of contents: one line per stem.
PYBIND11_MODULE(_core, m) {
  m.doc() = "The compiled core. Only modules of lantoa import it.";
  py::register_local_exception_translator(&translate);

  bind_about(m);
  bind_facts(m);
  bind_kind(m);
  bind_policy(m);
  bind_ladder(m);
  bind_fact_rule(m);
  bind_rule(m);
  bind_plan(m);
  bind_verdict(m);
  bind_survey(m);
  bind_cube(m);
  bind_measurements(m);
  bind_points(m);
  bind_rank(m);
  bind_outrank(m);
  bind_majority(m);
  bind_tally_table(m);
  bind_tally_items(m);
  bind_tally(m);
  bind_quota(m);
  bind_parting(m);
  bind_bands(m);
  bind_seating(m);
  bind_sweep(m);
  bind_lead(m);
  bind_acceptability(m);
  bind_confidence(m);
  bind_box(m);
  bind_breaks(m);
  bind_agreement(m);
  bind_composite_kinds(m);
  bind_composite(m);
  bind_weights(m);
  bind_robust(m);
  bind_attained(m);
  bind_overtake(m);
  bind_lot(m);
  bind_inversion(m);
  bind_detectable(m);
  bind_staggered(m);
  bind_cohort(m);
  bind_summaries(m);
  bind_hazard(m);
  bind_mobility(m);
  bind_noise(m);
  bind_transition(m);
  bind_kendall(m);
  bind_year_permutation(m);
  bind_emerging(m);
  bind_cascade(m);
  bind_choice(m);
  bind_reverse_reachable(m);
  bind_permutation(m);
  bind_joint_permutation(m);
  bind_convergence(m);
  bind_rating_steps(m);
  bind_network(m);
  bind_timing(m);
  bind_simultaneous(m);
  bind_ordinal(m);
  bind_pulse(m);
  bind_pairing(m);
}
