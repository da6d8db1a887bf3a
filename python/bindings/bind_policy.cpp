#include "bind.hpp"

#include <pybind11/native_enum.h>
#include <lantoa/criterion.hpp>

using namespace lantoa;  // NOLINT: a table of names

void bind_policy(py::module_& m) {
  py::native_enum<Absent>(m, "Absent", "enum.Enum", "What no row means.")
      .value("NO", Absent::kNo)
      .value("UNKNOWN", Absent::kUnknown)
      .finalize();
  py::native_enum<Missing>(m, "Missing", "enum.Enum", "How a missing past value is read.")
      .value("UNKNOWN", Missing::kUnknown)
      .value("FAIL", Missing::kFail)
      .value("SKIP", Missing::kSkip)
      .finalize();
  py::native_enum<Unrated>(m, "Unrated", "enum.Enum", "How a year that is not rated is read.")
      .value("SKIP", Unrated::kSkip)
      .value("FAIL", Unrated::kFail)
      .value("UNKNOWN", Unrated::kUnknown)
      .finalize();
  py::native_enum<Late>(m, "Late", "enum.Enum", "From when a late joiner is asked.")
      .value("FROM_FIRST_YEAR", Late::kFromFirstYear)
      .value("WHOLE_WINDOW", Late::kWholeWindow)
      .value("FORMER_AGENCY", Late::kFormerAgency)
      .finalize();
  py::native_enum<Merged>(m, "Merged", "enum.Enum", "Whose history a merged unit answers for.")
      .value("ALL_PREDECESSORS", Merged::kAll)
      .value("ANY_PREDECESSOR", Merged::kAny)
      .value("LARGEST_PREDECESSOR", Merged::kLargest)
      .value("NEW_UNIT", Merged::kNewUnit)
      .finalize();
  py::native_enum<Belongs>(m, "Belongs", "enum.Enum", "When a subject must belong to the office.")
      .value("ON_AS_OF_DATE", Belongs::kOnAsOfDate)
      .value("WHOLE_WINDOW", Belongs::kWholeWindow)
      .value("ANY_TIME", Belongs::kAnyTime)
      .finalize();
  py::native_enum<PolicyPart>(m, "PolicyPart", "enum.Enum", "What a policy says.")
      .value("MISSING_PAST_VALUE", PolicyPart::kMissingPastValue)
      .value("MISSING_JUDGEMENT", PolicyPart::kMissingJudgement)
      .value("OPEN_YEARS", PolicyPart::kOpenYears)
      .value("UNRATED_YEAR", PolicyPart::kUnratedYear)
      .value("MIN_RATED_YEARS", PolicyPart::kMinRatedYears)
      .value("JOINED_LATE", PolicyPart::kJoinedLate)
      .value("NEW_UNIT", PolicyPart::kNewUnit)
      .value("RENAMED", PolicyPart::kRenamed)
      .value("MERGED", PolicyPart::kMerged)
      .value("CONFLICTING_ROWS", PolicyPart::kConflictingRows)
      .finalize();
  m.def("reads", &reads, "kind"_a, "part"_a, py::kw_only(), "unit"_a,
        "Whether a part of the policy may change what a rule says.");
  m.def("decides_scope", &decides_scope, "part"_a,
        "Whether a part of the policy may change who is judged.");
}
