#include "lantoa/mobility.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <span>
#include <string>
#include <vector>

#include "averages.hpp"
#include "lantoa/agreement.hpp"
#include "lantoa/error.hpp"

namespace lantoa {
namespace {

using Rows = std::vector<Eigen::Index>;
using Ranks = std::vector<std::int64_t>;

constexpr double kNothing = std::numeric_limits<double>::quiet_NaN();

void check(const Eigen::Ref<const Eigen::ArrayXXd>& values, const Codes& before, const Codes& after,
           const Codes& block) {
  if (before.size() != after.size()) throw InputError("each step needs a year before and after");
  if (block.size() != values.rows()) throw InputError("there must be a block for each subject");
  for (const Codes& columns : {before, after}) {
    if ((columns.array() < 0).any() ||
        (columns.array() >= static_cast<Code>(values.cols())).any()) {
      throw InputError("a step names a year that is not there");
    }
  }
}

/// Twice the average ranks in a column of the rows that are asked.
template <typename Column>
Ranks ranks_of(const Column& column, const Rows& rows) {
  std::vector<double> found(rows.size());
  std::ranges::transform(rows, found.begin(), [&](Eigen::Index row) { return column[row]; });
  return twice_average_ranks(std::span<const double>(found));
}

Order order_of(const Ranks& ranks) {
  return Eigen::Map<const Order>(ranks.data(), static_cast<Eigen::Index>(ranks.size()));
}

/// The share of moves that blocks make together; none where nobody in a block moves.
double together(const Ranks& changes, const Rows& rows, const Codes& block) {
  const Code most = block.size() > 0 ? block.maxCoeff() : -1;
  Ranks sums(static_cast<std::size_t>(std::max<Code>(most, -1) + 1));
  std::int64_t moved = 0;
  for (std::size_t at = 0; at < rows.size(); ++at) {
    if (block[rows[at]] < 0) continue;
    sums[static_cast<std::size_t>(block[rows[at]])] += changes[at];
    moved += std::abs(changes[at]);
  }
  if (moved == 0) return kNothing;
  std::int64_t found = 0;
  for (const std::int64_t sum : sums) found += std::abs(sum);
  return static_cast<double>(found) / static_cast<double>(moved);
}

/// One step: who is there in both years, and how they moved.
void tell(const Eigen::Ref<const Eigen::ArrayXXd>& values, Eigen::Index before, Eigen::Index after,
          const Codes& block, PlaceMoves& out, Eigen::Index step) {
  Rows rows;
  for (Eigen::Index row = 0; row < values.rows(); ++row) {
    if (!std::isnan(values(row, before)) && !std::isnan(values(row, after))) rows.push_back(row);
  }
  const Ranks was = ranks_of(values.col(before), rows);
  const Ranks now = ranks_of(values.col(after), rows);
  Ranks changes(rows.size());
  std::ranges::transform(now, was, changes.begin(), std::minus{});
  std::int64_t total = 0;
  std::int64_t furthest = 0;
  for (const std::int64_t change : changes) {
    total += std::abs(change);
    furthest = std::max(furthest, std::abs(change));
  }
  out.subjects[step] = static_cast<Code>(rows.size());
  out.tau[step] = kendall_tau(order_of(was), order_of(now)).value_or(kNothing);
  out.total[step] = rows.empty() ? kNothing : static_cast<double>(total) / 2;
  out.furthest[step] = rows.empty() ? kNothing : static_cast<double>(furthest) / 2;
  out.theta[step] = together(changes, rows, block);
}

}  // namespace

PlaceMoves place_moves(const Eigen::Ref<const Eigen::ArrayXXd>& values, const Codes& before,
                       const Codes& after, const Codes& block, Threads threads) {
  check(values, before, after, block);
  const Eigen::Index steps = before.size();
  const Eigen::ArrayXd nothing = Eigen::ArrayXd::Constant(steps, kNothing);
  PlaceMoves out{Codes::Zero(steps), nothing, nothing, nothing, nothing};
  constexpr Eigen::Index kFew = 20'000;  // values that are told within milliseconds
  const Eigen::Index grain = values.rows() * steps < kFew ? std::max<Eigen::Index>(steps, 1) : 1;
  const auto told = [&](std::int64_t begin, std::int64_t end) {
    for (std::int64_t step = begin; step < end; ++step) {
      tell(values, before[step], after[step], block, out, step);
    }
  };
  parallel_for_blocks(steps, grain, told, threads);
  return out;
}

ClassTable place_classes(const Eigen::Ref<const Eigen::ArrayXXd>& values, Code k) {
  if (k < 2) throw InputError("places are cut in 2 classes or more, not " + std::to_string(k));
  ClassTable out = ClassTable::Constant(values.rows(), values.cols(), -1);
  for (Eigen::Index column = 0; column < values.cols(); ++column) {
    Rows rows;
    for (Eigen::Index row = 0; row < values.rows(); ++row) {
      if (!std::isnan(values(row, column))) rows.push_back(row);
    }
    const Ranks ranks = ranks_of(values.col(column), rows);
    const auto n = static_cast<std::int64_t>(rows.size());
    for (std::size_t at = 0; at < rows.size(); ++at) {
      const std::int64_t found = (ranks[at] - 1) * k / (2 * n);  // the middle of its rank
      out(rows[at], column) = static_cast<Code>(found);
    }
  }
  return out;
}

}  // namespace lantoa
