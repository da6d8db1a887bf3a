#include "bind.hpp"

#include <pybind11/eigen.h>
#include <lantoa/survey.hpp>

void bind_survey(py::module_& m) {
  using lantoa::Inspector;
  using lantoa::Survey;
  const auto unlocked = py::call_guard<py::gil_scoped_release>();

  py::class_<Survey>(m, "Survey", "What decided, for some subjects and rules.")
      .def_readonly("subject", &Survey::subject)
      .def_readonly("rule", &Survey::rule)
      .def_readonly("bits", &Survey::bits)
      .def_readonly("done", &Survey::done)
      .def_readonly("may", &Survey::may)
      .def_readonly("needed", &Survey::needed)
      .def_readonly("why", &Survey::why)
      .def_readonly("open_years", &Survey::open_years)
      .def_readonly("note_pair", &Survey::note_pair)
      .def_readonly("note_part", &Survey::note_part)
      .def_readonly("note_table", &Survey::note_table)
      .def_readonly("note_row", &Survey::note_row)
      .def_readonly("note_subject", &Survey::note_subject)
      .def_readonly("note_year", &Survey::note_year)
      .def_readonly("note_why", &Survey::note_why)
      .def_readonly("note_line", &Survey::note_line)
      .def_readonly("line_pair", &Survey::line_pair)
      .def_readonly("line_subject", &Survey::line_subject)
      .def_readonly("line_bits", &Survey::line_bits)
      .def_readonly("line_done", &Survey::line_done)
      .def_readonly("line_may", &Survey::line_may)
      .def_readonly("line_needed", &Survey::line_needed);

  py::class_<Inspector>(m, "Inspector", "Judges again and writes down what decided.")
      .def(py::init<const lantoa::Facts&, const lantoa::Plan&>(), py::keep_alive<1, 2>(),
           py::keep_alive<1, 3>(), "facts"_a, "plan"_a)
      .def("survey", &Inspector::survey, unlocked, "subjects"_a, "rules"_a);
}
