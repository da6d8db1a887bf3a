#include "bind.hpp"

#include <pybind11/eigen.h>
#include <pybind11/stl.h>
#include <lantoa/choice.hpp>

void bind_choice(py::module_& m) {
  using lantoa::Choice;
  using lantoa::Chosen;

  py::class_<Chosen>(m, "Chosen", "A set of candidates and what it is worth.")
      .def_readonly("member", &Chosen::member)
      .def_readonly("worth", &Chosen::worth)
      .def_readonly("bound", &Chosen::bound);
  py::class_<Choice>(m, "Choice", "The best set of each scenario, and the steadiest.")
      .def_readonly("best", &Choice::best)
      .def_readonly("steady", &Choice::steady);

  m.attr("MOST_WORK") = lantoa::kMostWork;
  m.attr("MOST_ENDS") = lantoa::kMostEnds;
  m.def("best_sets", &lantoa::best_sets, py::call_guard<py::gil_scoped_release>(), "scenarios"_a,
        "model"_a, "candidates"_a.noconvert(), "k"_a, "replicates"_a,
        "most_work"_a = lantoa::kMostWork, "The best sets of k candidates over all sets.");
}
