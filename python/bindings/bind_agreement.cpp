#include "bind.hpp"

#include <pybind11/eigen.h>
#include <pybind11/stl.h>
#include <lantoa/agreement.hpp>

void bind_agreement(py::module_& m) {
  using lantoa::Agreement;

  py::class_<Agreement>(m, "Agreement", "How two orders of the same subjects agree.")
      .def_readonly("concordant", &Agreement::concordant)
      .def_readonly("discordant", &Agreement::discordant)
      .def_readonly("tied_first", &Agreement::tied_first)
      .def_readonly("tied_second", &Agreement::tied_second)
      .def_readonly("tied_both", &Agreement::tied_both)
      .def_readonly("tau", &Agreement::tau)
      .def_readonly("spearman", &Agreement::spearman);

  m.def("agreement", &lantoa::agreement, py::call_guard<py::gil_scoped_release>(),
        "first"_a.noconvert(), "second"_a.noconvert(),
        "Pairs that stand alike and otherwise, Kendall's tau-b and Spearman's correlation.");
  m.def("places_among", &lantoa::places_among, py::call_guard<py::gil_scoped_release>(),
        "mine"_a.noconvert(), "field"_a.noconvert(),
        "Where each would stand with a number of its own among the others as they were.");
}
