#include "bind.hpp"

#include <pybind11/eigen.h>
#include <lantoa/breaks.hpp>

void bind_breaks(py::module_& m) {
  using lantoa::Unusual;
  using lantoa::YearSteps;

  m.attr("FEWEST_FOR_A_STEP") = lantoa::kFewestForAStep;

  py::class_<YearSteps>(m, "YearSteps", "Steps of measures from one year to the next.")
      .def_readonly("subjects", &YearSteps::subjects)
      .def_readonly("told", &YearSteps::told)
      .def_readonly("shift", &YearSteps::shift)
      .def_readonly("spread", &YearSteps::spread)
      .def_readonly("order", &YearSteps::order)
      .def_readonly("jitter", &YearSteps::jitter);
  py::class_<Unusual>(m, "Unusual", "How far steps are from what is usual.")
      .def_readonly("shift", &Unusual::shift)
      .def_readonly("spread", &Unusual::spread)
      .def_readonly("order", &Unusual::order)
      .def_readonly("chance", &Unusual::chance);

  m.def("year_steps", &lantoa::year_steps, py::call_guard<py::gil_scoped_release>(),
        "values"_a.noconvert(), "before"_a.noconvert(), "after"_a.noconvert(), "threads"_a,
        "How the subjects moved; n x c values, NaN where nothing is known.");
  m.def("unusual", &lantoa::unusual, py::call_guard<py::gil_scoped_release>(), "steps"_a,
        "measure"_a.noconvert(), "Judges every step by all others.");
}
