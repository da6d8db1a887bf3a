// A small office, a plan of one rule, and what the core says of them. For tests only.
//
// One unit (0) and one person (1), who has always been in it; the window is 2021 to 2025.
#pragma once

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string>
#include <vector>

#include "lantoa/verdict.hpp"

#pragma GCC diagnostic ignored "-Wmissing-field-initializers"  // a test names what it asks for

namespace office {

using namespace lantoa;  // NOLINT: every test speaks the core's words
using enum Verdict;

using Rows = std::vector<std::vector<Code>>;  ///< the subject, then the cells

inline constexpr Code kUnit = 0;
inline constexpr Code kPerson = 1;
inline constexpr Day kOver = day_of(2026, 1, 1);  ///< every year is closed

inline Codes codes(const std::vector<Code>& values) {
  return Eigen::Map<const Codes>(values.data(), static_cast<Eigen::Index>(values.size()));
}

/// The cells of one column of some rows; column 0 is the subject.
inline Codes column(const Rows& rows, std::size_t at) {
  std::vector<Code> cells;
  for (const auto& row : rows) cells.push_back(row[at]);
  return codes(cells);
}

inline Code add(Facts& facts, std::size_t width, const Rows& rows) {
  std::vector<Codes> columns;
  for (std::size_t i = 1; i <= width; ++i) columns.push_back(column(rows, i));
  return facts.add_table(column(rows, 0), columns);
}

struct Moved {
  Day day;
  Change change;
  Code from;
  Code to;
};

/// Everything that is asked, ready to be changed in one place.
struct Asked {
  Code units = 1;
  Code people = 1;
  std::size_t width = 0;
  Rows rows;
  bool absent = false;
  bool knows_memberships = true;
  Rows memberships = {{kPerson, kUnit, kBlank, day_of(2010, 1, 1), kBlank}};  // person, unit, role
  std::vector<Code> opened = {kBlank};
  std::vector<Code> closed = {kBlank};
  std::vector<Moved> changes;
  std::vector<Gap> gaps;  // of the register, whatever table they name
  Rows launches;          // key, day
  FactRule fact;
  std::vector<Rule> rules = {Rule{}};
  Plan plan;

  Rule& rule() { return rules.front(); }

  [[nodiscard]] Facts facts() const {
    Facts facts(units, people);
    if (absent) {
      facts.add_absent_table();
    } else {
      add(facts, width, rows);
    }
    Rows launched = launches;
    for (auto& row : launched) row.insert(row.begin(), 0);
    add(facts, 2, launched);
    facts.set_units(codes(opened), codes(closed));
    if (knows_memberships) {
      facts.set_memberships(column(memberships, 0), column(memberships, 1), column(memberships, 2),
                            column(memberships, 3), column(memberships, 4));
    }
    for (const Moved& moved : changes) {
      facts.add_unit_change(moved.day, moved.change, moved.from, moved.to);
    }
    for (const Gap& gap : gaps) facts.add_gap(gap.table, gap.from, gap.to);
    return facts;
  }

  [[nodiscard]] Plan whole_plan() const {
    Plan whole = plan;
    whole.facts = {fact};
    whole.rules = rules;
    return whole;
  }

  [[nodiscard]] Evaluation evaluate(int threads = 1) const {
    return lantoa::evaluate(facts(), whole_plan(), threads);
  }

  [[nodiscard]] Bits bits(Code subject = kPerson, Eigen::Index rule = 0) const {
    const Evaluation found = evaluate();
    for (Eigen::Index row = 0; row < found.subjects.size(); ++row) {
      if (found.subjects[row] == subject) return found.bits(row, rule);
    }
    throw InputNotJudged(subject);
  }

  [[nodiscard]] Verdict verdict(Code subject = kPerson, Eigen::Index rule = 0) const {
    return verdict_of(bits(subject, rule));
  }
  [[nodiscard]] Verdict provisional(Code subject = kPerson, Eigen::Index rule = 0) const {
    return provisional_of(bits(subject, rule));
  }
  [[nodiscard]] Out out(Code subject) const { return static_cast<Out>(evaluate().out[subject]); }

 private:
  struct InputNotJudged : std::runtime_error {
    explicit InputNotJudged(Code subject)
        : std::runtime_error(std::to_string(subject) + " is not judged") {}
  };
};

// Levels of a scale, lowest first, and sets of them.

inline constexpr Code kPoor = 0;
inline constexpr Code kFair = 1;
inline constexpr Code kGood = 2;
inline constexpr Code kExcellent = 3;
inline constexpr Code kBadge = 4;  ///< a code that is no level

inline Ladder four_levels() { return Ladder::of(5, 0, 4, {0, 1, 2, 3, -1}); }
inline Levels at_least(Code level) { return 0x0FU & ~((1U << static_cast<unsigned>(level)) - 1); }

inline std::vector<Levels> every_year(Levels levels) { return std::vector<Levels>(5, levels); }

/// Yearly ratings: year, rating, day of the decision, reason instead of a rating.
///
/// A year closes on 15 December. The rule: good or better in every year of the window.
inline Asked ratings(Day as_of, Rows rows = {}) {
  Asked asked;
  asked.width = 4;
  asked.rows = std::move(rows);
  asked.fact = {.take = Take::kLatestDecision, .absent = Absent::kUnknown, .year = 0};
  asked.fact.closing = {.month = 12, .day = 15};
  asked.fact.decided = 2;
  asked.fact.value = {1, kNoColumn};
  asked.fact.ladder = four_levels();
  asked.fact.unrated = 3;
  asked.rule() = {.kind = Kind::kEveryYear, .fact = 0, .for_units = true, .for_people = true};
  asked.rule().gate = asked.rule().countable = true;
  asked.rule().holds = every_year(at_least(kGood));
  asked.plan.window = {2021, 2025};
  asked.plan.as_of = as_of;
  return asked;
}

/// A rating of the person for a year, decided on 10 December of it.
inline std::vector<Code> rated(int year, Code level) {
  return {kPerson, year, level, day_of(year, 12, 10), kBlank};
}
inline std::vector<Code> rated(int year, Code level, Day decided) {
  return {kPerson, year, level, decided, kBlank};
}
inline std::vector<Code> not_rated(int year) {
  return {kPerson, year, kBlank, day_of(year, 12, 10), 0};
}

/// The same rating in each year from `first` to `last`.
inline Rows rated_from(int first, int last, Code level) {
  Rows rows;
  for (int year = first; year <= last; ++year) rows.push_back(rated(year, level));
  return rows;
}

/// Targets: planned and achieved, each a high and a low half; the rule: at least the plan in every
/// year.
inline Asked targets(Take take, const std::vector<std::array<Code, 3>>& year_planned_achieved) {
  Asked asked = ratings(kOver);
  asked.width = 6;
  for (const auto& [year, planned, achieved] : year_planned_achieved) {
    asked.rows.push_back({kPerson, year, 0, planned, 0, achieved, kBlank});
  }
  asked.fact = {.take = take, .absent = Absent::kUnknown, .year = 0};
  asked.fact.has_ratio = true;
  asked.fact.planned = {1, 2, 3, 4};
  asked.fact.better = 5;
  asked.rule().holds.clear();
  asked.rule().least = std::vector<std::int32_t>(5, 2000);
  return asked;
}

inline std::vector<std::array<Code, 3>> kept(Code planned, Code achieved) {
  std::vector<std::array<Code, 3>> rows;
  for (int year = 2021; year <= 2025; ++year) rows.push_back({year, planned, achieved});
  return rows;
}

/// Events: day, level, key, day of the decision, place, share, status (0 valid, 1 proposed),
/// day of the annulment, year.
///
/// The rule: one event in the window.
inline Asked events(Day as_of, Rows rows = {}) {
  Asked asked;
  asked.width = 9;
  asked.rows = std::move(rows);
  asked.fact = {.absent = Absent::kNo, .year = 8, .annulled = 7, .status_where = 0};
  asked.fact.where = {{.column = 6, .allowed = {1, 0}, .blank_counts = true}};
  asked.fact.where.front().blank_is_default = true;
  asked.fact.value = {1, kNoColumn};
  asked.fact.ladder = four_levels();
  asked.fact.counts_on = {0};
  asked.fact.counts_on_year = {0};
  asked.fact.seen_on = 3;
  asked.fact.place = 4;
  asked.fact.share = 5;
  asked.rule() = {.kind = Kind::kEventsAtLeast, .fact = 0, .for_units = true, .for_people = true};
  asked.rule().gate = asked.rule().countable = true;
  asked.rule().threshold = 1;
  asked.plan.window = {2021, 2025};
  asked.plan.as_of = as_of;
  return asked;
}

/// An event of the person, seen on its day.
struct Event {
  Code subject = kPerson;
  Code day = day_of(2023, 5, 1);
  Code level = kGood;
  Code key = 0;
  Code decided = kBlank;
  Code place = kBlank;
  Code share = kBlank;
  Code status = kBlank;
  Code annulled = kBlank;
  Code year = kBlank;

  operator std::vector<Code>() const {  // NOLINT: it is a row
    return {subject, day, level, key, decided, place, share, status, annulled, year};
  }
};

}  // namespace office
