#include "bind.hpp"

#include <pybind11/eigen.h>
#include <pybind11/native_enum.h>
#include <pybind11/stl.h>
#include <lantoa/points.hpp>

void bind_points(py::module_& m) {
  using lantoa::Scored;
  using lantoa::Scoring;
  using lantoa::Statistic;

  m.attr("NO_POINTS") = lantoa::kNoPoints;

  py::native_enum<Statistic>(m, "Statistic", "enum.Enum", "What points are made of.")
      .value("OF_RULE", Statistic::kOfRule)
      .value("HIGHEST_LEVEL", Statistic::kHighestLevel)
      .value("KEYS", Statistic::kKeys)
      .finalize();
  py::class_<Scoring>(m, "Scoring", "One scored criterion.")
      .def(py::init<>())
      .def_readwrite("statistic", &Scoring::statistic)
      .def_readwrite("rule", &Scoring::rule)
      .def_readwrite("from_", &Scoring::from)
      .def_readwrite("to", &Scoring::to);
  py::class_<Scored>(m, "Scored", "Points on record and the most they could be.")
      .def_readonly("low", &Scored::low)
      .def_readonly("high", &Scored::high);

  m.def("score", &lantoa::score, py::call_guard<py::gil_scoped_release>(), "facts"_a, "plan"_a,
        "evaluation"_a, "scorings"_a, "Points of every judged subject.");
}
