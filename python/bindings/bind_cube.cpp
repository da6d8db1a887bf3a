#include "bind.hpp"

#include <pybind11/eigen.h>
#include <pybind11/stl.h>
#include <lantoa/cube.hpp>

void bind_cube(py::module_& m) {
  using lantoa::Axis;
  using lantoa::Cube;
  const auto unlocked = py::call_guard<py::gil_scoped_release>();
  m.attr("MOST_CELLS") = lantoa::kMostCells;

  py::class_<Axis>(m, "Axis", "One threshold that is varied.")
      .def(py::init<>())
      .def_readwrite("rule", &Axis::rule)
      .def_readwrite("thresholds", &Axis::thresholds);

  py::class_<Cube>(m, "Cube", "How many count as in at every combination of some thresholds.")
      .def_property_readonly("sizes", &Cube::sizes)
      .def_property_readonly("cells", &Cube::cells)
      .def_property_readonly("records", &Cube::records)
      .def("at", &Cube::at, unlocked, "cell"_a.noconvert(), "The counts of one cell.")
      .def("table", &Cube::table, unlocked, "The counts of every cell, the last axis fastest.")
      .def("counted", &Cube::counted, unlocked, "cell"_a.noconvert(),
           "1 for each judged subject who counts as in in a cell.");
}
