#include "bind.hpp"

#include <pybind11/eigen.h>
#include <lantoa/confidence.hpp>

void bind_confidence(py::module_& m) {
  using lantoa::RankSets;

  py::class_<RankSets>(m, "RankSets", "Places between which the true ones lie, of all at once.")
      .def_readonly("best", &RankSets::best)
      .def_readonly("worst", &RankSets::worst)
      .def_readonly("critical", &RankSets::critical)
      .def_readonly("undecided", &RankSets::undecided);

  m.attr("MOST_RANKED") = lantoa::kMostRanked;
  m.attr("MOST_COUNTED") = lantoa::kMostCounted;
  m.def("count_sets", &lantoa::count_sets, py::call_guard<py::gil_scoped_release>(),
        "counts"_a.noconvert(), "level"_a, "Sets for counts of one sample, exact.");
  m.def("estimate_sets", &lantoa::estimate_sets, py::call_guard<py::gil_scoped_release>(),
        "values"_a.noconvert(), "errors"_a.noconvert(), "level"_a, "draws"_a, "seed"_a,
        "threads"_a = lantoa::kAllThreads, "Sets for independent estimates with standard errors.");
}
