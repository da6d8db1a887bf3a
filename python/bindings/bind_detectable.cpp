#include "bind.hpp"

#include <pybind11/eigen.h>
#include <lantoa/detectable.hpp>

void bind_detectable(py::module_& m) {
  using lantoa::Detectable;

  py::class_<Detectable>(m, "Detectable", "The smallest difference that a lot would find.")
      .def_readonly("closed_form", &Detectable::closed_form)
      .def_readonly("shift", &Detectable::shift);

  m.def("detectable_shift", &lantoa::detectable_shift, py::call_guard<py::gil_scoped_release>(),
        "drawn"_a.noconvert(), "stratum"_a.noconvert(), "alpha"_a, "power"_a, "offices"_a, "seed"_a,
        "threads"_a = lantoa::kAllThreads, "freedom"_a = 0,
        "The smallest difference found with that power, in standard deviations of the outcome.");
}
