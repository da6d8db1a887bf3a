#include "bind.hpp"

#include <pybind11/eigen.h>
#include <lantoa/bands.hpp>

void bind_bands(py::module_& m) {
  using lantoa::Banded;
  using lantoa::Bands;

  m.attr("LEAST") = lantoa::kLeast;
  m.attr("MOST") = lantoa::kMost;
  py::class_<Bands>(m, "Bands", "Bands, the best first, with limits for each number.")
      .def(py::init<>())
      .def_readwrite("least", &Bands::least)
      .def_readwrite("most", &Bands::most);
  py::class_<Banded>(m, "Banded", "The level of each; BLANK where there is none.")
      .def_readonly("sure", &Banded::sure)
      .def_readonly("best", &Banded::best)
      .def_readonly("lacking", &Banded::lacking);

  m.def("band", &lantoa::band, py::call_guard<py::gil_scoped_release>(), "numbers"_a.noconvert(),
        "bands"_a, "Finds the highest level of each whose limits hold.");
}
