#include "lantoa/weights.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>
#include <utility>

#include "lantoa/error.hpp"

namespace lantoa {

namespace {

constexpr double kRounding = std::numeric_limits<double>::epsilon() / 2;

/// How far a sum of all weights may be off.
double slack(const WeightSet& set) {
  return 8 * static_cast<double>(set.low.size()) * kRounding * set.total;
}

void check_order(const WeightSet& set) {
  std::vector<std::int32_t> sorted = set.order;
  std::ranges::sort(sorted);
  for (std::size_t at = 0; at < sorted.size(); ++at) {
    if (std::cmp_not_equal(sorted[at], at)) {
      throw InputError("order must name every criterion once");
    }
  }
  if (sorted.size() != static_cast<std::size_t>(set.low.size())) {
    throw InputError("order must have " + std::to_string(set.low.size()) + " criteria, not " +
                     std::to_string(sorted.size()));
  }
  if ((set.low.array() != set.low[0]).any()) {
    throw InputError("under an order the least weight must be one number");
  }
}

void check_box(const WeightSet& set) {
  if (set.high.size() != set.low.size()) {
    throw InputError("high must have " + std::to_string(set.low.size()) + " weights, not " +
                     std::to_string(set.high.size()));
  }
  if (!set.high.allFinite()) throw InputError("weights must be finite");
  if ((set.low.array() > set.high.array()).any()) {
    throw InputError("a weight's low end is above its high end");
  }
  if (set.high.sum() < set.total - slack(set)) {
    throw InputError("the highest weights do not reach their total");
  }
}

/// Corners of a box, found by placing one criterion after the other.
class BoxCorners {
 public:
  BoxCorners(const WeightSet& set, std::int64_t most)
      : set_(set), most_(most), slack_(slack(set)), now_(set.low) {
    const auto p = static_cast<std::size_t>(set.low.size());
    least_after_.assign(p + 1, 0.0);
    most_after_.assign(p + 1, 0.0);
    for (std::size_t at = p; at-- > 0;) {
      least_after_[at] = least_after_[at + 1] + set.low[static_cast<Eigen::Index>(at)];
      most_after_[at] = most_after_[at + 1] + set.high[static_cast<Eigen::Index>(at)];
    }
  }

  std::optional<Scores> all() {
    place(0, 0.0, -1);
    if (std::cmp_greater(found_.size(), most_)) return std::nullopt;
    Scores out(set_.low.size(), static_cast<Eigen::Index>(found_.size()));
    for (std::size_t at = 0; at < found_.size(); ++at) {
      out.col(static_cast<Eigen::Index>(at)) = found_[at];
    }
    return out;
  }

 private:
  const WeightSet& set_;
  std::int64_t most_;
  double slack_;
  Doubles now_;
  std::vector<double> least_after_;
  std::vector<double> most_after_;
  std::vector<Doubles> found_;

  /// Whether the criteria from `at` on can bring the sum to the total, the free one besides.
  [[nodiscard]] bool fits(std::size_t at, double sum, Eigen::Index free) const {
    const double least = sum + least_after_[at] + (free < 0 ? 0.0 : set_.low[free]);
    const double most = sum + most_after_[at] + (free < 0 ? 0.0 : set_.high[free]);
    return least <= set_.total + slack_ && most >= set_.total - slack_;
  }

  void place(std::size_t at, double sum, Eigen::Index free) {
    if (std::cmp_greater(found_.size(), most_) || !fits(at, sum, free)) return;
    const auto j = static_cast<Eigen::Index>(at);
    if (j == set_.low.size()) return keep(sum, free);
    for (const double end : {set_.low[j], set_.high[j]}) {
      now_[j] = end;
      place(at + 1, sum + end, free);
      if (set_.low[j] == set_.high[j]) return;
    }
    if (free < 0) place(at + 1, sum, j);
  }

  /// The free criterion takes what is left; at an end of its own it is not free.
  void keep(double sum, Eigen::Index free) {
    if (free >= 0) {
      now_[free] = set_.total - sum;
      const bool is_inside =
          now_[free] > set_.low[free] + slack_ && now_[free] < set_.high[free] - slack_;
      if (!is_inside) return;
    }
    found_.push_back(now_);
  }
};

Scores order_corners(const WeightSet& set) {
  const Eigen::Index p = set.low.size();
  const double rest = set.total - static_cast<double>(p) * set.low[0];
  Scores out = Scores::Constant(p, p, set.low[0]);
  for (Eigen::Index k = 0; k < p; ++k) {
    const double share = rest / static_cast<double>(k + 1);
    for (Eigen::Index at = 0; at <= k; ++at) {
      out(set.order[static_cast<std::size_t>(at)], k) += share;
    }
  }
  if (rest <= 0) return out.leftCols(1);
  return out;
}

}  // namespace

void check(const WeightSet& set) {
  if (set.low.size() == 0) throw InputError("there must be a criterion");
  if (!set.low.allFinite() || !std::isfinite(set.total) || set.total <= 0) {
    throw InputError("weights must be finite and their total positive");
  }
  if ((set.low.array() < 0).any()) throw InputError("weights must not be negative");
  if (set.low.sum() > set.total + slack(set)) {
    throw InputError("the lowest weights exceed their total");
  }
  set.order.empty() ? check_box(set) : check_order(set);
}

std::optional<Scores> corners(const WeightSet& set, std::int64_t most) {
  check(set);
  if (set.order.empty()) return BoxCorners(set, most).all();
  if (set.low.size() > most) return std::nullopt;
  return order_corners(set);
}

double most_in_box(const WeightSet& set, const double* gain) {
  const auto p = static_cast<std::size_t>(set.low.size());
  std::array<std::int32_t, 64> few{};
  std::vector<std::int32_t> many(p > few.size() ? p : 0);
  std::int32_t* by_gain = many.empty() ? few.data() : many.data();
  std::iota(by_gain, by_gain + p, 0);
  for (std::size_t at = 1; at < p; ++at) {  // few criteria: each is put in its place
    const std::int32_t one = by_gain[at];
    std::size_t to = at;
    for (; to > 0 && gain[by_gain[to - 1]] < gain[one]; --to) by_gain[to] = by_gain[to - 1];
    by_gain[to] = one;
  }
  double room = set.total - set.low.sum();
  double price = gain[by_gain[p - 1]];  // of the criterion at which the room ends
  for (std::size_t at = 0; at < p; ++at) {
    room -= set.high[by_gain[at]] - set.low[by_gain[at]];
    if (room > 0) continue;
    price = gain[by_gain[at]];
    break;
  }
  double most = price * set.total;  // any price is a bound, this one the best
  for (std::size_t at = 0; at < p; ++at) {
    const auto j = static_cast<Eigen::Index>(at);
    const double over = gain[at] - price;
    most += over * (over > 0 ? set.high[j] : set.low[j]);
  }
  return most;
}

}  // namespace lantoa
