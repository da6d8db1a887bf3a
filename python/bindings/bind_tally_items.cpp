#include "bind.hpp"

#include <pybind11/stl.h>
#include <lantoa/tally.hpp>

void bind_tally_items(py::module_& m) {
  using lantoa::TallyBand;
  using lantoa::TallyCap;
  using lantoa::TallyGroup;
  using lantoa::TallyItem;
  using lantoa::TallyTable;

  m.attr("NO_LEAST") = lantoa::kNoLeast;
  m.attr("NO_MOST") = lantoa::kNoMost;
  m.attr("AMOUNT_MAX") = lantoa::kAmountMax;
  m.attr("EVIDENCE_MAX") = lantoa::kEvidenceMax;
  m.attr("THRESHOLD_BELOW") = lantoa::kThresholdBelow;

  py::class_<TallyCap>(m, "TallyCap", "The most that some rules deduct, or add, together.")
      .def(py::init<>())
      .def_readwrite("rules", &TallyCap::rules)
      .def_readwrite("deductions", &TallyCap::deductions)
      .def_readwrite("at_most", &TallyCap::at_most);
  py::class_<TallyItem>(m, "TallyItem", "What an item starts with and how far it may move.")
      .def(py::init<>())
      .def_readwrite("group", &TallyItem::group)
      .def_readwrite("base", &TallyItem::base)
      .def_readwrite("floor", &TallyItem::floor)
      .def_readwrite("least", &TallyItem::least)
      .def_readwrite("most", &TallyItem::most);
  py::class_<TallyGroup>(m, "TallyGroup", "Items, or groups, whose points are added up.")
      .def(py::init<>())
      .def_readwrite("parent", &TallyGroup::parent)
      .def_readwrite("least", &TallyGroup::least)
      .def_readwrite("most", &TallyGroup::most);
  py::class_<TallyBand>(m, "TallyBand", "A class by total points.")
      .def(py::init<>())
      .def_readwrite("at_least", &TallyBand::at_least)
      .def_readwrite("items", &TallyBand::items)
      .def_readwrite("groups", &TallyBand::groups)
      .def_readwrite("when", &TallyBand::when);
  py::class_<TallyTable>(m, "TallyTable", "A point table as numbers.")
      .def(py::init<>())
      .def_readwrite("shares", &TallyTable::shares)
      .def_readwrite("groups", &TallyTable::groups)
      .def_readwrite("items", &TallyTable::items)
      .def_readwrite("rules", &TallyTable::rules)
      .def_readwrite("caps", &TallyTable::caps)
      .def_readwrite("gates", &TallyTable::gates)
      .def_readwrite("bands", &TallyTable::bands);
}
