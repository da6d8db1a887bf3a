#include "scope.hpp"

#include <algorithm>

namespace lantoa {
namespace {

bool covers_every_day(std::span<const Membership> memberships, Day from, Day to) {
  Day next = from;  // the first day that no membership covers yet
  for (const Membership& m : memberships) {
    if (m.from <= next && m.to >= next) next = m.to == kLastDay ? kLastDay : m.to + 1;
  }
  return next > to;
}

Out why_not_there(std::span<const Membership> memberships, Day day) {
  if (memberships.empty()) return Out::kNoMembership;
  if (memberships.front().from > day) return Out::kNotYet;
  const bool again =
      std::ranges::any_of(memberships, [&](const Membership& m) { return m.from > day; });
  return again ? Out::kNoMembership : Out::kLeft;
}

/// The last membership that touches the days from `from` to `to`, the one that names the unit.
const Membership* last_in(std::span<const Membership> memberships, Day from, Day to) {
  const Membership* last = nullptr;
  for (const Membership& m : memberships) {
    if (m.from > to || m.to < from) continue;
    if (last == nullptr || std::min(m.to, to) >= std::min(last->to, to)) last = &m;
  }
  return last;
}

/// The unit of the last membership; nobody can say which where two have the same days.
Code unit_of(std::span<const Membership> memberships, const Membership& last) {
  const bool tied = std::ranges::any_of(memberships, [&](const Membership& other) {
    return other.same_days(last) && other.unit != last.unit;
  });
  return tied ? kBlank : last.unit;
}

}  // namespace

PeopleScope::PeopleScope(const Facts& facts, const Plan& plan)
    : facts_(facts),
      as_of_(plan.as_of),
      belongs_(plan.belongs),
      first_day_(plan.window.first_day()),
      last_day_(std::min(plan.as_of, plan.window.last_day())) {}

Presence PeopleScope::of(Code person) const {
  const auto memberships = facts_.of_person(person);
  const Membership* now = last_in(memberships, as_of_, as_of_);
  Presence standing{.clock = as_of_};
  standing.out = now == nullptr ? why_not_there(memberships, as_of_) : Out::kIn;
  if (now != nullptr) standing.unit = unit_of(memberships, *now);
  const bool dated = !memberships.empty() && memberships.front().from != kFirstDay;
  if (dated) standing.first_year = year_of(memberships.front().from);
  if (belongs_ != Belongs::kOnAsOfDate) look_at_window(memberships, now != nullptr, standing);
  return standing;
}

void PeopleScope::look_at_window(std::span<const Membership> memberships, bool is_there,
                                 Presence& standing) const {
  if (belongs_ == Belongs::kWholeWindow && !covers_every_day(memberships, first_day_, last_day_)) {
    if (is_there) standing.out = Out::kNotWholeWindow;
    return;
  }
  if (belongs_ == Belongs::kAnyTime && last_in(memberships, first_day_, last_day_) == nullptr) {
    if (is_there) standing.out = Out::kNotYet;
    return;
  }
  if (is_there) return;
  const Membership* latest = last_in(memberships, first_day_, as_of_);
  if (latest == nullptr) return;
  standing.out = Out::kIn;
  standing.clock = std::min(as_of_, latest->to);
  standing.unit = unit_of(memberships, *latest);
}

Subject subject_of(const Facts& facts, const Lineage& lineage, const PeopleScope& people,
                   Code code) {
  if (!facts.is_unit(code)) return subject_of(code, people.of(code));
  return subject_of(lineage.units()[Table::index(lineage.unit_of(code))]);
}

}  // namespace lantoa
