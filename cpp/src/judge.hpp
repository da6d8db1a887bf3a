// Judges one subject after another: rule by rule, each register read once.
#pragma once

#include <span>
#include <vector>

#include "lantoa/verdict.hpp"

namespace lantoa {

/// A subject with what the rules need to know of it.
struct Subject {
  Code id = 0;  ///< the code under which it is judged
  bool is_unit = false;
  Day clock = 0;
  std::span<const Code> ids;
  std::span<const Line> lines;
};

/// A person has one line, all of its own rows.
struct Person {
  Person(Code code, Day day) : id(code), clock(day) { line.segments = {{.subject = code}}; }
  void become(Code next, Day day) {
    id = line.segments[0].subject = next;
    clock = day;
  }
  [[nodiscard]] Subject subject() const {
    return {id, false, clock, std::span(&id, 1), std::span(&line, 1)};
  }
  Code id;
  Day clock;
  Line line;
};

[[nodiscard]] inline Subject subject_of(const Unit& unit) {
  return {unit.id, true, unit.clock, unit.ids, unit.lines};
}

/// A statistic on record, and at its best filling of what is missing.
struct Interval {
  std::int32_t low = 0;
  std::int32_t high = 0;
};

/// The day on which a person is judged: the as-of date, or the last day.
[[nodiscard]] Day clock_of(const Facts& facts, const Plan& plan, Code person);

/// Keeps its scratch memory from subject to subject; one per thread.
class Judge {
 public:
  /// @param unit_bits  units of the lineage x rules, for heads; empty while units are judged
  Judge(const Facts& facts, const Plan& plan, const Lineage& lineage, const BitTable& unit_bits);

  /// The bits of every rule, in the order of the plan; rules not asked of the subject are met.
  void judge(const Subject& subject, std::span<Bits> bits);
  [[nodiscard]] Bits over_gates(std::span<const Bits> bits, bool countable_only,
                                const Subject& subject);
  /// Forgets the subject before; `judge` and `trace` do so themselves.
  void start(const Subject& subject);
  /// The statistic of a rule that reads a fact; of a merged unit as its lines are combined.
  [[nodiscard]] Interval statistic(const Subject& subject, const Rule& rule);
  /// One rule again, with notes.
  [[nodiscard]] Trace trace(const Subject& subject, Code rule);

 private:
  const Facts& facts_;
  const Plan& plan_;
  const Lineage& lineage_;
  const BitTable& unit_bits_;
  std::vector<YearCells> cells_;  ///< line x fact
  std::vector<std::uint8_t> is_read_;

  [[nodiscard]] bool asks(const Rule& rule, const Subject& subject) const;
  [[nodiscard]] Bits bits_of(const Subject& subject, Code number, std::span<const Bits> so_far,
                             Trace* trace);
  [[nodiscard]] Bits leaf(const Subject& subject, const Rule& rule, Trace* trace);
  [[nodiscard]] Measured measure(const Subject& subject, const Rule& rule, std::size_t line,
                                 Notes* notes);
  [[nodiscard]] Asked asked(const Subject& subject, const Line& line) const;
  /// A register that the rule reads and that is not there; kBlank: it can be read.
  [[nodiscard]] Code absent_table(const Rule& rule) const;
  [[nodiscard]] LineTrace line_trace(const Subject& subject, const Rule& rule, std::size_t line,
                                     const Measured& measured) const;
  [[nodiscard]] Bits k_of(const Rule& rule, std::span<const Bits> so_far) const;
  [[nodiscard]] Bits linked(const Subject& subject, const Rule& rule, bool countable_only,
                            Notes* notes) const;
  /// What the unit of a head waits for, the head waits for.
  void doubt_with(Code unit, const Rule& rule, Notes& notes) const;
};

}  // namespace lantoa
