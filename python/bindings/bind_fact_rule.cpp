#include "bind.hpp"

#include <pybind11/stl.h>
#include <lantoa/criterion.hpp>

void bind_fact_rule(py::module_& m) {
  using lantoa::FactRule;

  py::class_<FactRule>(m, "FactRule", "How the rows of a register are read.")
      .def(py::init<>())
      .def_readwrite("table", &FactRule::table)
      .def_readwrite("take", &FactRule::take)
      .def_readwrite("absent", &FactRule::absent)
      .def_readwrite("has_closing", &FactRule::has_closing)
      .def_readwrite("closing", &FactRule::closing)
      .def_readwrite("year", &FactRule::year)
      .def_readwrite("year_of_decision", &FactRule::year_of_decision)
      .def_readwrite("decided", &FactRule::decided)
      .def_readwrite("annulled", &FactRule::annulled)
      .def_readwrite("status_where", &FactRule::status_where)
      .def_readwrite("where", &FactRule::where)
      .def_readwrite("value", &FactRule::value)
      .def_readwrite("ladder", &FactRule::ladder)
      .def_readwrite("kind", &FactRule::kind)
      .def_readwrite("kind_levels", &FactRule::kind_levels)
      .def_readwrite("unrated", &FactRule::unrated)
      .def_readwrite("has_ratio", &FactRule::has_ratio)
      .def_readwrite("planned", &FactRule::planned)
      .def_readwrite("better", &FactRule::better)
      .def_readwrite("counts_on", &FactRule::counts_on)
      .def_readwrite("counts_on_year", &FactRule::counts_on_year)
      .def_readwrite("seen_on", &FactRule::seen_on)
      .def_readwrite("key", &FactRule::key)
      .def_readwrite("key_is_subject", &FactRule::key_is_subject)
      .def_readwrite("share", &FactRule::share)
      .def_readwrite("recognised", &FactRule::recognised)
      .def_readwrite("recognised_by", &FactRule::recognised_by)
      .def_readwrite("place", &FactRule::place)
      .def_readwrite("votes", &FactRule::votes)
      .def_readwrite("launches", &FactRule::launches)
      .def_readwrite("launched", &FactRule::launched)
      .def_readwrite("launch_key", &FactRule::launch_key);
}
