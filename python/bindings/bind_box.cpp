#include "bind.hpp"

#include <pybind11/eigen.h>
#include <pybind11/stl.h>
#include <lantoa/box.hpp>

void bind_box(py::module_& m) {
  using lantoa::Effort;
  using lantoa::Flip;
  using lantoa::Members;
  using lantoa::Sway;
  using lantoa::Weighed;

  py::class_<Sway>(m, "Sway", "Weights and how far each may move up and down.")
      .def(py::init<>())
      .def_readwrite("weights", &Sway::weights)
      .def_readwrite("spread", &Sway::spread);
  py::class_<Weighed>(m, "Weighed", "Subjects in their groups, with what weights are applied to.")
      .def(py::init<>())
      .def_readwrite("contest", &Weighed::contest)
      .def_readwrite("low", &Weighed::low)
      .def_readwrite("high", &Weighed::high);
  py::class_<Effort>(m, "Effort", "How much is looked at before bounds are coarser.")
      .def(py::init<>())
      .def_readwrite("pairs", &Effort::pairs)
      .def_readwrite("looks", &Effort::looks);
  py::class_<Members>(m, "Members", "What is known of subjects under all weights of a box.")
      .def_readonly("best", &Members::best)
      .def_readonly("worst", &Members::worst)
      .def_readonly("last_worst", &Members::last_worst)
      .def_readonly("sure", &Members::sure)
      .def_readonly("possible", &Members::possible)
      .def_readonly("attained", &Members::attained)
      .def_readonly("attained_out", &Members::attained_out)
      .def_readonly("coarse_groups", &Members::coarse_groups)
      .def_readonly("weights_seen", &Members::weights_seen)
      .def_readonly("saw_all_corners", &Members::saw_all_corners);
  py::class_<Flip>(m, "Flip", "The share of the weights at which the named change.")
      .def_readonly("numerator", &Flip::numerator)
      .def_readonly("denominator", &Flip::denominator)
      .def_readonly("within", &Flip::within)
      .def_readonly("beyond", &Flip::beyond);

  m.def("robust_members", &lantoa::robust_members, py::call_guard<py::gil_scoped_release>(),
        "weighed"_a, "sway"_a, "seats"_a, "effort"_a, "threads"_a = lantoa::kAllThreads,
        "Who has a seat under all weights of the box, and who under some.");
  m.def("nearest_flip", &lantoa::nearest_flip, py::call_guard<py::gil_scoped_release>(),
        "weighed"_a, "weights"_a, "seats"_a, "missing"_a,
        "The nearest change of weights that alters who has a seat.");
}
