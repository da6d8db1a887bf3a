#include "bind.hpp"

#include <pybind11/eigen.h>
#include <pybind11/native_enum.h>
#include <lantoa/outrank.hpp>

void bind_outrank(py::module_& m) {
  using lantoa::Flows;
  using lantoa::Orders;
  using lantoa::Outranking;
  using lantoa::Preference;
  using lantoa::Preferences;

  py::native_enum<Preference>(m, "Preference", "enum.Enum", "What a difference counts.")
      .value("USUAL", Preference::kUsual)
      .value("U", Preference::kU)
      .value("V", Preference::kV)
      .value("LEVEL", Preference::kLevel)
      .value("LINEAR", Preference::kLinear)
      .finalize();
  py::class_<Preferences>(m, "Preferences", "The preference function of each criterion.")
      .def(py::init<>())
      .def_readwrite("kind", &Preferences::kind)
      .def_readwrite("indifference", &Preferences::indifference)
      .def_readwrite("preference", &Preferences::preference);
  py::class_<Orders>(m, "Orders", "The rows of each column from the smallest value on.");
  py::class_<Flows>(m, "Flows", "Sums of degrees over all rivals, criterion by criterion.")
      .def_readonly("plus", &Flows::plus)
      .def_readonly("minus", &Flows::minus)
      .def_readonly("plus_rest", &Flows::plus_rest)
      .def_readonly("minus_rest", &Flows::minus_rest)
      .def_readonly("unit", &Flows::unit);
  py::class_<Outranking>(m, "Outranking", "Flows of all criteria together.")
      .def_readonly("plus", &Outranking::plus)
      .def_readonly("minus", &Outranking::minus)
      .def_readonly("net", &Outranking::net);

  m.def("orders_of", &lantoa::orders_of, py::call_guard<py::gil_scoped_release>(),
        "values"_a.noconvert(), py::kw_only(), "threads"_a, "Sorts every column.");
  m.def("flows_of", &lantoa::flows_of, py::call_guard<py::gil_scoped_release>(),
        "values"_a.noconvert(), "orders"_a, "preferences"_a, py::kw_only(), "threads"_a,
        "Sums of degrees under some preference functions.");
  m.def("outranking_of", &lantoa::outranking_of, py::call_guard<py::gil_scoped_release>(),
        "flows"_a, "weights"_a.noconvert(), "Weighted flows over all rivals.");
}
