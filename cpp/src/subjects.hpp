// Subjects as they are judged, and their lines as askers.
#pragma once

#include "asker.hpp"

namespace lantoa {

/// A unit of the lineage, or a person.
struct Subject {
  Code id = 0;  ///< the code under which it is judged
  Day clock = 0;
  int first_year = 0;          ///< of a person: the year of the first membership, 0: always
  const Unit* unit = nullptr;  ///< null: a person

  [[nodiscard]] bool is_unit() const { return unit != nullptr; }
  [[nodiscard]] std::size_t lines() const { return is_unit() ? unit->lines.size() : 1; }
};

[[nodiscard]] inline Subject subject_of(const Unit& unit) {
  return {.id = unit.id, .clock = unit.clock, .unit = &unit};
}

[[nodiscard]] inline bool asks(const Rule& rule, const Subject& subject) {
  return subject.is_unit() ? rule.for_units : rule.for_people;
}

[[nodiscard]] inline Asker asker_of(const Subject& unit, const Line& line) {
  return {.segments = line.segments,
          .ids = unit.unit->ids,
          .is_unit = true,
          .clock = unit.clock,
          .opened = line.opened,
          .first_year = line.opened == kFirstDay ? 0 : year_of(line.opened)};
}

/// Calls `body(asker, line)` for each line of a subject, or for its first only.
///
/// A person has one line, all of its own rows.
template <class Body>
void for_each_line(const Subject& subject, bool first_only, Body body) {
  if (!subject.is_unit()) {
    const Segment own{.subject = subject.id};
    body(Asker{.segments = {&own, 1},
               .ids = {&subject.id, 1},
               .clock = subject.clock,
               .first_year = subject.first_year},
         std::size_t{0});
    return;
  }
  const std::size_t lines = first_only ? 1 : subject.unit->lines.size();
  for (std::size_t line = 0; line < lines; ++line) {
    body(asker_of(subject, subject.unit->lines[line]), line);
  }
}

}  // namespace lantoa
