#include "bind.hpp"

#include <pybind11/eigen.h>
#include <lantoa/sweep.hpp>

void bind_sweep(py::module_& m) {
  using lantoa::Course;
  using lantoa::Lines;
  using lantoa::Sweep;
  using lantoa::Theta;
  using lantoa::Unchanged;

  py::class_<Theta>(m, "Theta", "A value of what moves, a fraction.")
      .def(py::init<std::int64_t, std::int64_t>(), "numerator"_a, "denominator"_a)
      .def_readonly("numerator", &Theta::numerator)
      .def_readonly("denominator", &Theta::denominator);
  py::class_<Lines>(m, "Lines", "Subjects whose points are lines, in groups with seats.")
      .def(py::init<>())
      .def_readwrite("a", &Lines::a)
      .def_readwrite("b", &Lines::b)
      .def_readwrite("chain", &Lines::chain)
      .def_readwrite("group", &Lines::group)
      .def_readwrite("seats", &Lines::seats);
  py::class_<Sweep>(m, "Sweep", "The sides of everybody over a range, change by change.")
      .def_readonly("start", &Sweep::start)
      .def_readonly("numerator", &Sweep::numerator)
      .def_readonly("denominator", &Sweep::denominator)
      .def_readonly("first", &Sweep::first)
      .def_readonly("row", &Sweep::row)
      .def_readonly("before", &Sweep::before)
      .def_readonly("at", &Sweep::at)
      .def_readonly("after", &Sweep::after);
  py::class_<Unchanged>(m, "Unchanged", "The values around one with everybody's side the same.")
      .def_readonly("from_", &Unchanged::from)
      .def_readonly("to", &Unchanged::to)
      .def_readonly("has_from", &Unchanged::has_from)
      .def_readonly("has_to", &Unchanged::has_to);
  py::class_<Course>(m, "Course", "The place of one subject over a range.")
      .def_readonly("numerator", &Course::numerator)
      .def_readonly("denominator", &Course::denominator)
      .def_readonly("place", &Course::place)
      .def_readonly("tied", &Course::tied)
      .def_readonly("place_after", &Course::place_after)
      .def_readonly("tied_after", &Course::tied_after);

  m.def("sweep", &lantoa::sweep, py::call_guard<py::gil_scoped_release>(), "lines"_a, "from_"_a,
        "to"_a, "most"_a, "Who stands on which side for every theta; at most so many changes.");
  m.def("unchanged", &lantoa::unchanged, py::call_guard<py::gil_scoped_release>(), "lines"_a,
        "from_"_a, "to"_a, "now"_a, "How far theta may move until somebody changes sides.");
  m.def("course", &lantoa::course, py::call_guard<py::gil_scoped_release>(), "lines"_a, "from_"_a,
        "to"_a, "row"_a, "The place of one row at every crossing and between.");
}
