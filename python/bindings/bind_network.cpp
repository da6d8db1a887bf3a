#include "bind.hpp"

#include <pybind11/eigen.h>
#include <lantoa/exposure.hpp>

void bind_network(py::module_& m) {
  using lantoa::Carrying, lantoa::Holding, lantoa::Network, lantoa::kAllThreads;
  using Free = py::call_guard<py::gil_scoped_release>;

  py::class_<Network>(m, "Network", "Ties of n subjects by row.")
      .def_readonly("first", &Network::first)
      .def_readonly("other", &Network::other)
      .def_readonly("tie", &Network::tie);
  m.def("rows_of", &lantoa::rows_of, Free(), "n"_a, "own"_a.noconvert(), "other"_a.noconvert(),
        "The ties of each subject, by one of their ends.");

  py::class_<Holding>(m, "Holding", "When each tie held and how much it weighs.")
      .def(py::init<Eigen::VectorXd, lantoa::Codes, lantoa::Codes>(), "weight"_a.noconvert(),
           "since"_a.noconvert(), "until"_a.noconvert());
  py::class_<Carrying>(m, "Carrying", "For which spells subjects carried the practice.")
      .def(py::init<lantoa::Codes, lantoa::Codes, lantoa::Codes>(), "first"_a.noconvert(),
           "since"_a.noconvert(), "until"_a.noconvert());
  m.def("exposure", &lantoa::exposure, Free(), "sources"_a, "adopted"_a.noconvert(), "periods"_a,
        "threads"_a = kAllThreads, "The share of sources that had taken up by each period.");
  m.def("exposure_in_time", &lantoa::exposure_in_time, Free(), "sources"_a, "ties"_a, "spells"_a,
        "periods"_a, "threads"_a = kAllThreads,
        "The share of the weight of ties from who carried it in each period.");
}
