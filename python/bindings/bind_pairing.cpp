#include "bind.hpp"

#include <pybind11/eigen.h>
#include <lantoa/pairing.hpp>

void bind_pairing(py::module_& m) {
  using lantoa::Pairing;

  py::class_<Pairing>(m, "Pairing",
                      "How numbers of takers and of their sources go together within strata.")
      .def_readonly("correlation", &Pairing::correlation)
      .def_readonly("arrangements", &Pairing::arrangements)
      .def_readonly("at_the_end", &Pairing::at_the_end)
      .def_readonly("tails", &Pairing::tails);

  m.def("pairing", &lantoa::pairing, py::call_guard<py::gil_scoped_release>(),
        "change"_a.noconvert(), "source"_a.noconvert(), "given"_a.noconvert(),
        "stratum"_a.noconvert(), "effort"_a,
        "Exchanges the changes of takers within strata, those who are sources too as a whole.");
}
