#include "bind.hpp"

#include <pybind11/native_enum.h>
#include <pybind11/stl.h>
#include <lantoa/tally.hpp>

void bind_tally_table(py::module_& m) {
  using lantoa::TallyCase;
  using lantoa::TallyCondition;
  using lantoa::TallyKind;
  using lantoa::TallyRule;

  py::native_enum<TallyKind>(m, "TallyKind", "enum.Enum", "What a rule of a point table does.")
      .value("PER_CASE", TallyKind::kPerCase)
      .value("FIRST_OF", TallyKind::kFirstOf)
      .value("PER_FURTHER", TallyKind::kPerFurther)
      .value("OVERRIDE", TallyKind::kOverride)
      .finalize();
  py::class_<TallyCondition>(m, "TallyCondition", "Evidence between two ends.")
      .def(py::init<>())
      .def_readwrite("evidence", &TallyCondition::evidence)
      .def_readwrite("has_low", &TallyCondition::has_low)
      .def_readwrite("has_high", &TallyCondition::has_high)
      .def_readwrite("low_open", &TallyCondition::low_open)
      .def_readwrite("high_open", &TallyCondition::high_open)
      .def_readwrite("low", &TallyCondition::low)
      .def_readwrite("high", &TallyCondition::high);
  py::class_<TallyCase>(m, "TallyCase", "What a rule gives where all conditions hold.")
      .def(py::init<>())
      .def_readwrite("when", &TallyCase::when)
      .def_readwrite("low", &TallyCase::low)
      .def_readwrite("high", &TallyCase::high)
      .def_readwrite("gap", &TallyCase::gap);
  py::class_<TallyRule>(m, "TallyRule", "One line of an item.")
      .def(py::init<>())
      .def_readwrite("item", &TallyRule::item)
      .def_readwrite("kind", &TallyRule::kind)
      .def_readwrite("evidence", &TallyRule::evidence)
      .def_readwrite("exempt", &TallyRule::exempt)
      .def_readwrite("points", &TallyRule::points)
      .def_readwrite("only_if", &TallyRule::only_if)
      .def_readwrite("if_no_deduction", &TallyRule::if_no_deduction)
      .def_readwrite("is_base", &TallyRule::is_base)
      .def_readwrite("cases", &TallyRule::cases)
      .def_readwrite("complete", &TallyRule::complete)
      .def_readwrite("start", &TallyRule::start)
      .def_readwrite("step", &TallyRule::step)
      .def_readwrite("further", &TallyRule::further)
      .def_readwrite("linear", &TallyRule::linear);
}
