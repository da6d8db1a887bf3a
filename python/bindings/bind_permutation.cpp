#include "bind.hpp"

#include <pybind11/eigen.h>
#include <lantoa/permutation.hpp>

void bind_permutation(py::module_& m) {
  using lantoa::Codes;
  using lantoa::Permuted;
  using lantoa::TieRows;

  py::class_<TieRows>(m, "TieRows", "Ties from sources to takers, with weights and periods.")
      .def(py::init<Codes, Codes, Eigen::VectorXd, Codes, Codes>(), "source"_a.noconvert(),
           "taker"_a.noconvert(), "weight"_a.noconvert(), "since"_a.noconvert(),
           "until"_a.noconvert());
  py::class_<Permuted>(m, "Permuted", "What an exchange of the times of taking up gives.")
      .def_readonly("observed", &Permuted::observed)
      .def_readonly("members", &Permuted::members)
      .def_readonly("counted", &Permuted::counted)
      .def_readonly("upper", &Permuted::upper)
      .def_readonly("lower", &Permuted::lower)
      .def_readonly("two", &Permuted::two)
      .def_readonly("empty", &Permuted::empty)
      .def_readonly("at_the_end", &Permuted::at_the_end)
      .def_readonly("mean", &Permuted::mean)
      .def_readonly("deviation", &Permuted::deviation)
      .def_readonly("critical", &Permuted::critical)
      .def_readonly("tolerated", &Permuted::tolerated)
      .def_readonly("is_exact", &Permuted::is_exact)
      .def_readonly("values", &Permuted::values, py::return_value_policy::copy);

  m.attr("HELD") = lantoa::kHeld;
  m.def("permutation_count", &lantoa::permutation_count, py::call_guard<py::gil_scoped_release>(),
        "adopted"_a.noconvert(), "stratum"_a.noconvert(),
        "How many different arrangements the times have within strata; COUNTLESS from there on.");
  m.def("permuted_exposure", &lantoa::permuted_exposure, py::call_guard<py::gil_scoped_release>(),
        "adopted"_a.noconvert(), "stratum"_a.noconvert(), "ties"_a, "alpha"_a, "stop"_a, "effort"_a,
        "The mean share of sources that had it before, among exchanged times.");
}
