#include "bind.hpp"

#include <pybind11/eigen.h>
#include <pybind11/native_enum.h>
#include <pybind11/stl.h>
#include <lantoa/facts.hpp>

void bind_facts(py::module_& m) {
  using lantoa::Change;
  using lantoa::Facts;
  const auto unlocked = py::call_guard<py::gil_scoped_release>();

  m.attr("BLANK") = lantoa::kBlank;
  m.attr("UNREADABLE") = lantoa::kUnreadable;

  py::native_enum<Change>(m, "Change", "enum.Enum", "What happened to a unit.")
      .value("RENAME", Change::kRename)
      .value("MERGE", Change::kMerge)
      .value("SPLIT", Change::kSplit)
      .finalize();

  py::class_<Facts>(m, "Facts", "The registers of an office as numbers.")
      .def(py::init<lantoa::Code, lantoa::Code>(), "units"_a, "people"_a)
      .def("add_table", &Facts::add_table, unlocked, "subject"_a, "columns"_a)
      .def("add_absent_table", &Facts::add_absent_table)
      .def("add_gap", &Facts::add_gap, "table"_a, "first"_a, "last"_a)
      .def("set_units", &Facts::set_units, unlocked, "opened"_a, "closed"_a)
      .def("add_unit_change", &Facts::add_unit_change, "day"_a, "change"_a, "source"_a, "target"_a)
      .def("set_memberships", &Facts::set_memberships, unlocked, "person"_a, "unit"_a, "role"_a,
           "first"_a, "last"_a);
}
