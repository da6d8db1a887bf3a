#include "bind.hpp"

#include <pybind11/eigen.h>
#include <pybind11/native_enum.h>
#include <lantoa/quota.hpp>

void bind_quota(py::module_& m) {
  using lantoa::Rounding;
  using lantoa::Seats;
  using lantoa::Share;
  using lantoa::Side;
  using lantoa::Sides;

  py::native_enum<Rounding>(m, "Rounding", "enum.Enum", "How a share is made whole.")
      .value("DOWN", Rounding::kDown)
      .value("UP", Rounding::kUp)
      .finalize();
  py::native_enum<Side>(m, "Side", "enum.Enum", "Where a subject stands to the line of its group.")
      .value("NONE", Side::kNone)
      .value("WITHIN", Side::kWithin)
      .value("TIED", Side::kTied)
      .value("BEYOND", Side::kBeyond)
      .finalize();
  py::class_<Share>(m, "Share", "A share of a number, with the places that it has at least.")
      .def(py::init<>())
      .def_readwrite("part", &Share::part)
      .def_readwrite("whole", &Share::whole)
      .def_readwrite("is_of_others", &Share::is_of_others)
      .def_readwrite("rounding", &Share::rounding)
      .def_readwrite("minimum", &Share::minimum);
  py::class_<Seats>(m, "Seats", "The seats of each group, on record and at the least and most.")
      .def(py::init<>())
      .def_readwrite("on_record", &Seats::on_record)
      .def_readwrite("low", &Seats::low)
      .def_readwrite("high", &Seats::high);
  py::class_<Sides>(m, "Sides", "A Side of each subject, and whether it is sure.")
      .def_readonly("side", &Sides::side)
      .def_readonly("sure", &Sides::sure);

  m.def("seats", &lantoa::seats, "share"_a, "base"_a, "The places that a share of a number gives.");
  m.def("draw_lines", &lantoa::draw_lines, py::call_guard<py::gil_scoped_release>(), "contest"_a,
        "places"_a, "seats"_a, "Draws the line in each group.");
  m.def("inside", &lantoa::inside, py::call_guard<py::gil_scoped_release>(), "outer"_a, "sides"_a,
        "Who may be ranked in a quota inside another.");
}
