#include "bind.hpp"

#include <pybind11/eigen.h>
#include <lantoa/rating_steps.hpp>

void bind_rating_steps(py::module_& m) {
  using lantoa::RatingSteps;

  py::class_<RatingSteps>(m, "RatingSteps", "Ups, downs and runs of ratings.")
      .def_readonly("years", &RatingSteps::years)
      .def_readonly("ups", &RatingSteps::ups)
      .def_readonly("downs", &RatingSteps::downs)
      .def_readonly("run", &RatingSteps::run)
      .def_readonly("p", &RatingSteps::p)
      .def_readonly("p_ups", &RatingSteps::p_ups)
      .def_readonly("p_run", &RatingSteps::p_run)
      .def_readonly("smallest", &RatingSteps::smallest)
      .def_readonly("smallest_ups", &RatingSteps::smallest_ups)
      .def_readonly("smallest_run", &RatingSteps::smallest_run);

  m.attr("MOST_RATED_YEARS") = lantoa::kMostRatedYears;
  m.attr("MOST_LEVELS") = lantoa::kMostLevels;
  m.def("rating_steps", &lantoa::rating_steps, py::call_guard<py::gil_scoped_release>(),
        "ratings"_a.noconvert(), "Steps of ratings, exact over all orders of them.");
}
