#include "bind.hpp"

#include <pybind11/eigen.h>
#include <lantoa/robust.hpp>

void bind_robust(py::module_& m) {
  using lantoa::PairBound;

  py::class_<PairBound>(m, "PairBound", "The places that pairs of subjects do not exclude.")
      .def_readonly("best", &PairBound::best)
      .def_readonly("worst", &PairBound::worst)
      .def_readonly("doubtful", &PairBound::doubtful)
      .def_readonly("corners", &PairBound::corners);

  m.def("pair_bound", &lantoa::pair_bound, py::call_guard<py::gil_scoped_release>(),
        "values"_a.noconvert(), "set"_a, "threads"_a = lantoa::kAllThreads,
        "The places that pairs of subjects do not exclude while the weights move.");
}
