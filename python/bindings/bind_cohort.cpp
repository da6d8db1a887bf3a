#include "bind.hpp"

#include <pybind11/eigen.h>
#include <pybind11/native_enum.h>
#include <lantoa/adjusted.hpp>

void bind_cohort(py::module_& m) {
  using namespace lantoa;  // NOLINT: one stem's names

  m.attr("NEVER_EXPOSED") = kNeverExposed;
  py::native_enum<Controls>(m, "Controls", "enum.Enum", "Who stands beside a cohort.")
      .value("NEVER", Controls::kNever)
      .value("NOT_YET", Controls::kNotYet)
      .finalize();
  py::native_enum<Base>(m, "Base", "enum.Enum", "What a period before exposure is compared with.")
      .value("VARYING", Base::kVarying)
      .value("UNIVERSAL", Base::kUniversal)
      .finalize();

  py::class_<Comparison>(m, "Comparison", "How cells are made.")
      .def(py::init<Controls, Base, Code>(), py::kw_only(), "controls"_a, "base"_a,
           "anticipation"_a);
  py::class_<CohortMoments>(m, "CohortMoments", "Sizes, means and products of cohorts.")
      .def_readonly("first", &CohortMoments::first)
      .def_readonly("size", &CohortMoments::size)
      .def_readonly("mean", &CohortMoments::mean)
      .def_readonly("product", &CohortMoments::product)
      .def_readonly("left_out", &CohortMoments::left_out);
  py::class_<GroupTime>(m, "GroupTime", "Cells: a cohort in a period, beside its controls.")
      .def_readonly("group", &GroupTime::group)
      .def_readonly("period", &GroupTime::period)
      .def_readonly("base", &GroupTime::base)
      .def_readonly("treated", &GroupTime::treated)
      .def_readonly("controls", &GroupTime::controls)
      .def_readonly("effect", &GroupTime::effect)
      .def_readonly("error", &GroupTime::error)
      .def_readonly("product", &GroupTime::product)
      .def_readonly("subjects", &GroupTime::subjects);

  m.def("cohort_moments", &cohort_moments, py::call_guard<py::gil_scoped_release>(),
        "values"_a.noconvert(), "first"_a.noconvert(), "threads"_a, "Reads n x T values once.");
  m.def("group_time", &group_time, py::call_guard<py::gil_scoped_release>(), "moments"_a, "how"_a,
        "Every cell of a cohort and a period.");
  m.def("group_time_adjusted", &group_time_adjusted, py::call_guard<py::gil_scoped_release>(),
        "values"_a.noconvert(), "first"_a.noconvert(), "covariates"_a.noconvert(), "how"_a,
        "The same, doubly robust in n x q covariates.");
}
