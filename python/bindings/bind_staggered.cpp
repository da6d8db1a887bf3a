#include "bind.hpp"

#include <pybind11/eigen.h>
#include <lantoa/staggered.hpp>

void bind_staggered(py::module_& m) {
  using namespace lantoa;  // NOLINT: one stem's names

  py::class_<Turns>(m, "Turns", "Who was drawn for which wave, and when each wave is compared.")
      .def(py::init<Codes, Codes, Codes, Codes, Code>(), py::kw_only(), "wave"_a.noconvert(),
           "stratum"_a.noconvert(), "start"_a.noconvert(), "clean"_a.noconvert(), "years"_a);
  py::class_<TurnCells>(m, "TurnCells", "A wave in a year, beside those who are clean then.")
      .def_readonly("wave", &TurnCells::wave)
      .def_readonly("year", &TurnCells::year)
      .def_readonly("given", &TurnCells::given)
      .def_readonly("controls", &TurnCells::controls);
  py::class_<Turned>(m, "Turned", "A weighted mean of cells beside that of every arrangement.")
      .def_readonly("tails", &Turned::tails)
      .def_readonly("estimate", &Turned::estimate)
      .def_readonly("low", &Turned::low)
      .def_readonly("high", &Turned::high);

  m.def("turn_cells", &turn_cells, py::call_guard<py::gil_scoped_release>(), "turns"_a,
        "Every cell, by wave and year.");
  m.def("turn_count", &turn_count, py::call_guard<py::gil_scoped_release>(), "turns"_a,
        "weight"_a.noconvert(),
        "How many arrangements the comparison tells apart; COUNTLESS from there on.");
  m.def("smallest_turn_p", &smallest_turn_p, py::call_guard<py::gil_scoped_release>(), "turns"_a,
        "weight"_a.noconvert(), "effort"_a,
        "The smallest two-sided p value that some outcome could have.");
  m.def("staggered", &staggered, py::call_guard<py::gil_scoped_release>(), "values"_a.noconvert(),
        "turns"_a, "weight"_a.noconvert(), "alpha"_a, "effort"_a,
        "Compares a weighted mean of cells with that of every other arrangement, or of a sample.");
  m.def("detectable_turns", &detectable_turns, py::call_guard<py::gil_scoped_release>(), "turns"_a,
        "weight"_a.noconvert(), "covariance"_a.noconvert(), "freedom"_a, "alpha"_a, "power"_a,
        "offices"_a, "seed"_a, "threads"_a = kAllThreads,
        "The smallest difference in all years since given that is found with that power.");
}
