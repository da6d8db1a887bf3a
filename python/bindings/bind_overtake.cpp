#include "bind.hpp"

#include <pybind11/eigen.h>
#include <lantoa/overtake.hpp>

void bind_overtake(py::module_& m) {
  using lantoa::LineChange;

  py::class_<LineChange>(m, "LineChange", "The smallest change that brings to the line.")
      .def_readonly("change", &LineChange::change)
      .def_readonly("bound", &LineChange::bound)
      .def_readonly("weights", &LineChange::weights)
      .def_readonly("parts", &LineChange::parts)
      .def_readonly("is_stopped", &LineChange::is_stopped);

  m.attr("NO_CHANGE") = lantoa::kNoChange;
  m.def("level_changes", &lantoa::level_changes, py::call_guard<py::gil_scoped_release>(),
        "values"_a.noconvert(), "weights"_a, "row"_a,
        "For each rival the change of weights that draws the two level.");
  m.def("level_weights", &lantoa::level_weights, py::call_guard<py::gil_scoped_release>(),
        "values"_a.noconvert(), "weights"_a, "row"_a, "rival"_a,
        "The weights that draw two rows level with the smallest change.");
  m.def("line_weights", &lantoa::line_weights, py::call_guard<py::gil_scoped_release>(),
        "values"_a.noconvert(), "weights"_a, "row"_a, "seats"_a,
        "For each criterion the nearest weight of its own that brings the row to the line.");
  m.def("line_change", &lantoa::line_change, py::call_guard<py::gil_scoped_release>(),
        "values"_a.noconvert(), "weights"_a, "row"_a, "seats"_a, "effort"_a,
        "The smallest common change that brings the row to the line.");
}
