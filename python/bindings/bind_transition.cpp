#include "bind.hpp"

#include <pybind11/eigen.h>
#include <lantoa/transition.hpp>

void bind_transition(py::module_& m) {
  using lantoa::ClassMobility;
  using lantoa::ShareRanges;

  py::class_<ClassMobility>(m, "ClassMobility", "What a table of moves between classes comes to.")
      .def_readonly("prais_bibby", &ClassMobility::prais_bibby)
      .def_readonly("shorrocks", &ClassMobility::shorrocks)
      .def_readonly("average_movement", &ClassMobility::average_movement);
  py::class_<ShareRanges>(m, "ShareRanges", "Ends of intervals of shares.")
      .def_readonly("low", &ShareRanges::low)
      .def_readonly("high", &ShareRanges::high);

  m.def("transitions", &lantoa::transitions, py::call_guard<py::gil_scoped_release>(),
        "classes"_a.noconvert(), "k"_a, "before"_a.noconvert(), "after"_a.noconvert(),
        "Moves between classes; n x T codes, below 0 where nothing is known.");
  m.def("class_mobility", &lantoa::class_mobility, py::call_guard<py::gil_scoped_release>(),
        "moves"_a.noconvert(), "Prais-Bibby, Shorrocks and the mean number of classes moved.");
  m.def("jeffreys", &lantoa::jeffreys, py::call_guard<py::gil_scoped_release>(),
        "counts"_a.noconvert(), "totals"_a.noconvert(), "level"_a, "Jeffreys intervals of shares.");
  m.def("wilson", &lantoa::wilson, py::call_guard<py::gil_scoped_release>(), "counts"_a.noconvert(),
        "totals"_a.noconvert(), "level"_a, "Wilson intervals of shares.");
}
