#include "bind.hpp"

#include <pybind11/native_enum.h>
#include <pybind11/stl.h>
#include <lantoa/criterion.hpp>

namespace {

using namespace lantoa;  // NOLINT: a table of names

void bind_kinds(py::module_& m) {
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

void bind_policies(py::module_& m) {
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
}

void bind_fact_rule(py::module_& m) {
  py::class_<Ladder>(m, "Ladder", "The levels of a code, or of two joined codes.")
      .def_static("of", &Ladder::of, "rows"_a, "columns"_a, "count"_a, "level"_a);
  py::class_<Where>(m, "Where", "A column whose cell must be one of some codes.")
      .def(py::init<>())
      .def_readwrite("column", &Where::column)
      .def_readwrite("allowed", &Where::allowed)
      .def_readwrite("blank_counts", &Where::blank_counts)
      .def_readwrite("blank_is_default", &Where::blank_is_default);
  py::class_<FactRule>(m, "FactRule", "How the rows of a register are read.")
      .def(py::init<>())
      .def_readwrite("table", &FactRule::table)
      .def_readwrite("take", &FactRule::take)
      .def_readwrite("absent", &FactRule::absent)
      .def_readwrite("has_closing", &FactRule::has_closing)
      .def_readwrite("closing", &FactRule::closing)
      .def_readwrite("year", &FactRule::year)
      .def_readwrite("year_of_decision", &FactRule::year_of_decision)
      .def_readwrite("decided", &FactRule::decided)
      .def_readwrite("annulled", &FactRule::annulled)
      .def_readwrite("status_where", &FactRule::status_where)
      .def_readwrite("where", &FactRule::where)
      .def_readwrite("value", &FactRule::value)
      .def_readwrite("ladder", &FactRule::ladder)
      .def_readwrite("kind", &FactRule::kind)
      .def_readwrite("kind_levels", &FactRule::kind_levels)
      .def_readwrite("unrated", &FactRule::unrated)
      .def_readwrite("has_ratio", &FactRule::has_ratio)
      .def_readwrite("planned", &FactRule::planned)
      .def_readwrite("better", &FactRule::better)
      .def_readwrite("counts_on", &FactRule::counts_on)
      .def_readwrite("counts_on_year", &FactRule::counts_on_year)
      .def_readwrite("seen_on", &FactRule::seen_on)
      .def_readwrite("key", &FactRule::key)
      .def_readwrite("key_is_subject", &FactRule::key_is_subject)
      .def_readwrite("share", &FactRule::share)
      .def_readwrite("recognised", &FactRule::recognised)
      .def_readwrite("recognised_by", &FactRule::recognised_by)
      .def_readwrite("place", &FactRule::place)
      .def_readwrite("votes", &FactRule::votes)
      .def_readwrite("launches", &FactRule::launches)
      .def_readwrite("launched", &FactRule::launched)
      .def_readwrite("launch_key", &FactRule::launch_key);
}

void bind_rule(py::module_& m) {
  py::class_<Rule>(m, "Rule", "One criterion as numbers.")
      .def(py::init<>())
      .def_readwrite("kind", &Rule::kind)
      .def_readwrite("fact", &Rule::fact)
      .def_readwrite("for_units", &Rule::for_units)
      .def_readwrite("for_people", &Rule::for_people)
      .def_readwrite("gate", &Rule::gate)
      .def_readwrite("countable", &Rule::countable)
      .def_readwrite("holds", &Rule::holds)
      .def_readwrite("least", &Rule::least)
      .def_readwrite("threshold", &Rule::threshold)
      .def_readwrite("consecutive", &Rule::consecutive)
      .def_readwrite("asks_rated_years", &Rule::asks_rated_years)
      .def_readwrite("over", &Rule::over)
      .def_readwrite("members_on_as_of_date", &Rule::members_on_as_of_date)
      .def_readwrite("since", &Rule::since)
      .def_readwrite("levels", &Rule::levels)
      .def_readwrite("shares", &Rule::shares)
      .def_readwrite("recognised", &Rule::recognised)
      .def_readwrite("within", &Rule::within)
      .def_readwrite("every", &Rule::every)
      .def_readwrite("asks_votes", &Rule::asks_votes)
      .def_readwrite("attested_as", &Rule::attested_as)
      .def_readwrite("parts", &Rule::parts)
      .def_readwrite("roles", &Rule::roles)
      .def_readwrite("any_time", &Rule::any_time)
      .def_readwrite("needs", &Rule::needs);
}

void bind_plan(py::module_& m) {
  py::class_<Window>(m, "Window", "Whole years, both included.")
      .def(py::init<int, int>(), "first"_a, "last"_a);
  py::class_<Closing>(m, "Closing", "From when a year counts as closed.")
      .def(py::init<int, int, bool>(), "month"_a, "day"_a, "next_year"_a);
  py::class_<Policy>(m, "Policy", "What the text does not say about people, units and gaps.")
      .def(py::init<>())
      .def_readwrite("missing_past_value", &Policy::missing_past_value)
      .def_readwrite("missing_judgement_fails", &Policy::missing_judgement_fails)
      .def_readwrite("leave_out_open_years", &Policy::leave_out_open_years)
      .def_readwrite("unrated_year", &Policy::unrated_year)
      .def_readwrite("min_rated_years", &Policy::min_rated_years)
      .def_readwrite("joined_late", &Policy::joined_late)
      .def_readwrite("new_unit", &Policy::new_unit)
      .def_readwrite("renamed_is_same", &Policy::renamed_is_same)
      .def_readwrite("merged", &Policy::merged)
      .def_readwrite("conflicts_are_unknown", &Policy::conflicts_are_unknown);
  py::class_<Plan>(m, "Plan", "Everything that is asked, on a date.")
      .def(py::init<>())
      .def_readwrite("window", &Plan::window)
      .def_readwrite("as_of", &Plan::as_of)
      .def_readwrite("policy", &Plan::policy)
      .def_readwrite("belongs", &Plan::belongs)
      .def_readwrite("facts", &Plan::facts)
      .def_readwrite("rules", &Plan::rules);
}

}  // namespace

void bind_criterion(py::module_& m) {
  bind_kinds(m);
  bind_policies(m);
  bind_fact_rule(m);
  bind_rule(m);
  bind_plan(m);
}
