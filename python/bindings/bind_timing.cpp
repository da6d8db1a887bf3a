#include "bind.hpp"

#include <pybind11/eigen.h>
#include <pybind11/stl.h>
#include <lantoa/bass.hpp>
#include <lantoa/exposure.hpp>
#include <lantoa/survival.hpp>

void bind_timing(py::module_& m) {
  using lantoa::Bass, lantoa::Survival, lantoa::Timing;
  using Free = py::call_guard<py::gil_scoped_release>;

  py::class_<Timing>(m, "Timing", "How each subject's period stands to those of its ties.")
      .def_readonly("sources", &Timing::sources)
      .def_readonly("threshold", &Timing::threshold)
      .def_readonly("threshold_before", &Timing::threshold_before)
      .def_readonly("infection", &Timing::infection)
      .def_readonly("susceptibility", &Timing::susceptibility);
  m.def("timing", &lantoa::timing, Free(), "source"_a.noconvert(), "taker"_a.noconvert(),
        "adopted"_a.noconvert(), "lags"_a, "Thresholds, infection and susceptibility.");

  py::class_<Survival>(m, "Survival", "The share that had not taken up by the end of a period.")
      .def_readonly("at_risk", &Survival::at_risk)
      .def_readonly("events", &Survival::events)
      .def_readonly("censored", &Survival::censored)
      .def_readonly("share", &Survival::share)
      .def_readonly("variance", &Survival::variance)
      .def_readonly("low", &Survival::low)
      .def_readonly("high", &Survival::high);
  m.def("survival", &lantoa::survival, Free(), "adopted"_a.noconvert(), "since"_a.noconvert(),
        "until"_a.noconvert(), "periods"_a, "z"_a, "Kaplan and Meier's estimate.");
  m.def("first_taken", &lantoa::first_taken, Free(), "share"_a, "taken"_a,
        "The first period by the end of which a share had taken up.");

  py::class_<Bass>(m, "Bass", "The curve that lies nearest to some shares.")
      .def_readonly("innovation", &Bass::innovation)
      .def_readonly("imitation", &Bass::imitation)
      .def_readonly("residual", &Bass::residual)
      .def_readonly("converged", &Bass::converged);
  m.def("bass", &lantoa::bass, Free(), "share"_a.noconvert(), "Least squares on Bass's curve.");
}
