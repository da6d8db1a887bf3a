#include "tracing.hpp"

#include <algorithm>

#include "judge.hpp"

namespace lantoa {
namespace {

/// What a unit's verdict does for its head.
Part part_of(Verdict verdict) {
  if (verdict == Verdict::kMet) return Part::kCounts;
  if (verdict == Verdict::kOpen) return Part::kOpenYear;
  return verdict == Verdict::kFailed ? Part::kBreaks : Part::kPerhaps;
}

/// The line that decides: of lines that must all do the worst, else the best.
LineTrace over_lines(const std::vector<LineTrace>& lines, bool any) {
  LineTrace whole = lines.front();
  for (const LineTrace& line : lines) {
    whole.bits = any ? whole.bits | line.bits : whole.bits & line.bits;
    whole.done = any ? std::max(whole.done, line.done) : std::min(whole.done, line.done);
    whole.may = any ? std::max(whole.may, line.may) : std::min(whole.may, line.may);
    if (line.needed < 0) continue;
    const bool first = whole.needed < 0;
    whole.needed = first ? line.needed
                   : any ? std::min(whole.needed, line.needed)
                         : std::max(whole.needed, line.needed);
  }
  return whole;
}

}  // namespace

Tracer::Tracer(const Facts& facts, const Plan& plan, const Lineage& lineage, const Links& links,
               const BitTable& unit_bits)
    : facts_(facts),
      plan_(plan),
      lineage_(lineage),
      links_(links),
      unit_bits_(unit_bits),
      asked_(plan.rules.size()) {}

Trace Tracer::trace(const Subject& subject, Code number) {
  const Rule& rule = plan_.rules[Table::index(number)];
  Trace trace;
  trace.asked = asks(rule, subject);
  if (!trace.asked) return trace;
  if (rule.kind == Kind::kKOf) {
    trace_parts(subject, number, trace);
  } else if (rule.kind == Kind::kLinked) {
    trace_link(subject, number, trace);
  } else {
    trace_fact(subject, number, trace);
  }
  trace.whole.subject = subject.id;
  if (verdict_of(trace.whole.bits) != Verdict::kOpen) trace.whole.needed = -1;
  return trace;
}

const Tracer::Asked& Tracer::asked(Code number) {
  Asked& asked = asked_[Table::index(number)];
  if (asked.is_ready) return asked;
  const Rule& rule = plan_.rules[Table::index(number)];
  asked.group = group_of(facts_, plan_, rule);
  if (is_blank(asked.group.absent)) asked.measurer = measurer(facts_, plan_, {&rule});
  asked.is_ready = true;
  return asked;
}

void Tracer::trace_fact(const Subject& subject, Code number, Trace& trace) {
  const Asked& asked = this->asked(number);
  if (asked.measurer == nullptr) {
    trace.notes.miss(Part::kMissing, Why::kRegisterGap, asked.group.absent, -1, subject.id);
    trace.whole.bits = kUnknownBits;
    return;
  }
  for_each_line(subject, asked.group.own_ids, [&](const Asker& asker, std::size_t line) {
    trace.notes.line = static_cast<Code>(line);
    const Measured measured = asked.measurer->note(asker, 0, trace.notes);
    trace.lines.push_back(line_trace(subject, number, line, measured));
  });
  trace.whole = over_lines(trace.lines, plan_.policy.merged == Merged::kAny);
  if (plan_.policy.leave_out_open_years) {
    trace.whole.bits = leave_out_open_years(trace.whole.bits);
  }
}

LineTrace Tracer::line_trace(const Subject& subject, Code number, std::size_t line,
                             const Measured& measured) {
  const Rule& rule = plan_.rules[Table::index(number)];
  LineTrace trace{.subject = subject.id, .bits = gate(measured, rule.threshold)};
  trace.done = measured.worst_lo;
  trace.may = measured.best_hi;
  if (subject.is_unit()) {
    const Code first = subject.unit->lines[line].segments.front().subject;
    const Code unit = lineage_.unit_of(first);
    trace.subject = unit < 0 ? first : lineage_.units()[Table::index(unit)].id;
  }
  if (verdict_of(trace.bits) != Verdict::kOpen) return trace;
  trace.needed = asked(number).measurer->needed(0, measured, subject.clock);
  if (trace.needed <= 0 || trace.needed >= kMany) trace.needed = -1;
  return trace;
}

void Tracer::trace_parts(const Subject& subject, Code number, Trace& trace) {
  const Rule& rule = plan_.rules[Table::index(number)];
  std::vector<Bits> bits(rule.parts.size(), kMetBits);
  std::vector<const Bits*> parts;
  for (std::size_t i = 0; i < bits.size(); ++i) {
    const Trace of_part = this->trace(subject, rule.parts[i]);
    if (of_part.asked) bits[i] = of_part.whole.bits;
    parts.push_back(&bits[i]);
    const auto& rows = of_part.notes.rows;
    trace.notes.rows.insert(trace.notes.rows.end(), rows.begin(), rows.end());
    trace.notes.open_years |= of_part.notes.open_years;
    if (verdict_of(bits[i]) == Verdict::kUnknown) trace.notes.why |= of_part.notes.why;
    trace.whole.done += bits[i] & 1;
    trace.whole.may += bits[i] >> 3 & 1;
  }
  count_parts(parts, rule.threshold, {&trace.whole.bits, 1});
  trace.whole.needed = rule.threshold - trace.whole.done;
}

void Tracer::trace_link(const Subject& subject, Code number, Trace& trace) {
  const Rule& rule = plan_.rules[Table::index(number)];
  const Code table = plan_.facts[Table::index(rule.fact)].table;
  trace.whole.bits = links_.of(subject, number).all;
  links_.for_each_headed(subject, number, [&](const Membership& m, Code unit, bool perhaps) {
    if (perhaps || unit < 0) {  // a unit that never opened is nobody's to judge
      const Why why = perhaps ? Why::kCellUnreadable : Why::kMembership;
      trace.notes.miss(Part::kPerhaps, why, table, m.row, subject.id);
    } else {
      const Part part = part_of(verdict_of(links_.of_unit(unit, number).all));
      trace.notes.add(part, table, m.row, lineage_.units()[Table::index(unit)].id);
    }
    if (unit >= 0) doubt_with(unit, rule, trace.notes);
  });
}

/// What the unit of a head waits for, the head waits for.
void Tracer::doubt_with(Code unit, const Rule& rule, Notes& notes) {
  for (const Code need : rule.needs) {
    if (verdict_of(unit_bits_(unit, need)) != Verdict::kUnknown) continue;
    notes.why |= trace(subject_of(lineage_.units()[Table::index(unit)]), need).notes.why;
  }
}

}  // namespace lantoa
