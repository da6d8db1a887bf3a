#include "bind.hpp"

#include <pybind11/eigen.h>
#include <pybind11/stl.h>
#include <lantoa/kendall.hpp>

void bind_kendall(py::module_& m) {
  using lantoa::Kendall;
  using lantoa::KendallExact;
  using lantoa::KendallNormal;
  using lantoa::SlopeRanges;

  py::class_<Kendall>(m, "Kendall", "What the pairs of years of series come to.")
      .def_readonly("years", &Kendall::years)
      .def_readonly("s", &Kendall::s)
      .def_readonly("unequal", &Kendall::unequal);
  py::class_<KendallNormal>(m, "KendallNormal", "The normal approximation.")
      .def_readonly("variance", &KendallNormal::variance)
      .def_readonly("z", &KendallNormal::z)
      .def_readonly("p", &KendallNormal::p);
  py::class_<KendallExact>(m, "KendallExact", "The exact test of series, with their ties.")
      .def_readonly("s", &KendallExact::s)
      .def_readonly("p", &KendallExact::p)
      .def_readonly("smallest", &KendallExact::smallest);
  py::class_<SlopeRanges>(m, "SlopeRanges", "Between which slopes the true one lies.")
      .def_readonly("least", &SlopeRanges::least)
      .def_readonly("most", &SlopeRanges::most)
      .def_readonly("low", &SlopeRanges::low)
      .def_readonly("high", &SlopeRanges::high)
      .def_readonly("low_open", &SlopeRanges::low_open)
      .def_readonly("high_open", &SlopeRanges::high_open)
      .def_readonly("level", &SlopeRanges::level);

  m.def("kendall", &lantoa::kendall, py::call_guard<py::gil_scoped_release>(),
        "values"_a.noconvert(), "threads"_a, "S of n x T yearly values, NaN where missing.");
  m.def("kendall_normal", &lantoa::kendall_normal, py::call_guard<py::gil_scoped_release>(),
        "values"_a.noconvert(), "threads"_a, "Variance, z and p by the normal approximation.");
  m.def("kendall_exact", &lantoa::kendall_exact, py::call_guard<py::gil_scoped_release>(),
        "values"_a.noconvert(), "threads"_a, "The exact p of each series and the least it can be.");
  m.def("kendall_tail", &lantoa::kendall_tail, py::call_guard<py::gil_scoped_release>(), "ties"_a,
        "P(|S*| >= s) for s = 0, 1, 2 ... of a multiset.");
  m.def("theil_sen", &lantoa::theil_sen, py::call_guard<py::gil_scoped_release>(),
        "values"_a.noconvert(), "times"_a.noconvert(), "threads"_a,
        "The median slope of all pairs of years.");
  m.def("slope_ranges", &lantoa::slope_ranges, py::call_guard<py::gil_scoped_release>(),
        "values"_a.noconvert(), "times"_a.noconvert(), "level"_a, "threads"_a,
        "The slopes that the exact test would not reject.");
}
