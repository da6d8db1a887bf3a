#include "bind.hpp"

#include <pybind11/eigen.h>
#include <lantoa/pairing.hpp>

void bind_pairing(py::module_& m) {
  using lantoa::Pairing;

  py::class_<Pairing>(m, "Pairing", "How two numbers of each pair go together within strata.")
      .def_readonly("correlation", &Pairing::correlation)
      .def_readonly("arrangements", &Pairing::arrangements)
      .def_readonly("tails", &Pairing::tails);

  m.def("pairing", &lantoa::pairing, py::call_guard<py::gil_scoped_release>(),
        "first"_a.noconvert(), "second"_a.noconvert(), "stratum"_a.noconvert(), "effort"_a,
        "Exchanges the first numbers of pairs within strata.");
}
