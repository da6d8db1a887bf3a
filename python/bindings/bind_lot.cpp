#include "bind.hpp"

#include <pybind11/eigen.h>
#include <lantoa/lot.hpp>
#include <lantoa/revolving.hpp>

void bind_lot(py::module_& m) {
  using lantoa::Budget;
  using lantoa::Tails;

  py::class_<Budget>(m, "Budget", "How many arrangements are enumerated, else drawn, and which.")
      .def(py::init<std::int64_t, std::int64_t, std::uint64_t, lantoa::Threads>(), py::kw_only(),
           "most"_a = lantoa::kMostArrangements, "draws"_a = 9'999, "seed"_a,
           "threads"_a = lantoa::kAllThreads);
  py::class_<Tails>(m, "Tails", "Arrangements at least as extreme as the one that was drawn.")
      .def_readonly("counted", &Tails::counted)
      .def_readonly("upper", &Tails::upper)
      .def_readonly("lower", &Tails::lower)
      .def_readonly("two", &Tails::two)
      .def_readonly("is_exact", &Tails::is_exact);

  m.attr("MOST_ARRANGEMENTS") = lantoa::kMostArrangements;
  m.attr("COUNTLESS") = lantoa::kCountless;
  m.def("arrangement_count", &lantoa::arrangement_count, py::call_guard<py::gil_scoped_release>(),
        "drawn"_a.noconvert(), "stratum"_a.noconvert(),
        "How many ways there are to draw as many of every stratum; COUNTLESS from there on.");
  m.def("smallest_p", &lantoa::smallest_p, py::call_guard<py::gil_scoped_release>(),
        "drawn"_a.noconvert(), "stratum"_a.noconvert(), "effort"_a,
        "The smallest two-sided p value that some outcome could have.");
  m.def("lot_tails", &lantoa::lot_tails, py::call_guard<py::gil_scoped_release>(),
        "values"_a.noconvert(), "drawn"_a.noconvert(), "stratum"_a.noconvert(), "is_studentised"_a,
        "effort"_a,
        "Compares the outcomes of those drawn with every other draw, or with a sample of draws.");
}
