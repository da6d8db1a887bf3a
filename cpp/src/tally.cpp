#include "lantoa/tally.hpp"

#include <algorithm>

#include "lantoa/parallel.hpp"
#include "tally_sums.hpp"
#include "tallying.hpp"

namespace lantoa {
namespace {

constexpr std::int64_t kGrain = 1024;  // subjects in a block

/// Makes the points of one subject after the other; writes to that subject's row only.
class Tallier {
 public:
  Tallier(const TallyTable& table, const TallyEvidence& evidence, Tallied& out)
      : table_(table), evidence_(evidence), out_(out) {}

  void tally(Eigen::Index row) {
    const EvidenceRow evidence(table_, evidence_, row);
    ask_rules(evidence, row);
    End low(table_, copy(out_.rules_low, row));
    End high(table_, copy(out_.rules_high, row));
    write(out_.counted_low, row, low.counted());
    write(out_.counted_high, row, high.counted());
    override_items(evidence, low.items(), high.items(), row);
    write(out_.items_low, row, low.items());
    write(out_.items_high, row, high.items());
    const auto low_sums = group_sums(table_, low.items(), low.bases());
    const auto high_sums = group_sums(table_, high.items(), high.bases());
    write_sums(out_.groups_low, out_.total_low, row, low_sums);
    write_sums(out_.groups_high, out_.total_high, row, high_sums);
    for (std::size_t g = 0; g < table_.gates.size(); ++g) {
      out_.gates(row, static_cast<Eigen::Index>(g)) =
          static_cast<Code>(evidence.all(table_.gates[g]));
    }
    out_.bands(row, 0) = band(evidence, low.items(), low_sums, Tri::kYes);
    out_.bands(row, 1) = band(evidence, high.items(), high_sums, Tri::kPerhaps);
  }

  static std::vector<Amount> copy(const Points& from, Eigen::Index row) {
    std::vector<Amount> out;
    out.reserve(static_cast<std::size_t>(from.cols()));
    for (Eigen::Index column = 0; column < from.cols(); ++column) {
      out.push_back(from(row, column));
    }
    return out;
  }
  static void write(Points& to, Eigen::Index row, const std::vector<Amount>& amounts) {
    for (Eigen::Index column = 0; column < to.cols(); ++column) {
      to(row, column) = amounts[static_cast<std::size_t>(column)];
    }
  }
  static void write_sums(Points& groups, Points& total, Eigen::Index row,
                         const std::vector<Amount>& sums) {
    write(groups, row, sums);
    total(row, 0) = sums.back();
  }

 private:
  const TallyTable& table_;
  const TallyEvidence& evidence_;
  Tallied& out_;

  /// Rules that ask for a clean item come after those that may deduct from it.
  void ask_rules(const EvidenceRow& evidence, Eigen::Index row) {
    std::vector<Interval> deducted(table_.items.size());
    for (const bool last : {false, true}) {
      for (std::size_t r = 0; r < table_.rules.size(); ++r) {
        const TallyRule& rule = table_.rules[r];
        if (rule.if_no_deduction != last || rule.kind == TallyKind::kOverride) continue;
        Interval& before = deducted[Table::index(rule.item)];
        const Contribution found =
            contribution(rule, evidence, tri(before.low == 0, before.high == 0));
        note(found, row, static_cast<Eigen::Index>(r));
        if (last || rule.is_base) continue;
        before.low = plus(before.low, std::min<Amount>(found.points.low, 0));
        before.high = plus(before.high, std::min<Amount>(found.points.high, 0));
      }
    }
  }

  void note(const Contribution& found, Eigen::Index row, Eigen::Index rule) {
    out_.rules_low(row, rule) = found.points.low;
    out_.rules_high(row, rule) = found.points.high;
    out_.notes(row, rule) = found.note;
  }

  /// The first override that holds has the last word.
  void override_items(const EvidenceRow& evidence, std::vector<Amount>& low,
                      std::vector<Amount>& high, Eigen::Index row) {
    for (std::size_t r = table_.rules.size(); r-- > 0;) {
      const TallyRule& rule = table_.rules[r];
      if (rule.kind != TallyKind::kOverride) continue;
      const Tri holds = evidence.all(rule.only_if);
      const std::size_t item = Table::index(rule.item);
      if (holds == Tri::kNo) continue;
      Interval now{rule.points, rule.points};
      if (holds == Tri::kPerhaps) now = hull(now, {low[item], high[item]});
      low[item] = now.low;
      high[item] = now.high;
      out_.notes(row, static_cast<Eigen::Index>(r)) = holds == Tri::kYes ? kHasApplied : kOpen;
    }
  }

  [[nodiscard]] Code band(const EvidenceRow& evidence, const std::vector<Amount>& items,
                          const std::vector<Amount>& sums, Tri least) const {
    const auto reached = [](const std::vector<Amount>& asked, const std::vector<Amount>& has) {
      return std::ranges::equal(asked.begin(), asked.end(), has.begin(),
                                has.begin() + static_cast<std::ptrdiff_t>(asked.size()),
                                std::ranges::less_equal{});
    };
    for (std::size_t b = 0; b < table_.bands.size(); ++b) {
      const TallyBand& one = table_.bands[b];
      if (one.at_least <= sums.back() && reached(one.items, items) && reached(one.groups, sums) &&
          evidence.all(one.when) >= least) {
        return static_cast<Code>(b);
      }
    }
    return kBlank;
  }
};

Tallied empty(const TallyTable& table, Eigen::Index n) {
  const auto zeros = [&](const auto& columns) -> Points {
    return Points::Zero(n, static_cast<Eigen::Index>(columns.size()));
  };
  Tallied out;
  out.rules_low = out.rules_high = out.counted_low = out.counted_high = zeros(table.rules);
  out.items_low = out.items_high = zeros(table.items);
  out.groups_low = out.groups_high = zeros(table.groups);
  out.total_low = out.total_high = Points::Zero(n, 1);
  out.notes = CodeTable::Zero(n, static_cast<Eigen::Index>(table.rules.size()));
  out.gates = CodeTable::Zero(n, static_cast<Eigen::Index>(table.gates.size()));
  out.bands = CodeTable::Constant(n, 2, kBlank);
  return out;
}

}  // namespace

Tallied tally(const TallyTable& table, const TallyEvidence& evidence) {
  check(table, evidence);
  const Eigen::Index n = evidence.numerator.rows();
  Tallied out = empty(table, n);
  parallel_for_blocks(n, kGrain, [&](std::int64_t begin, std::int64_t end) {
    Tallier tallier(table, evidence, out);
    for (std::int64_t row = begin; row < end; ++row) tallier.tally(row);
  });
  return out;
}

}  // namespace lantoa
