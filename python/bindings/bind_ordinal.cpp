#include "bind.hpp"

#include <pybind11/eigen.h>
#include <lantoa/ordinal.hpp>

void bind_ordinal(py::module_& m) {
  using lantoa::OrdinalOrder;
  using lantoa::OrdinalTrend;

  m.attr("MOST_YEARS_IN_ORDER") = lantoa::kMostYearsInOrder;

  py::class_<OrdinalTrend>(m, "OrdinalTrend", "The cumulative logit of levels over years.")
      .def_readonly("slope", &OrdinalTrend::slope)
      .def_readonly("error", &OrdinalTrend::error)
      .def_readonly("model_error", &OrdinalTrend::model_error)
      .def_readonly("cuts", &OrdinalTrend::cuts)
      .def_readonly("log_likelihood", &OrdinalTrend::log_likelihood)
      .def_readonly("ratings", &OrdinalTrend::ratings)
      .def_readonly("subjects", &OrdinalTrend::subjects)
      .def_readonly("converged", &OrdinalTrend::converged);
  py::class_<OrdinalOrder>(m, "OrdinalOrder", "The slope among all orders of the years.")
      .def_readonly("score", &OrdinalOrder::score)
      .def_readonly("p", &OrdinalOrder::p)
      .def_readonly("smallest", &OrdinalOrder::smallest)
      .def_readonly("orders", &OrdinalOrder::orders);

  m.def("ordinal_trend", &lantoa::ordinal_trend, py::call_guard<py::gil_scoped_release>(),
        "levels"_a.noconvert(), "times"_a.noconvert(), "k"_a,
        "The change of the log odds of a better level a unit of time.");
  m.def("ordinal_order", &lantoa::ordinal_order, py::call_guard<py::gil_scoped_release>(),
        "levels"_a.noconvert(), "times"_a.noconvert(), "k"_a,
        "The exact test of that change by changing the order of the years.");
}
