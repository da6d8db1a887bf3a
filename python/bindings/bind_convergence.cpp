#include "bind.hpp"

#include <pybind11/eigen.h>
#include <lantoa/convergence.hpp>
#include <lantoa/ordered_years.hpp>

void bind_convergence(py::module_& m) {
  using lantoa::Convergence;
  using lantoa::OrderedYears;

  py::class_<Convergence>(m, "Convergence", "Changes against the level they started from.")
      .def_readonly("subjects", &Convergence::subjects)
      .def_readonly("slope", &Convergence::slope)
      .def_readonly("p", &Convergence::p)
      .def_readonly("smallest", &Convergence::smallest)
      .def_readonly("naive", &Convergence::naive)
      .def_readonly("orders", &Convergence::orders);
  py::class_<OrderedYears>(m, "OrderedYears", "Page's L and Friedman's Q.")
      .def_readonly("subjects", &OrderedYears::subjects)
      .def_readonly("page", &OrderedYears::page)
      .def_readonly("page_p", &OrderedYears::page_p)
      .def_readonly("page_smallest", &OrderedYears::page_smallest)
      .def_readonly("page_exact", &OrderedYears::page_exact)
      .def_readonly("page_years_p", &OrderedYears::page_years_p)
      .def_readonly("page_years_smallest", &OrderedYears::page_years_smallest)
      .def_readonly("page_orders", &OrderedYears::page_orders)
      .def_readonly("friedman", &OrderedYears::friedman)
      .def_readonly("friedman_p", &OrderedYears::friedman_p)
      .def_readonly("friedman_smallest", &OrderedYears::friedman_smallest)
      .def_readonly("friedman_orders", &OrderedYears::friedman_orders);

  m.def("convergence", &lantoa::convergence, py::call_guard<py::gil_scoped_release>(),
        "values"_a.noconvert(), "draws"_a, "seed"_a,
        "Later change by the level of the first year.");
  m.def("convergence_within", &lantoa::convergence_within, py::call_guard<py::gil_scoped_release>(),
        "values"_a.noconvert(), "block"_a.noconvert(), "draws"_a, "seed"_a,
        "The same within blocks, subjects exchanged within theirs.");
  m.def("convergence_between", &lantoa::convergence_between,
        py::call_guard<py::gil_scoped_release>(), "values"_a.noconvert(), "block"_a.noconvert(),
        "draws"_a, "seed"_a, "The same of the means of blocks, exchanged as wholes.");
  m.def("pooled_lag", &lantoa::pooled_lag, py::call_guard<py::gil_scoped_release>(),
        "values"_a.noconvert(), "times"_a.noconvert(), "How alike neighbouring years are.");
  m.def("ordered_years", &lantoa::ordered_years, py::call_guard<py::gil_scoped_release>(),
        "values"_a.noconvert(), "draws"_a, "seed"_a, "Whether years differ, and whether in order.");
}
