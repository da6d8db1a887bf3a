#include "bind.hpp"

#include <pybind11/eigen.h>
#include <pybind11/native_enum.h>
#include <lantoa/verdict.hpp>

void bind_verdict(py::module_& m) {
  using lantoa::Evaluation;
  const auto unlocked = py::call_guard<py::gil_scoped_release>();

  m.attr("MANY") = lantoa::kMany;

  py::native_enum<lantoa::Verdict>(m, "Verdict", "enum.Enum", "What is said of a rule or subject.")
      .value("FAILED", lantoa::Verdict::kFailed)
      .value("OPEN", lantoa::Verdict::kOpen)
      .value("UNKNOWN", lantoa::Verdict::kUnknown)
      .value("MET", lantoa::Verdict::kMet)
      .finalize();
  py::native_enum<lantoa::Counting>(m, "Counting", "enum.Enum", "Who counts as in.")
      .value("POSSIBLE", lantoa::Counting::kPossible)
      .value("PROVISIONAL", lantoa::Counting::kProvisional)
      .value("MET", lantoa::Counting::kMet)
      .finalize();

  py::class_<Evaluation>(m, "Evaluation", "Who was judged, and every rule's bits.")
      .def_readonly("subjects", &Evaluation::subjects)
      .def_readonly("units", &Evaluation::units)
      .def_readonly("bits", &Evaluation::bits)
      .def_readonly("all", &Evaluation::all)
      .def_readonly("countable", &Evaluation::countable)
      .def_readonly("out", &Evaluation::out);

  m.def("verdicts", &lantoa::verdicts, unlocked, "bits"_a, "provisional"_a,
        "The verdict of each row.");
  m.def("counted", &lantoa::counted, unlocked, "bits"_a, "counting"_a,
        "1 for each row that counts as in.");
  m.def("evaluate", &lantoa::evaluate, unlocked, "facts"_a, "plan"_a, py::kw_only(),
        "threads"_a = 0, "Judges everybody in scope.");
}
