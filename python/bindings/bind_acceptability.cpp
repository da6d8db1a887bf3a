#include "bind.hpp"

#include <pybind11/eigen.h>
#include <pybind11/stl.h>
#include <lantoa/acceptability.hpp>

void bind_acceptability(py::module_& m) {
  using lantoa::Acceptability;
  using lantoa::Sampling;
  using lantoa::WeightLaw;

  py::class_<WeightLaw>(m, "WeightLaw",
                        "Which weights are drawn: all, those of a box, in an order.")
      .def(py::init<>())
      .def_readwrite("low", &WeightLaw::low)
      .def_readwrite("high", &WeightLaw::high)
      .def_readwrite("order", &WeightLaw::order);
  py::class_<Sampling>(m, "Sampling", "How many draws, and from which seed.")
      .def(py::init<std::int64_t, std::uint64_t>(), "draws"_a, "seed"_a)
      .def_readonly("draws", &Sampling::draws)
      .def_readonly("seed", &Sampling::seed);
  py::class_<Acceptability>(m, "Acceptability", "Counts over all draws.")
      .def_readonly("places", &Acceptability::places)
      .def_readonly("first_weights", &Acceptability::first_weights)
      .def_readonly("at_line", &Acceptability::at_line)
      .def_readonly("tied", &Acceptability::tied)
      .def_readonly("draws_with_ties", &Acceptability::draws_with_ties);

  m.attr("MOST_PAIRED") = lantoa::kMostPaired;
  m.def("draw_weights", &lantoa::draw_weights, py::call_guard<py::gil_scoped_release>(), "law"_a,
        "p"_a, "first"_a, "count"_a, "seed"_a, "The weights of some draws, a column each.");
  m.def("acceptability", &lantoa::acceptability, py::call_guard<py::gil_scoped_release>(),
        "values"_a.noconvert(), "law"_a, "sampling"_a, "k"_a, "line"_a = py::none(),
        "threads"_a = lantoa::kAllThreads,
        "Draws that give each subject each of the first k places.");
  m.def("pairwise_wins", &lantoa::pairwise_wins, py::call_guard<py::gil_scoped_release>(),
        "values"_a.noconvert(), "law"_a, "sampling"_a, "threads"_a = lantoa::kAllThreads,
        "Draws in which the subject of the row stands before that of the column.");
}
