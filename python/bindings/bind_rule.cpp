#include "bind.hpp"

#include <pybind11/stl.h>
#include <lantoa/criterion.hpp>

using namespace lantoa;  // NOLINT: a table of names

void bind_rule(py::module_& m) {
  py::class_<Rule>(m, "Rule", "One criterion as numbers.")
      .def(py::init<>())
      .def_readwrite("kind", &Rule::kind)
      .def_readwrite("fact", &Rule::fact)
      .def_readwrite("for_units", &Rule::for_units)
      .def_readwrite("for_people", &Rule::for_people)
      .def_readwrite("gate", &Rule::gate)
      .def_readwrite("countable", &Rule::countable)
      .def_readwrite("holds", &Rule::holds)
      .def_readwrite("least", &Rule::least)
      .def_readwrite("threshold", &Rule::threshold)
      .def_readwrite("consecutive", &Rule::consecutive)
      .def_readwrite("asks_rated_years", &Rule::asks_rated_years)
      .def_readwrite("over", &Rule::over)
      .def_readwrite("members_on_as_of_date", &Rule::members_on_as_of_date)
      .def_readwrite("since", &Rule::since)
      .def_readwrite("levels", &Rule::levels)
      .def_readwrite("shares", &Rule::shares)
      .def_readwrite("recognised", &Rule::recognised)
      .def_readwrite("within", &Rule::within)
      .def_readwrite("every", &Rule::every)
      .def_readwrite("asks_votes", &Rule::asks_votes)
      .def_readwrite("attested_as", &Rule::attested_as)
      .def_readwrite("parts", &Rule::parts)
      .def_readwrite("roles", &Rule::roles)
      .def_readwrite("any_time", &Rule::any_time)
      .def_readwrite("needs", &Rule::needs);
}
