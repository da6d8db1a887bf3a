#include "bind.hpp"

#include <pybind11/eigen.h>
#include <lantoa/reverse_reachable.hpp>

void bind_reverse_reachable(py::module_& m) {
  using lantoa::Guaranteed;
  using lantoa::Stopping;

  py::class_<Stopping>(m, "Stopping", "When to stop drawing reverse-reachable sets.")
      .def(py::init<double, double, std::int64_t, std::int64_t>(), "ratio"_a, "failure"_a,
           "least"_a, "most"_a)
      .def_readonly("ratio", &Stopping::ratio)
      .def_readonly("failure", &Stopping::failure)
      .def_readonly("least", &Stopping::least)
      .def_readonly("most", &Stopping::most);
  py::class_<Guaranteed>(m, "Guaranteed", "Whom greedy covering chooses, and its bounds.")
      .def_readonly("member", &Guaranteed::member)
      .def_readonly("reach", &Guaranteed::reach)
      .def_readonly("error", &Guaranteed::error)
      .def_readonly("at_least", &Guaranteed::at_least)
      .def_readonly("best_at_most", &Guaranteed::best_at_most)
      .def_readonly("ratio", &Guaranteed::ratio)
      .def_readonly("failure", &Guaranteed::failure)
      .def_readonly("sets", &Guaranteed::sets)
      .def_readonly("is_enough", &Guaranteed::is_enough);

  m.def("reverse_sets", &lantoa::reverse_sets, py::call_guard<py::gil_scoped_release>(), "arcs"_a,
        "model"_a, "replicates"_a, "threads"_a = lantoa::kAllThreads,
        "Reverse-reachable sets of ties that are sorted by taker.");
  m.def("hit_most", &lantoa::hit_most, py::call_guard<py::gil_scoped_release>(), "sets"_a, "n"_a,
        "candidates"_a.noconvert(), "k"_a, "Who hits the most sets, one after the other.");
  m.def("guaranteed_reach", &lantoa::guaranteed_reach, py::call_guard<py::gil_scoped_release>(),
        "arcs"_a, "model"_a, "candidates"_a.noconvert(), "k"_a, "stopping"_a, "seed"_a,
        "threads"_a = lantoa::kAllThreads, "Whom to choose, with bounds that hold.");
}
