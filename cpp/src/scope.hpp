// Who is judged, on which day, and in which unit.
#pragma once

#include "subjects.hpp"

namespace lantoa {

/// How somebody stands to the office.
struct Presence {
  Out out = Out::kNoMembership;
  Day clock = 0;       ///< the as-of date, or the last day of one who is judged and gone
  Code unit = kBlank;  ///< an id of the unit on that day
  int first_year = 0;  ///< of the first membership; 0: always there
};

[[nodiscard]] inline Subject subject_of(Code person, const Presence& standing) {
  return {.id = person, .clock = standing.clock, .first_year = standing.first_year};
}

/// Tells who of the people is judged. It borrows facts and plan.
class PeopleScope {
 public:
  PeopleScope(const Facts& facts, const Plan& plan);

  [[nodiscard]] Presence of(Code person) const;

 private:
  const Facts& facts_;
  Day as_of_;
  Belongs belongs_;
  Day first_day_;
  Day last_day_;  // of the window so far

  void look_at_window(std::span<const Membership> memberships, bool is_there,
                      Presence& standing) const;
};

/// A unit that the lineage knows, or a person.
[[nodiscard]] Subject subject_of(const Facts& facts, const Lineage& lineage,
                                 const PeopleScope& people, Code code);

}  // namespace lantoa
