#include "bind.hpp"

#include <pybind11/eigen.h>
#include <lantoa/inversion.hpp>

void bind_inversion(py::module_& m) {
  using lantoa::Shift;

  py::class_<Shift>(m, "Shift", "A difference, and those that the lot does not exclude.")
      .def_readonly("estimate", &Shift::estimate)
      .def_readonly("low", &Shift::low)
      .def_readonly("high", &Shift::high)
      .def_readonly("is_exact", &Shift::is_exact);

  m.def("shift_interval", &lantoa::shift_interval, py::call_guard<py::gil_scoped_release>(),
        "values"_a.noconvert(), "drawn"_a.noconvert(), "stratum"_a.noconvert(), "alpha"_a,
        "effort"_a, "The difference of those drawn, and its interval by inversion of the test.");
}
