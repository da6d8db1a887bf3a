#include "bind.hpp"

#include <pybind11/eigen.h>
#include <pybind11/native_enum.h>
#include <lantoa/rank.hpp>

void bind_rank(py::module_& m) {
  using lantoa::Contest;
  using lantoa::Entry;
  using lantoa::Places;
  using lantoa::TieRule;

  py::native_enum<TieRule>(m, "TieRule", "enum.Enum", "How equals share places.")
      .value("MIN", TieRule::kMin)
      .value("MAX", TieRule::kMax)
      .value("DENSE", TieRule::kDense)
      .finalize();
  py::native_enum<Entry>(m, "Entry", "enum.Enum", "Whether somebody is ranked.")
      .value("OUT", Entry::kOut)
      .value("PERHAPS", Entry::kPerhaps)
      .value("SO_FAR", Entry::kSoFar)
      .value("IN", Entry::kIn)
      .finalize();
  py::class_<Places>(m, "Places", "Places from 1; 0 where there is none.")
      .def_readonly("place", &Places::place)
      .def_readonly("tied", &Places::tied)
      .def_readonly("step", &Places::step)
      .def_readonly("best", &Places::best)
      .def_readonly("worst", &Places::worst)
      .def_readonly("last_best", &Places::last_best)
      .def_readonly("last_worst", &Places::last_worst);

  py::class_<Contest>(m, "Contest", "Subjects that are ranked by numbers, more is better.")
      .def(py::init<>())
      .def_readwrite("group", &Contest::group)
      .def_readwrite("entry", &Contest::entry)
      .def_readwrite("low", &Contest::low)
      .def_readwrite("high", &Contest::high);

  m.def("rank", &lantoa::rank, py::call_guard<py::gil_scoped_release>(), "contest"_a,
        "Ranks everybody within the groups.");
  m.def("shared", &lantoa::shared, py::call_guard<py::gil_scoped_release>(), "places"_a,
        "tie_rule"_a, "The places on record by one of the rules.");
  m.def("average_ranks", &lantoa::average_ranks, py::call_guard<py::gil_scoped_release>(),
        "places"_a, "The mean of the places that equals share; no place itself.");
}
