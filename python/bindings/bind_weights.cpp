#include "bind.hpp"

#include <pybind11/eigen.h>
#include <pybind11/stl.h>
#include <lantoa/weights.hpp>

void bind_weights(py::module_& m) {
  using lantoa::WeightSet;

  py::class_<WeightSet>(m, "WeightSet", "Weights in a box, or in an order of importance.")
      .def(py::init<>())
      .def_readwrite("low", &WeightSet::low)
      .def_readwrite("high", &WeightSet::high)
      .def_readwrite("total", &WeightSet::total)
      .def_readwrite("order", &WeightSet::order);

  m.def("weight_corners", &lantoa::corners, py::call_guard<py::gil_scoped_release>(), "set"_a,
        "most"_a, "The corners of a set of weights; None where there are more.");
}
