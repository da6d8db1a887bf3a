#include "bind.hpp"

#include <pybind11/eigen.h>
#include <lantoa/seating.hpp>

void bind_seating(py::module_& m) {
  using lantoa::Seated;
  using lantoa::Standing;
  const auto unlocked = py::call_guard<py::gil_scoped_release>();

  py::class_<Seated>(m, "Seated", "Those who have seats, or share the last ones.")
      .def_readonly("row", &Seated::row)
      .def_readonly("side", &Seated::side);

  py::class_<Standing>(m, "Standing", "Everybody in the order of their places.")
      .def(py::init<const lantoa::Contest&>(), unlocked, "contest"_a)
      .def("seat", &Standing::seat, unlocked, "cube"_a, "cell"_a.noconvert(), "first"_a,
           "seats"_a.noconvert(), "Seats those who are in in a cell of a cube.");

  m.def("weigh", &lantoa::weigh, unlocked, "points"_a.noconvert(), "weights"_a.noconvert(),
        "Weighted sums of points, as whole numbers.");
  m.def("seat", &lantoa::seat, unlocked, "contest"_a, "seats"_a.noconvert(),
        "Seats those whose entry is in, by what is on record.");
}
