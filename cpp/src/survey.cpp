#include "lantoa/survey.hpp"

#include "checking.hpp"
#include "evaluating.hpp"
#include "lantoa/parallel.hpp"
#include "tracing.hpp"

namespace lantoa {
namespace {

using Growing = std::vector<Code>;

Codes column(const Growing& values) {
  return Eigen::Map<const Codes>(values.data(), static_cast<Eigen::Index>(values.size()));
}

BitColumn column(const std::vector<Bits>& values) {
  return Eigen::Map<const BitColumn>(values.data(), static_cast<Eigen::Index>(values.size()));
}

/// Grows row by row; becomes a Survey at the end.
class Surveying {
 public:
  void add(Code subject, Code rule, const Trace& trace) {
    const auto pair = static_cast<Code>(subject_.size());
    subject_.push_back(subject);
    rule_.push_back(rule);
    bits_.push_back(trace.whole.bits);
    done_.push_back(trace.whole.done);
    may_.push_back(trace.whole.may);
    needed_.push_back(trace.whole.needed);
    why_.push_back(static_cast<Code>(trace.notes.why));
    open_years_.push_back(static_cast<Code>(trace.notes.open_years));
    for (const Note& note : trace.notes.rows) {
      note_pair_.push_back(pair);
      part_.push_back(static_cast<Code>(note.part));
      table_.push_back(note.table);
      row_.push_back(note.row);
      row_subject_.push_back(note.subject);
      year_.push_back(note.year);
      note_why_.push_back(static_cast<Code>(note.why));
      note_line_.push_back(note.line);
    }
    if (trace.lines.size() < 2) return;
    for (const LineTrace& line : trace.lines) add(pair, line);
  }

  [[nodiscard]] Survey survey() const {
    return {.subject = column(subject_),
            .rule = column(rule_),
            .bits = column(bits_),
            .done = column(done_),
            .may = column(may_),
            .needed = column(needed_),
            .why = column(why_),
            .open_years = column(open_years_),
            .note_pair = column(note_pair_),
            .note_part = column(part_),
            .note_table = column(table_),
            .note_row = column(row_),
            .note_subject = column(row_subject_),
            .note_year = column(year_),
            .note_why = column(note_why_),
            .note_line = column(note_line_),
            .line_pair = column(line_pair_),
            .line_subject = column(line_subject_),
            .line_bits = column(line_bits_),
            .line_done = column(line_done_),
            .line_may = column(line_may_),
            .line_needed = column(line_needed_)};
  }

 private:
  Growing subject_, rule_, done_, may_, needed_, why_, open_years_;
  Growing note_pair_, part_, table_, row_, row_subject_, year_, note_why_, note_line_;
  Growing line_pair_, line_subject_, line_done_, line_may_, line_needed_;
  std::vector<Bits> bits_, line_bits_;

  void add(Code pair, const LineTrace& line) {
    line_pair_.push_back(pair);
    line_subject_.push_back(line.subject);
    line_bits_.push_back(line.bits);
    line_done_.push_back(line.done);
    line_may_.push_back(line.may);
    line_needed_.push_back(line.needed);
  }
};

}  // namespace

/// What is alike for all subjects.
struct Inspector::Held {
  Held(const Facts& of_facts, const Plan& of_plan)
      : facts(of_facts),
        plan(of_plan),
        lineage(facts, plan),
        people(facts, plan),
        unit_bits(judge_units(facts, plan, lineage, kAllThreads).rules),
        links(facts, plan, lineage, unit_bits) {}

  const Facts& facts;
  const Plan& plan;
  Lineage lineage;
  PeopleScope people;
  BitTable unit_bits;
  Links links;

  [[nodiscard]] Tracer tracer() const { return {facts, plan, lineage, links, unit_bits}; }

  [[nodiscard]] Trace trace(Tracer& tracer, Code subject, Code rule) const {
    if (facts.is_unit(subject) && lineage.unit_of(subject) < 0) return {};
    return tracer.trace(subject_of(facts, lineage, people, subject), rule);
  }
};

Inspector::Inspector(const Facts& facts, const Plan& plan) {
  check(facts, plan);
  held_ = std::make_shared<const Held>(facts, plan);
}

Trace Inspector::inspect(Code subject, Code rule) const {
  Tracer tracer = held_->tracer();
  return held_->trace(tracer, subject, rule);
}

Survey Inspector::survey(const Eigen::Ref<const Codes>& subjects,
                         const Eigen::Ref<const Codes>& rules) const {
  Tracer tracer = held_->tracer();
  Surveying surveying;
  for (const Code subject : subjects) {
    for (const Code rule : rules) {
      const Trace trace = held_->trace(tracer, subject, rule);
      if (trace.asked) surveying.add(subject, rule, trace);
    }
  }
  return surveying.survey();
}

}  // namespace lantoa
