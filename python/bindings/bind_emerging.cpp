#include "bind.hpp"

#include <pybind11/eigen.h>
#include <lantoa/emerging.hpp>
#include <lantoa/level_step.hpp>

void bind_emerging(py::module_& m) {
  using lantoa::Emerging;
  using lantoa::LevelStep;
  using lantoa::RecentGain;
  using lantoa::YearProfile;

  py::class_<Emerging>(m, "Emerging", "Slopes against the greatest of all in every order.")
      .def_readonly("slope", &Emerging::slope)
      .def_readonly("p", &Emerging::p)
      .def_readonly("smallest", &Emerging::smallest)
      .def_readonly("best", &Emerging::best)
      .def_readonly("worst", &Emerging::worst)
      .def_readonly("orders", &Emerging::orders);
  py::class_<RecentGain>(m, "RecentGain", "The last year less the mean of those before.")
      .def_readonly("gain", &RecentGain::gain)
      .def_readonly("p", &RecentGain::p)
      .def_readonly("smallest", &RecentGain::smallest)
      .def_readonly("orders", &RecentGain::orders);
  py::class_<YearProfile>(m, "YearProfile", "A block's level and spread of each year.")
      .def_readonly("level", &YearProfile::level)
      .def_readonly("spread", &YearProfile::spread);
  py::class_<LevelStep>(m, "LevelStep", "A jump from one year on.")
      .def_readonly("difference", &LevelStep::difference)
      .def_readonly("at", &LevelStep::at)
      .def_readonly("p", &LevelStep::p)
      .def_readonly("smallest", &LevelStep::smallest)
      .def_readonly("orders", &LevelStep::orders);

  m.def("emerging", &lantoa::emerging, py::call_guard<py::gil_scoped_release>(),
        "values"_a.noconvert(), "times"_a.noconvert(), "beside"_a, "level"_a, "draws"_a, "seed"_a,
        "threads"_a, "Who rises more than the luckiest of all would.");
  m.def("recent_gain", &lantoa::recent_gain, py::call_guard<py::gil_scoped_release>(),
        "values"_a.noconvert(), "beside"_a, "Whose last year stands out.");
  m.def("year_profile", &lantoa::year_profile, py::call_guard<py::gil_scoped_release>(),
        "values"_a.noconvert(), "A block's level and spread of each year.");
  m.def("declared_step", &lantoa::declared_step, py::call_guard<py::gil_scoped_release>(),
        "profile"_a.noconvert(), "at"_a, "draws"_a, "seed"_a, "A jump at a declared year.");
  m.def("undeclared_step", &lantoa::undeclared_step, py::call_guard<py::gil_scoped_release>(),
        "profile"_a.noconvert(), "draws"_a, "seed"_a, "The greatest jump of any year.");
}
