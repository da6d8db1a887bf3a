#include "lantoa/transition.hpp"

#include <cmath>
#include <limits>
#include <string>

#include "beta.hpp"
#include "lantoa/error.hpp"

namespace lantoa {
namespace {

using Whole = Eigen::Array<std::int64_t, Eigen::Dynamic, 1>;

void check(const Whole& counts, const Whole& totals, double level) {
  if (counts.size() != totals.size()) throw InputError("there must be a total for each count");
  if ((counts < 0).any() || (counts > totals).any()) {
    throw InputError("a count must be 0 or more, and no more than its total");
  }
  if (!(level > 0 && level < 1)) {
    throw InputError("level must be above 0 and below 1, not " + std::to_string(level));
  }
}

void check(const Codes& columns, Eigen::Index years) {
  if ((columns.array() < 0).any() || (columns.array() >= static_cast<Code>(years)).any()) {
    throw InputError("a step names a year that is not there");
  }
}

}  // namespace

Counted transitions(
    const Eigen::Ref<const Eigen::Matrix<Code, Eigen::Dynamic, Eigen::Dynamic>>& classes, Code k,
    const Codes& before, const Codes& after) {
  if (k < 1) throw InputError("there must be a class, not " + std::to_string(k));
  if (classes.size() > 0 && classes.maxCoeff() >= k) throw InputError("a class is out of range");
  if (before.size() != after.size()) throw InputError("each step needs a year before and after");
  check(before, classes.cols());
  check(after, classes.cols());
  Counted out = Counted::Zero(k, k);
  for (Eigen::Index step = 0; step < before.size(); ++step) {
    for (Eigen::Index row = 0; row < classes.rows(); ++row) {
      const Code was = classes(row, before[step]);
      const Code now = classes(row, after[step]);
      if (was >= 0 && now >= 0) ++out(was, now);
    }
  }
  return out;
}

ClassMobility class_mobility(const Counted& moves) {
  const Eigen::Index k = moves.rows();
  if (k < 2 || moves.cols() != k)
    throw InputError("expected a square table of two classes or more");
  constexpr double kNothing = std::numeric_limits<double>::quiet_NaN();
  const std::int64_t all = moves.sum();
  if (all == 0) return {kNothing, kNothing, kNothing};
  std::int64_t stayed = 0;
  std::int64_t classes = 0;
  double trace = 0;
  for (Eigen::Index was = 0; was < k; ++was) {
    const std::int64_t row = moves.row(was).sum();
    trace += row == 0 ? kNothing : static_cast<double>(moves(was, was)) / static_cast<double>(row);
    stayed += moves(was, was);
    for (Eigen::Index now = 0; now < k; ++now) classes += std::abs(was - now) * moves(was, now);
  }
  const auto whole = static_cast<double>(all);
  return {static_cast<double>(all - stayed) / whole,
          (static_cast<double>(k) - trace) / static_cast<double>(k - 1),
          static_cast<double>(classes) / whole};
}

ShareRanges jeffreys(const Whole& counts, const Whole& totals, double level) {
  check(counts, totals, level);
  ShareRanges out{Eigen::ArrayXd::Zero(counts.size()), Eigen::ArrayXd::Ones(counts.size())};
  const double tail = (1 - level) / 2;
  for (Eigen::Index at = 0; at < counts.size(); ++at) {
    const double a = static_cast<double>(counts[at]) + 0.5;
    const double b = static_cast<double>(totals[at] - counts[at]) + 0.5;
    if (counts[at] > 0) out.low[at] = beta_quantile(tail, a, b);
    if (counts[at] < totals[at]) out.high[at] = 1 - beta_quantile(tail, b, a);
  }
  return out;
}

ShareRanges wilson(const Whole& counts, const Whole& totals, double level) {
  check(counts, totals, level);
  ShareRanges out{Eigen::ArrayXd::Zero(counts.size()), Eigen::ArrayXd::Ones(counts.size())};
  const double z = normal_deviations(level);
  for (Eigen::Index at = 0; at < counts.size(); ++at) {
    if (totals[at] == 0) continue;
    const auto n = static_cast<double>(totals[at]);
    const double share = static_cast<double>(counts[at]) / n;
    const double middle = (share + z * z / (2 * n)) / (1 + z * z / n);
    const double half =
        z * std::sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n);
    if (counts[at] > 0) out.low[at] = middle - half;
    if (counts[at] < totals[at]) out.high[at] = middle + half;
  }
  return out;
}

}  // namespace lantoa
