#include "bind.hpp"

#include <pybind11/native_enum.h>
#include <lantoa/criterion.hpp>

using namespace lantoa;  // NOLINT: a table of names

void bind_kind(py::module_& m) {
  py::native_enum<Kind>(m, "Kind", "enum.Enum", "The kind of a rule.")
      .value("EVERY_YEAR", Kind::kEveryYear)
      .value("YEARS_AT_LEAST", Kind::kYearsAtLeast)
      .value("LATEST", Kind::kLatest)
      .value("MEAN_OVER_WINDOW", Kind::kMeanOverWindow)
      .value("EVENTS_AT_LEAST", Kind::kEventsAtLeast)
      .value("NEVER", Kind::kNever)
      .value("PLACE_WITHIN", Kind::kPlaceWithin)
      .value("RATIO_AT_LEAST", Kind::kRatioAtLeast)
      .value("ATTESTED", Kind::kAttested)
      .value("K_OF", Kind::kKOf)
      .value("LINKED", Kind::kLinked)
      .finalize();
  py::native_enum<Take>(m, "Take", "enum.Enum", "What several rows of one year make of it.")
      .value("ANY", Take::kAny)
      .value("LATEST_DECISION", Take::kLatestDecision)
      .value("MIN", Take::kMin)
      .value("MAX", Take::kMax)
      .value("MEAN", Take::kMean)
      .finalize();
  py::native_enum<Over>(m, "Over", "enum.Enum", "Whose events count.")
      .value("SELF", Over::kSelf)
      .value("MEMBERS", Over::kMembers)
      .value("SELF_OR_MEMBERS", Over::kSelfOrMembers)
      .finalize();
}
