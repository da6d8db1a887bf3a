#include "bind.hpp"

#include <pybind11/eigen.h>
#include <lantoa/tally.hpp>

void bind_tally(py::module_& m) {
  using lantoa::EnteredSums;
  using lantoa::Tallied;
  using lantoa::TallyEntered;
  using lantoa::TallyEvidence;

  m.attr("NOT_ENTERED") = lantoa::kNotEntered;
  m.attr("IN_NO_BAND") = static_cast<int>(lantoa::kInNoBand);
  m.attr("OPEN_POINTS") = static_cast<int>(lantoa::kOpen);

  py::class_<TallyEvidence>(m, "TallyEvidence", "The evidence of n subjects, a column each.")
      .def(py::init<>())
      .def_readwrite("numerator", &TallyEvidence::numerator)
      .def_readwrite("denominator", &TallyEvidence::denominator);
  py::class_<Tallied>(m, "Tallied", "Points of n subjects under the written rules.")
      .def_readonly("rules_low", &Tallied::rules_low)
      .def_readonly("rules_high", &Tallied::rules_high)
      .def_readonly("counted_low", &Tallied::counted_low)
      .def_readonly("counted_high", &Tallied::counted_high)
      .def_readonly("notes", &Tallied::notes)
      .def_readonly("items_low", &Tallied::items_low)
      .def_readonly("items_high", &Tallied::items_high)
      .def_readonly("groups_low", &Tallied::groups_low)
      .def_readonly("groups_high", &Tallied::groups_high)
      .def_readonly("total_low", &Tallied::total_low)
      .def_readonly("total_high", &Tallied::total_high)
      .def_readonly("gates", &Tallied::gates)
      .def_readonly("bands", &Tallied::bands);
  py::class_<TallyEntered>(m, "TallyEntered", "Points as a form has them.")
      .def(py::init<>())
      .def_readwrite("rules", &TallyEntered::rules)
      .def_readwrite("extra", &TallyEntered::extra)
      .def_readwrite("stated", &TallyEntered::stated);
  py::class_<EnteredSums>(m, "EnteredSums", "Sums as entered.")
      .def_readonly("items_low", &EnteredSums::items_low)
      .def_readonly("items_high", &EnteredSums::items_high)
      .def_readonly("groups_low", &EnteredSums::groups_low)
      .def_readonly("groups_high", &EnteredSums::groups_high)
      .def_readonly("total_low", &EnteredSums::total_low)
      .def_readonly("total_high", &EnteredSums::total_high);

  m.def("tally", &lantoa::tally, py::call_guard<py::gil_scoped_release>(), "table"_a, "evidence"_a,
        "Points of every subject under the written rules.");
  m.def("add_entered", &lantoa::add_entered, py::call_guard<py::gil_scoped_release>(), "table"_a,
        "written"_a, "entered"_a, "Points of every subject as they were entered.");
}
