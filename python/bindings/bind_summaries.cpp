#include "bind.hpp"

#include <pybind11/eigen.h>
#include <pybind11/native_enum.h>
#include <lantoa/cohort.hpp>

void bind_summaries(py::module_& m) {
  using lantoa::PreTest;
  using lantoa::Summarised;
  using lantoa::Summary;

  py::native_enum<Summary>(m, "Summary", "enum.Enum", "Over which cells is summed.")
      .value("SIMPLE", Summary::kSimple)
      .value("DYNAMIC", Summary::kDynamic)
      .value("GROUP", Summary::kGroup)
      .value("CALENDAR", Summary::kCalendar)
      .finalize();

  py::class_<Summarised>(m, "Summarised", "Cells summed.")
      .def_readonly("at", &Summarised::at)
      .def_readonly("effect", &Summarised::effect)
      .def_readonly("error", &Summarised::error)
      .def_readonly("overall", &Summarised::overall)
      .def_readonly("overall_error", &Summarised::overall_error)
      .def_readonly("cells", &Summarised::cells);
  py::class_<PreTest>(m, "PreTest", "Whether the cells before exposure are all 0.")
      .def_readonly("statistic", &PreTest::statistic)
      .def_readonly("cells", &PreTest::cells)
      .def_readonly("p", &PreTest::p);

  m.def("summarised", &lantoa::summarised, py::call_guard<py::gil_scoped_release>(), "cells"_a,
        "by"_a, "The cells summed, with errors.");
  m.def("pre_test", &lantoa::pre_test, py::call_guard<py::gil_scoped_release>(), "cells"_a,
        "The Wald test of the cells before exposure.");
}
