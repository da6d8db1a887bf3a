#include "lantoa/measurements.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "checking.hpp"
#include "cubing.hpp"
#include "lantoa/error.hpp"
#include "lantoa/parallel.hpp"

namespace lantoa {
namespace {

/// Which rules have other bits: those of another threshold, and those made of them.
std::vector<bool> changed(const Plan& plan, const Eigen::Ref<const Codes>& thresholds) {
  std::vector<bool> out(plan.rules.size(), false);
  const auto any = [&](const std::vector<Code>& rules) {
    return std::ranges::any_of(rules, [&](Code rule) { return out[Table::index(rule)]; });
  };
  for (std::size_t i = 0; i < out.size(); ++i) {
    const Rule& rule = plan.rules[i];
    const bool other = thresholds[static_cast<Eigen::Index>(i)] != rule.threshold;
    out[i] = (other && rule.kind != Kind::kLinked) || any(rule.parts);
  }
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = out[i] || any(plan.rules[i].needs);
  return out;
}

std::vector<Code> positions(const std::vector<bool>& chosen) {
  std::vector<Code> out;
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    if (chosen[i]) out.push_back(static_cast<Code>(i));
  }
  return out;
}

/// Where the bits of one block are.
struct Columns {
  std::vector<const Bits*> read;  // by rule
  std::vector<Bits*> written;     // by rule; null where the rule has not changed

  void add(Bits* bits) {
    read.push_back(bits);
    written.push_back(bits);
  }
  void add_unchanged(const Bits* bits) {
    read.push_back(bits);
    written.push_back(nullptr);
  }
};

std::vector<const Bits*> parts_of(const Rule& rule, const Columns& columns) {
  std::vector<const Bits*> parts;
  parts.reserve(rule.parts.size());
  for (const Code part : rule.parts) parts.push_back(columns.read[Table::index(part)]);
  return parts;
}

/// One pass over what was kept, with other thresholds.
class Regating {
 public:
  Regating(const Measurements::Kept& kept, const Eigen::Ref<const Codes>& thresholds)
      : kept_(kept),
        plan_(kept.plan),
        thresholds_(thresholds),
        is_changed_(changed(plan_, thresholds)),
        changed_(positions(is_changed_)),
        unit_bits_(kept.unit_bits) {}

  [[nodiscard]] Regated regate(int threads) {
    const Eigen::Index rows = kept_.evaluation.subjects.size();
    const auto width = static_cast<Eigen::Index>(changed_.size());
    out_ = {Eigen::Map<const Codes>(changed_.data(), width), BitTable(rows, width), BitColumn(rows),
            BitColumn(rows)};
    regate_units();
    for (const Rule& rule : plan_.rules) {
      const bool links = rule.kind == Kind::kLinked;
      links_.push_back(links ? link_bits(plan_, rule, unit_bits_) : std::vector<LinkBits>{});
    }
    regate_people(threads);
    return std::move(out_);
  }

 private:
  const Measurements::Kept& kept_;
  const Plan& plan_;
  const Eigen::Ref<const Codes>& thresholds_;
  std::vector<bool> is_changed_;
  std::vector<Code> changed_;
  BitTable unit_bits_;
  std::vector<std::vector<LinkBits>> links_;  // by rule
  Regated out_;

  [[nodiscard]] const Rule& rule(Code number) const { return plan_.rules[Table::index(number)]; }

  /// The changed rules of one block, except links, in the order in which they are made.
  void regate_rules(const BlockRecord& record, const Columns& columns) const {
    for (const Code number : changed_) {
      const std::span<Bits> out(columns.written[Table::index(number)], record.rows());
      if (rule(number).kind == Kind::kKOf) {
        count_parts(parts_of(rule(number), columns), thresholds_[number], out);
      } else if (record.has(number)) {
        record.gate_all(plan_.policy, number, thresholds_[number], out);
      }
    }
  }

  void regate_units() {
    Eigen::Index first = 0;
    for (const auto& record : kept_.units) {
      Columns columns;
      for (Eigen::Index i = 0; i < unit_bits_.cols(); ++i) {
        columns.add(unit_bits_.col(i).data() + first);
      }
      regate_rules(*record, columns);
      first += static_cast<Eigen::Index>(record->rows());
    }
    for (std::size_t i = 0; i < kept_.judged.size(); ++i) copy_unit(static_cast<Eigen::Index>(i));
  }

  void copy_unit(Eigen::Index row) {
    const Code unit = kept_.judged[static_cast<std::size_t>(row)];
    for (std::size_t i = 0; i < changed_.size(); ++i) {
      out_.bits(row, static_cast<Eigen::Index>(i)) = unit_bits_(unit, changed_[i]);
    }
    out_.all[row] = out_.countable[row] = kMetBits;
    for (Code number = 0; std::cmp_less(number, plan_.rules.size()); ++number) {
      if (!rule(number).gate) continue;  // one that is not asked of units is met
      out_.all[row] &= unit_bits_(unit, number);
      if (rule(number).countable) out_.countable[row] &= unit_bits_(unit, number);
    }
  }

  void regate_people(int threads) {
    std::vector<Eigen::Index> first = {static_cast<Eigen::Index>(kept_.judged.size())};
    for (const auto& record : kept_.people) {
      first.push_back(first.back() + static_cast<Eigen::Index>(record->rows()));
    }
    parallel_for_blocks(
        static_cast<std::int64_t>(kept_.people.size()), kBlocks,
        [&](std::int64_t begin, std::int64_t end) {
          for (auto i = static_cast<std::size_t>(begin); std::cmp_less(i, end); ++i) {
            regate_block(*kept_.people[i], first[i]);
          }
        },
        threads);
  }

  static constexpr std::int64_t kBlocks = 16;

  [[nodiscard]] Columns columns(Eigen::Index first) {
    Columns columns;
    Eigen::Index at = 0;
    for (std::size_t number = 0; number < is_changed_.size(); ++number) {
      if (is_changed_[number]) {
        columns.add(out_.bits.col(at++).data() + first);
      } else {
        const auto column = static_cast<Eigen::Index>(number);
        columns.add_unchanged(kept_.evaluation.bits.col(column).data() + first);
      }
    }
    return columns;
  }

  void regate_block(const BlockRecord& record, Eigen::Index first) {
    const Columns columns = this->columns(first);
    const std::span<Bits> all(out_.all.data() + first, record.rows());
    const std::span<Bits> countable(out_.countable.data() + first, record.rows());
    std::ranges::fill(all, kMetBits);
    std::ranges::fill(countable, kMetBits);
    for (const Code number : changed_) start(number, record.rows(), first, columns);
    regate_rules(record, columns);
    for (Code number = 0; std::cmp_less(number, plan_.rules.size()); ++number) {
      const std::span<const Bits> bits(columns.read[Table::index(number)], record.rows());
      const bool links = rule(number).kind == Kind::kLinked;
      if (links) link(record, number, columns.written[Table::index(number)], countable);
      if (!rule(number).gate || !rule(number).for_people) continue;
      intersect(all, bits);
      if (rule(number).countable && !links) intersect(countable, bits);
    }
  }

  /// A rule without a statistic keeps its bits; a link is met until a head is found.
  void start(Code number, std::size_t rows, Eigen::Index first, const Columns& columns) const {
    Bits* bits = columns.written[Table::index(number)];
    if (rule(number).kind == Kind::kLinked) {
      std::fill_n(bits, rows, kMetBits);
    } else {
      std::copy_n(kept_.evaluation.bits.col(number).data() + first, rows, bits);
    }
  }

  /// What heads inherit; `bits` is null where the linked rule has not changed.
  void link(const BlockRecord& record, Code number, Bits* bits, std::span<Bits> countable) const {
    const bool counts = rule(number).gate && rule(number).countable;
    for (const Head& head : record.heads(number)) {
      const LinkBits found =
          head.unit < 0 ? kUnknownLink : links_[Table::index(number)][Table::index(head.unit)];
      const LinkBits of_one = head.perhaps ? at_best_met(found) : found;
      if (bits != nullptr) bits[head.row] &= of_one.all;
      if (counts) countable[head.row] &= of_one.countable;
    }
  }
};

}  // namespace

Measurements::Measurements(const Facts& facts, const Plan& plan, int threads) {
  check(facts, plan);
  kept_ = std::make_shared<const Kept>(facts, plan, threads);
}

const Evaluation& Measurements::evaluation() const { return kept_->evaluation; }

Regated Measurements::regate(const Eigen::Ref<const Codes>& thresholds, int threads) const {
  const auto rules = static_cast<Eigen::Index>(kept_->plan.rules.size());
  if (thresholds.size() != rules) {
    throw InputError("thresholds must have " + std::to_string(rules) +
                     " entries like the rules, not " + std::to_string(thresholds.size()));
  }
  return Regating(*kept_, thresholds).regate(threads);
}

Evaluation Measurements::reevaluate(const Eigen::Ref<const Codes>& thresholds, int threads) const {
  Regated changed = regate(thresholds, threads);
  Evaluation found = kept_->evaluation;
  for (Eigen::Index i = 0; i < changed.rules.size(); ++i) {
    found.bits.col(changed.rules[i]) = changed.bits.col(i);
  }
  found.all = std::move(changed.all);
  found.countable = std::move(changed.countable);
  return found;
}

Cube Measurements::cube(const std::vector<Axis>& axes, Counting counting, bool countable_only,
                        const Eigen::Ref<const Codes>& against, int threads) const {
  return cube_of(*kept_, axes, counting, countable_only, against, threads);
}

}  // namespace lantoa
