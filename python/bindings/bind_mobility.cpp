#include "bind.hpp"

#include <pybind11/eigen.h>
#include <lantoa/mobility.hpp>

void bind_mobility(py::module_& m) {
  using lantoa::PlaceMoves;

  py::class_<PlaceMoves>(m, "PlaceMoves", "Moves of places from one year to another.")
      .def_readonly("subjects", &PlaceMoves::subjects)
      .def_readonly("tau", &PlaceMoves::tau)
      .def_readonly("total", &PlaceMoves::total)
      .def_readonly("furthest", &PlaceMoves::furthest)
      .def_readonly("theta", &PlaceMoves::theta);

  m.def("place_moves", &lantoa::place_moves, py::call_guard<py::gil_scoped_release>(),
        "values"_a.noconvert(), "before"_a.noconvert(), "after"_a.noconvert(),
        "block"_a.noconvert(), "threads"_a = lantoa::kAllThreads,
        "How places moved in each step; n x T values, NaN where nothing is known.");
  m.def("place_classes", &lantoa::place_classes, py::call_guard<py::gil_scoped_release>(),
        "values"_a.noconvert(), "k"_a,
        "The class of each place in each year, below 0 where nothing is known.");
}
