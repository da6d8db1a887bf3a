#include "bind.hpp"

#include <pybind11/eigen.h>
#include <pybind11/native_enum.h>
#include <lantoa/hazard.hpp>

void bind_hazard(py::module_& m) {
  using namespace lantoa;  // NOLINT: one stem's names

  py::native_enum<Link>(m, "Link", "enum.Enum", "From a linear predictor to a chance.")
      .value("LOGIT", Link::kLogit)
      .value("CLOGLOG", Link::kCloglog)
      .finalize();
  py::native_enum<Penalty>(m, "Penalty", "enum.Enum", "What keeps coefficients finite.")
      .value("NONE", Penalty::kNone)
      .value("FIRTH", Penalty::kFirth)
      .finalize();

  py::class_<AtRisk>(m, "AtRisk", "Rows that are alike, once each.")
      .def_readonly("codes", &AtRisk::codes)
      .def_readonly("at_risk", &AtRisk::at_risk)
      .def_readonly("events", &AtRisk::events);
  py::class_<Hazard>(m, "Hazard", "A fitted hazard.")
      .def_readonly("coefficient", &Hazard::coefficient)
      .def_readonly("error", &Hazard::error)
      .def_readonly("deviance", &Hazard::deviance)
      .def_readonly("iterations", &Hazard::iterations)
      .def_readonly("converged", &Hazard::converged)
      .def_readonly("separated", &Hazard::separated)
      .def_readonly("collinear", &Hazard::collinear);

  m.def("counted_at_risk", &counted_at_risk, py::call_guard<py::gil_scoped_release>(),
        "codes"_a.noconvert(), "events"_a.noconvert(), "threads"_a,
        "Rows of n x c codes that are alike, counted.");
  m.def("fit_hazard", &fit_hazard, py::call_guard<py::gil_scoped_release>(), "design"_a.noconvert(),
        "at_risk"_a.noconvert(), "events"_a.noconvert(), "link"_a, "penalty"_a, "threads"_a,
        "Coefficients of m x p rows.");
}
