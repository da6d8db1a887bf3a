#include "bind.hpp"

#include <pybind11/eigen.h>
#include <pybind11/stl.h>
#include <lantoa/composite.hpp>

void bind_composite(py::module_& m) {
  using lantoa::Affine;
  using lantoa::Composite;
  using lantoa::Scale;
  using lantoa::Scaling;
  using lantoa::Tree;
  using release = py::call_guard<py::gil_scoped_release>;

  py::class_<Scale>(m, "Scale", "The scale of one measure.")
      .def(py::init<>())
      .def_readwrite("kind", &Scale::kind)
      .def_readwrite("less", &Scale::less)
      .def_readwrite("low", &Scale::low)
      .def_readwrite("high", &Scale::high);
  py::class_<Affine>(m, "Affine", "(x - offset) * slope, held where clipped; base where constant.")
      .def_readonly("offset", &Affine::offset)
      .def_readonly("slope", &Affine::slope)
      .def_readonly("base", &Affine::base)
      .def_readonly("clipped", &Affine::clipped)
      .def_readonly("constant", &Affine::constant);
  py::class_<Scaling>(m, "Scaling", "An Affine for each measure, period after period.")
      .def_readonly("of", &Scaling::of)
      .def_readonly("measures", &Scaling::measures);
  py::class_<Tree>(m, "Tree", "Measures, then pillars, each after its children.")
      .def(py::init<>())
      .def_readwrite("parent", &Tree::parent)
      .def_readwrite("weight", &Tree::weight)
      .def_readwrite("aggregate", &Tree::aggregate)
      .def_readwrite("divisor", &Tree::divisor)
      .def_readwrite("missing", &Tree::missing)
      .def_readwrite("coverage_numerator", &Tree::coverage_numerator)
      .def_readwrite("coverage_denominator", &Tree::coverage_denominator);
  py::class_<Composite>(m, "Composite", "The pillars of n subjects, the whole last.")
      .def_readonly("pillars", &Composite::pillars)
      .def_readonly("coverage", &Composite::coverage);

  m.def("scaling_of", &lantoa::scaling_of, release(), "values"_a.noconvert(), "periods"_a,
        "scales"_a, "threads"_a = lantoa::kAllThreads, "What brings values to their scales.");
  m.def("scaled", &lantoa::scaled, release(), "values"_a.noconvert(), "periods"_a, "scaling"_a,
        "threads"_a = lantoa::kAllThreads, "The values on their scales; NaN where missing.");
  m.def("ranked", &lantoa::ranked, release(), "values"_a.noconvert(), "periods"_a, "less"_a,
        "Shares of the others that each value beats; NaN where missing.");
  m.def("compose", &lantoa::compose, release(), "values"_a.noconvert(), "periods"_a, "scaling"_a,
        "tree"_a, "threads"_a = lantoa::kAllThreads, "Scales and puts together in one pass.");
  m.def("contributions", &lantoa::contributions, release(), "values"_a.noconvert(), "periods"_a,
        "scaling"_a, "tree"_a, "threads"_a = lantoa::kAllThreads, "What each measure gives.");
}
