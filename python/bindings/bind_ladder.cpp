#include "bind.hpp"

#include <pybind11/stl.h>
#include <lantoa/criterion.hpp>

using namespace lantoa;  // NOLINT: a table of names

void bind_ladder(py::module_& m) {
  py::class_<Ladder>(m, "Ladder", "The levels of a code, or of two joined codes.")
      .def_static("of", &Ladder::of, "rows"_a, "columns"_a, "count"_a, "level"_a);
  py::class_<Where>(m, "Where", "A column whose cell must be one of some codes.")
      .def(py::init<>())
      .def_readwrite("column", &Where::column)
      .def_readwrite("allowed", &Where::allowed)
      .def_readwrite("blank_counts", &Where::blank_counts)
      .def_readwrite("blank_is_default", &Where::blank_is_default);
}
