#include "bind.hpp"

#include <pybind11/eigen.h>
#include <lantoa/pulse.hpp>

void bind_pulse(py::module_& m) {
  using lantoa::Code;
  using lantoa::Codes;
  using lantoa::Pulse;
  using lantoa::Stories;

  py::class_<Stories>(m, "Stories", "Stories about series, and where they may move.")
      .def(py::init<Codes, Codes, Codes, Code>(), "series"_a, "period"_a, "group"_a, "window"_a);
  py::class_<Pulse>(m, "Pulse", "What happened soon after stories, beside moved ones.")
      .def_readonly("observed", &Pulse::observed)
      .def_readonly("mean", &Pulse::mean)
      .def_readonly("deviation", &Pulse::deviation)
      .def_readonly("arrangements", &Pulse::arrangements)
      .def_readonly("counted", &Pulse::counted)
      .def_readonly("upper", &Pulse::upper)
      .def_readonly("lower", &Pulse::lower)
      .def_readonly("two", &Pulse::two)
      .def_readonly("furthest", &Pulse::furthest)
      .def_readonly("is_exact", &Pulse::is_exact);

  m.def("pulse", &lantoa::pulse, py::call_guard<py::gil_scoped_release>(), "excess"_a.noconvert(),
        "stories"_a, "budget"_a, "Moves the stories of T x p series.");
}
