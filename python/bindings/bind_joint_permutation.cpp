#include "bind.hpp"

#include <pybind11/eigen.h>
#include <pybind11/stl.h>
#include <lantoa/joint_permutation.hpp>

void bind_joint_permutation(py::module_& m) {
  using lantoa::Codes;
  using lantoa::JointlyPermuted;
  using lantoa::TakingUp;

  py::class_<TakingUp>(m, "TakingUp", "A practice: when it was taken up, who may exchange, ties.")
      .def(py::init<Codes, Codes, lantoa::TieRows>(), "adopted"_a.noconvert(),
           "stratum"_a.noconvert(), "ties"_a)
      .def_readonly("adopted", &TakingUp::adopted, py::return_value_policy::copy)
      .def_readonly("stratum", &TakingUp::stratum, py::return_value_policy::copy)
      .def_readonly("ties", &TakingUp::ties);
  py::class_<JointlyPermuted>(m, "JointlyPermuted", "What a common exchange of subjects gives.")
      .def_readonly("values", &JointlyPermuted::values, py::return_value_policy::copy)
      .def_readonly("arrangements", &JointlyPermuted::arrangements)
      .def_readonly("moving", &JointlyPermuted::moving)
      .def_readonly("is_exact", &JointlyPermuted::is_exact);

  m.def("common_strata", &lantoa::common_strata, py::call_guard<py::gil_scoped_release>(),
        "practices"_a, "Who may change places for every practice; HELD for who never may.");
  m.def("jointly_permuted", &lantoa::jointly_permuted, py::call_guard<py::gil_scoped_release>(),
        "practices"_a, "effort"_a, "Mean shares of several practices, subjects exchanged for all.");
}
