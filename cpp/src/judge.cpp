#include "judge.hpp"

#include <algorithm>

#include "lantoa/events.hpp"
#include "lantoa/yearly.hpp"

namespace lantoa {
namespace {

constexpr Bits kBestBits = 0xCC;

bool is_yearly(Kind kind) { return kind <= Kind::kMeanOverWindow; }

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

/// Makes the strict bits those of the provisional verdict.
Bits leave_out_open_years(Bits bits) { return static_cast<Bits>((bits & 0xF0) | (bits >> 4)); }

}  // namespace

Judge::Judge(const Facts& facts, const Plan& plan, const Lineage& lineage,
             const BitTable& unit_bits)
    : facts_(facts), plan_(plan), lineage_(lineage), unit_bits_(unit_bits) {}

bool Judge::asks(const Rule& rule, const Subject& subject) const {
  return subject.is_unit ? rule.for_units : rule.for_people;
}

void Judge::start(const Subject& subject) {
  is_read_.assign(subject.lines.size() * plan_.facts.size(), 0);
}

Interval Judge::statistic(const Subject& subject, const Rule& rule) {
  const bool any = plan_.policy.merged == Merged::kAny;
  Interval found;
  for (std::size_t line = 0; line < subject.lines.size(); ++line) {
    const Measured measured = measure(subject, rule, line, nullptr);
    const Interval of{measured.worst_lo, measured.best_lo};
    const auto pick = [&](std::int32_t a, std::int32_t b) {
      return line == 0 ? b : any ? std::max(a, b) : std::min(a, b);
    };
    found = {pick(found.low, of.low), pick(found.high, of.high)};
  }
  return found;
}

void Judge::judge(const Subject& subject, std::span<Bits> bits) {
  start(subject);
  for (std::size_t rule = 0; rule < plan_.rules.size(); ++rule) {
    bits[rule] = asks(plan_.rules[rule], subject)
                     ? bits_of(subject, static_cast<Code>(rule), bits, nullptr)
                     : kMetBits;
  }
}

Bits Judge::over_gates(std::span<const Bits> bits, bool countable_only, const Subject& subject) {
  Bits all = kMetBits;
  for (std::size_t i = 0; i < plan_.rules.size(); ++i) {
    const Rule& rule = plan_.rules[i];
    if (!rule.gate || !asks(rule, subject) || (countable_only && !rule.countable)) continue;
    const bool asks_countable = countable_only && rule.kind == Kind::kLinked;
    all &= asks_countable ? linked(subject, rule, true, nullptr) : bits[i];
  }
  return all;
}

Trace Judge::trace(const Subject& subject, Code number) {
  Trace trace;
  trace.asked = asks(plan_.rules[Table::index(number)], subject);
  if (!trace.asked) return trace;
  std::vector<Bits> bits(plan_.rules.size(), kMetBits);
  is_read_.assign(subject.lines.size() * plan_.facts.size(), 0);
  for (const Code part : plan_.rules[Table::index(number)].parts) {
    const Trace of_part = this->trace(subject, part);
    bits[Table::index(part)] = of_part.whole.bits;
    const auto& rows = of_part.notes.rows;
    trace.notes.rows.insert(trace.notes.rows.end(), rows.begin(), rows.end());
    trace.notes.open_years |= of_part.notes.open_years;
    if (verdict_of(of_part.whole.bits) == Verdict::kUnknown) trace.notes.why |= of_part.notes.why;
    trace.whole.done += of_part.whole.bits & 1;
    trace.whole.may += of_part.whole.bits >> 3 & 1;
    trace.whole.needed = plan_.rules[Table::index(number)].threshold - trace.whole.done;
  }
  is_read_.assign(subject.lines.size() * plan_.facts.size(), 0);
  trace.whole.bits = bits_of(subject, number, bits, &trace);
  trace.whole.subject = subject.id;
  if (verdict_of(trace.whole.bits) != Verdict::kOpen) trace.whole.needed = -1;
  return trace;
}

Bits Judge::bits_of(const Subject& subject, Code number, std::span<const Bits> so_far,
                    Trace* trace) {
  const Rule& rule = plan_.rules[Table::index(number)];
  Notes* notes = trace == nullptr ? nullptr : &trace->notes;
  if (rule.kind == Kind::kKOf) return k_of(rule, so_far);
  if (rule.kind == Kind::kLinked) return linked(subject, rule, false, notes);
  const Bits bits = leaf(subject, rule, trace);
  return plan_.policy.leave_out_open_years ? leave_out_open_years(bits) : bits;
}

Code Judge::absent_table(const Rule& rule) const {
  const FactRule& fact = plan_.facts[Table::index(rule.fact)];
  if (!facts_.table(fact.table).present) return fact.table;
  const bool asks_launches = rule.kind == Kind::kRatioAtLeast;
  return asks_launches && !facts_.table(fact.launches).present ? fact.launches : kBlank;
}

Bits Judge::leaf(const Subject& subject, const Rule& rule, Trace* trace) {
  Notes* notes = trace == nullptr ? nullptr : &trace->notes;
  if (const Code absent = absent_table(rule); !is_blank(absent)) {
    if (notes != nullptr) notes->miss(Part::kMissing, Why::kRegisterGap, absent, -1, subject.id);
    return kUnknownBits;
  }
  const bool any = plan_.policy.merged == Merged::kAny;
  const std::size_t lines = rule.kind == Kind::kAttested ? 1 : subject.lines.size();
  Bits bits = any ? Bits{0} : kMetBits;
  for (std::size_t line = 0; line < lines; ++line) {
    if (notes != nullptr) notes->line = static_cast<Code>(line);
    const Measured measured = measure(subject, rule, line, notes);
    const Bits of_line = gate(measured, rule.threshold);
    bits = any ? bits | of_line : bits & of_line;
    if (trace != nullptr) trace->lines.push_back(line_trace(subject, rule, line, measured));
  }
  if (trace != nullptr) trace->whole = over_lines(trace->lines, any);
  return bits;
}

LineTrace Judge::line_trace(const Subject& subject, const Rule& rule, std::size_t line,
                            const Measured& measured) const {
  LineTrace trace{.bits = gate(measured, rule.threshold)};
  trace.done = measured.worst_lo;
  trace.may = measured.best_hi;
  const Code first = subject.lines[line].segments.front().subject;
  const Code unit = subject.is_unit ? lineage_.unit_of(first) : kBlank;
  trace.subject = unit < 0 ? first : lineage_.units()[Table::index(unit)].id;
  if (verdict_of(trace.bits) != Verdict::kOpen) return trace;
  if (is_yearly(rule.kind)) {
    const std::size_t at = line * plan_.facts.size() + Table::index(rule.fact);
    trace.needed = years_needed(plan_, rule, cells_[at], subject.clock);
  } else if (rule.kind == Kind::kEventsAtLeast || rule.kind == Kind::kPlaceWithin) {
    trace.needed = rule.threshold - measured.worst_lo;
  }
  if (trace.needed <= 0 || trace.needed >= kMany) trace.needed = -1;
  return trace;
}

Asked Judge::asked(const Subject& subject, const Line& line) const {
  Asked asked{.segments = line.segments, .first_year = plan_.window.first, .clock = subject.clock};
  asked.late = subject.is_unit ? plan_.policy.new_unit : plan_.policy.joined_late;
  Day first = line.opened;
  if (!subject.is_unit) {
    const auto memberships = facts_.of_person(subject.id);
    first = memberships.empty() ? kFirstDay : memberships.front().from;
  }
  if (first != kFirstDay) asked.first_year = year_of(first);
  return asked;
}

Measured Judge::measure(const Subject& subject, const Rule& rule, std::size_t line, Notes* notes) {
  const Line& of = subject.lines[line];
  if (is_yearly(rule.kind)) {
    const std::size_t at = line * plan_.facts.size() + Table::index(rule.fact);
    if (cells_.size() <= at) cells_.resize(is_read_.size());
    const Asked ask = asked(subject, of);
    if (is_read_[at] == 0) {
      read_years(facts_, plan_, plan_.facts[Table::index(rule.fact)], ask, cells_[at]);
      is_read_[at] = 1;
    }
    if (notes != nullptr) note_years(facts_, plan_, rule, ask, cells_[at], *notes);
    return measure_years(plan_, rule, cells_[at], subject.clock);
  }
  const Asker asker{.segments = of.segments,
                    .ids = subject.ids,
                    .is_unit = subject.is_unit,
                    .clock = subject.clock,
                    .opened = of.opened};
  return rule.kind == Kind::kAttested ? measure_judgements(facts_, plan_, rule, asker, notes)
                                      : measure_events(facts_, plan_, rule, asker, notes);
}

Bits Judge::k_of(const Rule& rule, std::span<const Bits> so_far) const {
  Bits bits = 0;
  for (unsigned place = 0; place < 8; ++place) {
    const auto hold = std::ranges::count_if(
        rule.parts, [&](Code part) { return (so_far[Table::index(part)] >> place & 1) != 0; });
    if (hold >= rule.threshold) bits |= static_cast<Bits>(1U << place);
  }
  return bits;
}

Bits Judge::linked(const Subject& subject, const Rule& rule, bool countable_only,
                   Notes* notes) const {
  Bits bits = kMetBits;
  const Day last = std::min(subject.clock, plan_.window.last_day());
  for (const Membership& m : facts_.of_person(subject.id)) {
    const bool then = rule.any_time ? m.from <= last && m.to >= plan_.window.first_day()
                                    : m.covers(subject.clock);
    const bool perhaps = is_blank(m.role);
    if (!then || (!perhaps && rule.roles[Table::index(m.role)] == 0)) continue;
    const Code unit = lineage_.unit_of(m.unit);
    Bits of_unit = unit < 0 ? kUnknownBits : kMetBits;
    for (const Code need : rule.needs) {
      if (unit < 0 || (countable_only && !plan_.rules[Table::index(need)].countable)) continue;
      of_unit &= unit_bits_(unit, need);
    }
    bits &= perhaps ? static_cast<Bits>(of_unit | kBestBits) : of_unit;
    if (notes == nullptr) continue;
    const Code table = plan_.facts[Table::index(rule.fact)].table;
    if (perhaps || unit < 0) {  // a unit that never opened is nobody's to judge
      const Why why = perhaps ? Why::kCellUnreadable : Why::kMembership;
      notes->miss(Part::kPerhaps, why, table, m.row, subject.id);
    } else {
      notes->add(part_of(verdict_of(of_unit)), table, m.row,
                 lineage_.units()[Table::index(unit)].id);
    }
    if (unit >= 0) doubt_with(unit, rule, *notes);
  }
  return bits;
}

void Judge::doubt_with(Code unit, const Rule& rule, Notes& notes) const {
  for (const Code need : rule.needs) {
    if (verdict_of(unit_bits_(unit, need)) != Verdict::kUnknown) continue;
    Judge other(facts_, plan_, lineage_, unit_bits_);
    notes.why |= other.trace(subject_of(lineage_.units()[Table::index(unit)]), need).notes.why;
  }
}

}  // namespace lantoa
