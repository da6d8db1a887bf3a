#include "bind.hpp"

#include <pybind11/native_enum.h>
#include <lantoa/composite.hpp>

void bind_composite_kinds(py::module_& m) {
  using lantoa::Aggregate;
  using lantoa::MissingRule;
  using lantoa::Normalise;

  py::native_enum<Normalise>(m, "Normalise", "enum.Enum", "How a measure is brought to a scale.")
      .value("NONE", Normalise::kNone)
      .value("GOALPOSTS", Normalise::kGoalposts)
      .value("MIN_MAX", Normalise::kMinMax)
      .value("Z", Normalise::kZ)
      .value("RANK", Normalise::kRank)
      .finalize();
  py::native_enum<Aggregate>(m, "Aggregate", "enum.Enum", "How children are put together.")
      .value("ARITHMETIC", Aggregate::kArithmetic)
      .value("GEOMETRIC", Aggregate::kGeometric)
      .value("HARMONIC", Aggregate::kHarmonic)
      .value("PENALISED", Aggregate::kPenalised)
      .value("SUM", Aggregate::kSum)
      .finalize();
  py::native_enum<MissingRule>(m, "MissingRule", "enum.Enum",
                               "What becomes of a pillar without a child.")
      .value("UNSCORED", MissingRule::kUnscored)
      .value("ZERO", MissingRule::kZero)
      .value("RENORMALISE", MissingRule::kRenormalise)
      .finalize();
}
