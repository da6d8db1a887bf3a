#include "bind.hpp"

#include <pybind11/eigen.h>
#include <lantoa/simultaneous.hpp>

void bind_simultaneous(py::module_& m) {
  using lantoa::Simultaneous;

  py::class_<Simultaneous>(m, "Simultaneous", "p values and places that hold for all at once.")
      .def_readonly("p", &Simultaneous::p, py::return_value_policy::copy)
      .def_readonly("best", &Simultaneous::best, py::return_value_policy::copy)
      .def_readonly("worst", &Simultaneous::worst, py::return_value_policy::copy)
      .def_readonly("critical", &Simultaneous::critical)
      .def_readonly("at_the_end", &Simultaneous::at_the_end);

  m.def("simultaneous", &lantoa::simultaneous, py::call_guard<py::gil_scoped_release>(),
        "values"_a.noconvert(), "alpha"_a,
        "Several results of one shuffle: max-T p values and the places that are not excluded.");
}
