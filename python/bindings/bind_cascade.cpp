#include "bind.hpp"

#include <pybind11/eigen.h>
#include <pybind11/native_enum.h>
#include <lantoa/cascade.hpp>

void bind_cascade(py::module_& m) {
  using lantoa::Arcs;
  using lantoa::Codes;
  using lantoa::Groups;
  using lantoa::Model;
  using lantoa::Replicates;

  py::native_enum<Model>(m, "Model", "enum.Enum", "Which ties are live.")
      .value("CASCADE", Model::kCascade)
      .value("THRESHOLD", Model::kThreshold)
      .finalize();
  py::class_<Arcs>(m, "Arcs", "Ties sorted by source, each with its chance.")
      .def(py::init<Codes, Codes, Eigen::VectorXd>(), "first"_a, "taker"_a, "chance"_a)
      .def_readonly("first", &Arcs::first)
      .def_readonly("taker", &Arcs::taker)
      .def_readonly("chance", &Arcs::chance);
  py::class_<Groups>(m, "Groups", "Sets of subjects.")
      .def(py::init<Codes, Codes>(), "first"_a, "member"_a)
      .def_readonly("first", &Groups::first)
      .def_readonly("member", &Groups::member);
  py::class_<Replicates>(m, "Replicates", "How many draws, from which seed, from which on.")
      .def(py::init<std::int64_t, std::uint64_t, std::int64_t>(), "draws"_a, "seed"_a,
           "begin"_a = 0)
      .def_readonly("draws", &Replicates::draws)
      .def_readonly("seed", &Replicates::seed)
      .def_readonly("begin", &Replicates::from);

  m.attr("MOST_STATES") = lantoa::kMostStates;
  m.def("cascade_reach", &lantoa::cascade_reach, py::call_guard<py::gil_scoped_release>(), "arcs"_a,
        "model"_a, "groups"_a, "replicates"_a, "threads"_a = lantoa::kAllThreads,
        "Subjects that each set reaches in each draw, draws x sets.");
  m.def("live_states", &lantoa::live_states, py::call_guard<py::gil_scoped_release>(), "arcs"_a,
        "model"_a, "In how many states the ties can be.");
  m.def("exact_reach", &lantoa::exact_reach, py::call_guard<py::gil_scoped_release>(), "arcs"_a,
        "model"_a, "groups"_a, "Subjects that each set reaches on average over all states.");
}
