#include "bind.hpp"

#include <pybind11/eigen.h>
#include <lantoa/noise.hpp>

void bind_noise(py::module_& m) {
  using lantoa::NoiseRange;

  py::class_<NoiseRange>(m, "NoiseRange", "What tau-b would be where nobody moved.")
      .def_readonly("expected", &NoiseRange::expected)
      .def_readonly("low", &NoiseRange::low)
      .def_readonly("high", &NoiseRange::high)
      .def_readonly("draws", &NoiseRange::draws);

  m.def("noise_range", &lantoa::noise_range, py::call_guard<py::gil_scoped_release>(),
        "first"_a.noconvert(), "second"_a.noconvert(), "reliability"_a, "level"_a, "draws"_a,
        "seed"_a, "replicate"_a, "threads"_a = lantoa::kAllThreads,
        "The noise baseline of tau-b in two years of one truth.");
}
