#include "bind.hpp"

#include <pybind11/eigen.h>
#include <lantoa/attained.hpp>

void bind_attained(py::module_& m) {
  using lantoa::Attained;
  using lantoa::AttainedPlaces;

  py::class_<Attained>(m, "Attained", "A place, weights that give it, and what is proved.")
      .def_readonly("place", &Attained::place)
      .def_readonly("bound", &Attained::bound)
      .def_readonly("weights", &Attained::weights)
      .def_readonly("parts", &Attained::parts)
      .def_readonly("is_stopped", &Attained::is_stopped);
  py::class_<AttainedPlaces>(m, "AttainedPlaces", "The best and the worst place of a subject.")
      .def_readonly("best", &AttainedPlaces::best)
      .def_readonly("worst", &AttainedPlaces::worst);

  m.def("attained_places", &lantoa::attained_places, py::call_guard<py::gil_scoped_release>(),
        "values"_a.noconvert(), "set"_a, "now"_a, "row"_a, "effort"_a,
        "The places that a subject attains while the weights move.");
}
