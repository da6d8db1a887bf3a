#include "bind.hpp"

#include <pybind11/eigen.h>
#include <pybind11/native_enum.h>
#include <pybind11/stl.h>
#include <lantoa/lead.hpp>

void bind_lead(py::module_& m) {
  using lantoa::Challenge;
  using lantoa::Lead;
  using lantoa::Leading;
  using lantoa::Mixture;
  using lantoa::NearestLead;
  using lantoa::WeightBox;

  py::native_enum<Lead>(m, "Lead", "enum.Enum", "How far a subject can come.")
      .value("NEVER", Lead::kNever)
      .value("SHARED", Lead::kShared)
      .value("ALONE", Lead::kAlone)
      .finalize();
  py::class_<WeightBox>(m, "WeightBox", "Weights between low and high that sum to total.")
      .def(py::init<>())
      .def_readwrite("low", &WeightBox::low)
      .def_readwrite("high", &WeightBox::high)
      .def_readwrite("total", &WeightBox::total);
  py::class_<Challenge>(m, "Challenge", "One subject and the rivals that it must leave behind.")
      .def(py::init<>())
      .def_readwrite("own", &Challenge::own)
      .def_readwrite("rivals", &Challenge::rivals)
      .def_readwrite("own_chain", &Challenge::own_chain)
      .def_readwrite("rivals_chain", &Challenge::rivals_chain);
  py::class_<Mixture>(m, "Mixture", "Rivals in parts of a whole, in base 16.")
      .def_readonly("rivals", &Mixture::rivals)
      .def_readonly("shares", &Mixture::shares)
      .def_readonly("whole", &Mixture::whole);
  py::class_<Leading>(m, "Leading", "How far, with which weights, and why not further.")
      .def_readonly("lead", &Leading::lead)
      .def_readonly("weights", &Leading::weights)
      .def_readonly("margin", &Leading::margin)
      .def_readonly("whole", &Leading::whole)
      .def_readonly("rounded", &Leading::rounded)
      .def_readonly("mixture", &Leading::mixture);
  py::class_<NearestLead>(m, "NearestLead", "The least change of weights; -1: never first.")
      .def_readonly("change", &NearestLead::change)
      .def_readonly("leading", &NearestLead::leading);

  m.def("lead", &lantoa::lead, py::call_guard<py::gil_scoped_release>(), "challenge"_a, "box"_a,
        "threads"_a = lantoa::kAllThreads, "Whether some weights put the subject first.");
  m.def("nearest_lead", &lantoa::nearest_lead, py::call_guard<py::gil_scoped_release>(),
        "challenge"_a, "box"_a, "weights"_a, "threads"_a = lantoa::kAllThreads,
        "The least change of the weights that does it.");
}
