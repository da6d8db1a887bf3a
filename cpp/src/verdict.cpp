#include "lantoa/verdict.hpp"

#include <algorithm>

#include "judge.hpp"
#include "lantoa/parallel.hpp"

namespace lantoa {
namespace {

constexpr std::int64_t kGrain = 2048;  // about a millisecond of people

Verdict verdict_of_four(unsigned bits) {
  const auto half = [](unsigned two) { return (two & 1U) != 0 ? 2 : (two & 2U) != 0 ? 1 : 0; };
  const int worst = half(bits & 3U);
  const int best = half(bits >> 2U & 3U);
  if (worst != best) return Verdict::kUnknown;
  return worst == 2 ? Verdict::kMet : worst == 1 ? Verdict::kOpen : Verdict::kFailed;
}

/// Whether somebody is judged, on which day, and in which unit.
struct Standing {
  Out out = Out::kNoMembership;
  Day clock = 0;
  Code unit = kBlank;
};

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

Standing standing(const Facts& facts, const Plan& plan, Code person) {
  const auto memberships = facts.of_person(person);
  const Day first = plan.window.first_day();
  const Day last = std::min(plan.as_of, plan.window.last_day());
  const Membership* now = last_in(memberships, plan.as_of, plan.as_of);
  Standing found{now == nullptr ? why_not_there(memberships, plan.as_of) : Out::kIn, plan.as_of,
                 now == nullptr ? kBlank : now->unit};
  if (plan.belongs == Belongs::kOnAsOfDate) return found;
  if (plan.belongs == Belongs::kWholeWindow && !covers_every_day(memberships, first, last)) {
    if (now != nullptr) found.out = Out::kNotWholeWindow;
    return found;
  }
  const Membership* latest = last_in(memberships, first, last);
  if (plan.belongs == Belongs::kAnyTime && latest == nullptr) {
    if (now != nullptr) found.out = Out::kNotYet;
    return found;
  }
  if (now == nullptr && latest != nullptr) {
    found = {Out::kIn, std::min(plan.as_of, latest->to), latest->unit};
  }
  return found;
}

BitTable judge_units(const Facts& facts, const Plan& plan, const Lineage& lineage, int threads) {
  const auto rules = static_cast<Eigen::Index>(plan.rules.size());
  // One column per unit while they are judged, so that a unit's bits lie side by side.
  BitTable bits(rules, static_cast<Eigen::Index>(lineage.units().size()));
  parallel_for_blocks(
      bits.cols(), 64,
      [&](std::int64_t begin, std::int64_t end) {
        const BitTable none;
        Judge judge(facts, plan, lineage, none);
        for (std::int64_t unit = begin; unit < end; ++unit) {
          judge.judge(subject_of(lineage.units()[static_cast<std::size_t>(unit)]),
                      std::span(bits.col(unit).data(), plan.rules.size()));
        }
      },
      threads);
  return bits.transpose();
}

/// Gathers the judged in the order of their codes: units under the id in force, then people.
class Evaluating {
 public:
  Evaluating(const Facts& facts, const Plan& plan, int threads)
      : facts_(facts), plan_(plan), threads_(threads), lineage_(facts, plan) {}

  Evaluation evaluate() {
    unit_bits_ = judge_units(facts_, plan_, lineage_, threads_);
    out_.out = Codes::Constant(facts_.subjects(), static_cast<Code>(Out::kNoMembership));
    find_units();
    find_people();
    resize();
    fill_units();
    fill_people();
    return std::move(out_);
  }

 private:
  const Facts& facts_;
  const Plan& plan_;
  int threads_;
  Lineage lineage_;
  BitTable unit_bits_;
  std::vector<Code> units_;  // positions in the lineage
  std::vector<Code> people_;
  std::vector<Standing> standings_;
  Evaluation out_;

  void find_units() {
    for (Code id = 0; id < facts_.units(); ++id) {
      out_.out[id] = static_cast<Code>(lineage_.out(id));
      const Code unit = lineage_.unit_of(id);
      if (unit < 0) continue;
      const Unit& found = lineage_.units()[Table::index(unit)];
      if (found.id == id && found.out == Out::kIn) units_.push_back(unit);
    }
  }

  void find_people() {
    standings_.resize(Table::index(facts_.people()));
    parallel_for_blocks(
        facts_.people(), 8 * kGrain,
        [&](std::int64_t begin, std::int64_t end) {
          for (std::int64_t i = begin; i < end; ++i) {
            const Code person = facts_.units() + static_cast<Code>(i);
            standings_[static_cast<std::size_t>(i)] = standing(facts_, plan_, person);
            out_.out[person] = static_cast<Code>(standings_[static_cast<std::size_t>(i)].out);
          }
        },
        threads_);
    for (Code i = 0; i < facts_.people(); ++i) {
      if (standings_[Table::index(i)].out == Out::kIn) people_.push_back(i);
    }
  }

  [[nodiscard]] Eigen::Index unit_count() const { return static_cast<Eigen::Index>(units_.size()); }

  void resize() {
    const auto n = unit_count() + static_cast<Eigen::Index>(people_.size());
    out_.subjects.resize(n);
    out_.units.resize(n);
    out_.bits.resize(n, static_cast<Eigen::Index>(plan_.rules.size()));
    out_.all.resize(n);
    out_.countable.resize(n);
  }

  void fill_units() {
    const BitTable none;
    Judge judge(facts_, plan_, lineage_, none);
    for (Eigen::Index row = 0; row < unit_count(); ++row) {
      const Code at = units_[static_cast<std::size_t>(row)];
      const Unit& unit = lineage_.units()[Table::index(at)];
      out_.bits.row(row) = unit_bits_.row(at);
      std::vector<Bits> bits(plan_.rules.size());
      for (std::size_t rule = 0; rule < bits.size(); ++rule) {
        bits[rule] = unit_bits_(at, static_cast<Eigen::Index>(rule));
      }
      fill(row, unit.id, unit.id, judge, subject_of(unit), bits);
    }
  }

  void fill(Eigen::Index row, Code id, Code unit, Judge& judge, const Subject& subject,
            std::span<const Bits> bits) {
    out_.subjects[row] = id;
    out_.units[row] = unit;
    out_.all[row] = judge.over_gates(bits, false, subject);
    out_.countable[row] = judge.over_gates(bits, true, subject);
  }

  void fill_people() {
    parallel_for_blocks(
        static_cast<std::int64_t>(people_.size()), kGrain,
        [&](std::int64_t begin, std::int64_t end) {
          Judge judge(facts_, plan_, lineage_, unit_bits_);
          Person person(0, 0);
          std::vector<Bits> bits(plan_.rules.size());
          for (std::int64_t i = begin; i < end; ++i) fill_person(i, judge, person, bits);
        },
        threads_);
  }

  void fill_person(std::int64_t i, Judge& judge, Person& person, std::vector<Bits>& bits) {
    const Code code = people_[static_cast<std::size_t>(i)];
    const Standing& found = standings_[Table::index(code)];
    person.become(facts_.units() + code, found.clock);
    const Subject subject = person.subject();
    judge.judge(subject, bits);
    const Eigen::Index row = unit_count() + i;
    for (std::size_t rule = 0; rule < bits.size(); ++rule) {
      out_.bits(row, static_cast<Eigen::Index>(rule)) = bits[rule];
    }
    fill(row, person.id, lineage_.named(found.unit), judge, subject, bits);
  }
};

}  // namespace

Day clock_of(const Facts& facts, const Plan& plan, Code person) {
  return facts.is_unit(person) ? plan.as_of : standing(facts, plan, person).clock;
}

Verdict verdict_of(Bits bits) { return verdict_of_four(bits & 0x0FU); }

Verdict provisional_of(Bits bits) { return verdict_of_four(static_cast<unsigned>(bits) >> 4U); }

Bits gate(const Measured& m, std::int32_t threshold) {
  const auto bit = [&](std::int32_t value, unsigned place) {
    return value >= threshold ? 1U << place : 0U;
  };
  const unsigned strict =
      (bit(m.worst_lo, 0) | bit(m.worst_hi, 1) | bit(m.best_lo, 2) | bit(m.best_hi, 3)) & m.also;
  unsigned provisional = (bit(m.provisional_worst, 4) | bit(m.provisional_worst, 5) |
                          bit(m.provisional_best, 6) | bit(m.provisional_best, 7)) &
                         m.also;
  if (m.provisional_open) provisional = (strict & 0x0AU) == 0 ? 0 : kOpenBits & 0xF0U;
  return static_cast<Bits>(strict | provisional);
}

Codes verdicts(const Eigen::Ref<const BitColumn>& bits, bool provisional) {
  return bits.unaryExpr([&](Bits row) {
    return static_cast<Code>(provisional ? provisional_of(row) : verdict_of(row));
  });
}

Codes counted(const Eigen::Ref<const BitColumn>& bits, Counting counting) {
  return bits.unaryExpr([&](Bits row) -> Code {
    const Verdict verdict =
        counting == Counting::kProvisional ? provisional_of(row) : verdict_of(row);
    const bool possible = counting == Counting::kPossible && verdict == Verdict::kOpen;
    return verdict == Verdict::kMet || possible ? 1 : 0;
  });
}

Evaluation evaluate(const Facts& facts, const Plan& plan, int threads) {
  return Evaluating(facts, plan, threads).evaluate();
}

Inspector::Inspector(const Facts& facts, const Plan& plan)
    : facts_(facts),
      plan_(plan),
      lineage_(facts, plan),
      unit_bits_(judge_units(facts, plan, lineage_, 1)) {}

Trace Inspector::inspect(Code subject, Code rule) const {
  Judge judge(facts_, plan_, lineage_, unit_bits_);
  if (facts_.is_unit(subject)) {
    const Code unit = lineage_.unit_of(subject);
    return unit < 0 ? Trace{} : judge.trace(subject_of(lineage_.units()[Table::index(unit)]), rule);
  }
  const Person person(subject, standing(facts_, plan_, subject).clock);
  return judge.trace(person.subject(), rule);
}

}  // namespace lantoa
