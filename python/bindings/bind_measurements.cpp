#include "bind.hpp"

#include <pybind11/eigen.h>
#include <pybind11/stl.h>
#include <lantoa/measurements.hpp>

void bind_measurements(py::module_& m) {
  using lantoa::Measurements;
  using lantoa::Regated;
  const auto unlocked = py::call_guard<py::gil_scoped_release>();

  py::class_<Regated>(m, "Regated", "What other thresholds make of an evaluation.")
      .def_readonly("rules", &Regated::rules)
      .def_readonly("bits", &Regated::bits)
      .def_readonly("all", &Regated::all)
      .def_readonly("countable", &Regated::countable);

  py::class_<Measurements>(m, "Measurements", "An evaluation that remembers every statistic.")
      .def(py::init<const lantoa::Facts&, const lantoa::Plan&, int>(), unlocked, "facts"_a,
           "plan"_a, py::kw_only(), "threads"_a = 0)
      .def_property_readonly("evaluation", &Measurements::evaluation)
      .def("regate", &Measurements::regate, unlocked, "thresholds"_a.noconvert(), py::kw_only(),
           "threads"_a = 0, "The same plan with other thresholds, one for each rule.")
      .def("reevaluate", &Measurements::reevaluate, unlocked, "thresholds"_a.noconvert(),
           py::kw_only(), "threads"_a = 0, "The same as a whole evaluation.")
      .def("cube", &Measurements::cube, unlocked, "axes"_a, "counting"_a, py::kw_only(),
           "countable_only"_a, "against"_a.noconvert(), "threads"_a = 0,
           "How many count as in at every combination of some thresholds.");
}
