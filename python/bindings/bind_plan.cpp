#include "bind.hpp"

#include <pybind11/stl.h>
#include <lantoa/criterion.hpp>

using namespace lantoa;  // NOLINT: a table of names

void bind_plan(py::module_& m) {
  py::class_<Window>(m, "Window", "Whole years, both included.")
      .def(py::init<int, int>(), "first"_a, "last"_a);
  py::class_<Closing>(m, "Closing", "From when a year counts as closed.")
      .def(py::init<int, int, bool>(), "month"_a, "day"_a, "next_year"_a);
  py::class_<Policy>(m, "Policy", "What the text does not say about people, units and gaps.")
      .def(py::init<>())
      .def_readwrite("missing_past_value", &Policy::missing_past_value)
      .def_readwrite("missing_judgement_fails", &Policy::missing_judgement_fails)
      .def_readwrite("leave_out_open_years", &Policy::leave_out_open_years)
      .def_readwrite("unrated_year", &Policy::unrated_year)
      .def_readwrite("min_rated_years", &Policy::min_rated_years)
      .def_readwrite("joined_late", &Policy::joined_late)
      .def_readwrite("new_unit", &Policy::new_unit)
      .def_readwrite("renamed_is_same", &Policy::renamed_is_same)
      .def_readwrite("merged", &Policy::merged)
      .def_readwrite("conflicts_are_unknown", &Policy::conflicts_are_unknown);
  py::class_<Plan>(m, "Plan", "Everything that is asked, on a date.")
      .def(py::init<>())
      .def_readwrite("window", &Plan::window)
      .def_readwrite("as_of", &Plan::as_of)
      .def_readwrite("policy", &Plan::policy)
      .def_readwrite("belongs", &Plan::belongs)
      .def_readwrite("judges_units", &Plan::judges_units)
      .def_readwrite("judges_people", &Plan::judges_people)
      .def_readwrite("facts", &Plan::facts)
      .def_readwrite("rules", &Plan::rules);
}
