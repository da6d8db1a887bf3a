#include "bind.hpp"

#include <pybind11/eigen.h>
#include <lantoa/majority.hpp>

void bind_majority(py::module_& m) {
  using lantoa::Ballots;
  using lantoa::Majority;

  py::class_<Ballots>(m, "Ballots", "How criteria rank subjects, and how much each has to say.")
      .def(py::init<>())
      .def_readwrite("rank", &Ballots::rank)
      .def_readwrite("weight", &Ballots::weight)
      .def_readwrite("slack", &Ballots::slack);
  py::class_<Majority>(m, "Majority", "What the pairs of each subject say.")
      .def_readonly("wins", &Majority::wins)
      .def_readonly("losses", &Majority::losses)
      .def_readonly("ties", &Majority::ties)
      .def_readonly("circle", &Majority::circle)
      .def_readonly("undecided", &Majority::undecided);

  m.attr("MOST_VOTERS") = lantoa::kMostVoters;
  m.def("majority_of", &lantoa::majority_of, py::call_guard<py::gil_scoped_release>(), "ballots"_a,
        "Lets the criteria vote on every pair.");
}
