#include "bind.hpp"

#include <pybind11/eigen.h>
#include <lantoa/parting.hpp>

void bind_parting(py::module_& m) {
  using lantoa::Parted;

  m.attr("NO_NUMBER") = lantoa::kNoNumber;
  py::class_<Parted>(m, "Parted", "What a chain makes of those who are in.")
      .def_readonly("step", &Parted::step)
      .def_readonly("by", &Parted::by)
      .def_readonly("stopped", &Parted::stopped);

  m.def("part", &lantoa::part, py::call_guard<py::gil_scoped_release>(), "contest"_a,
        "Parts those with equal points by the chain.");
}
