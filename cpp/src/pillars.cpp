#include "pillars.hpp"

#include <cmath>
#include <limits>
#include <string>

#include "lanes.hpp"
#include "lantoa/error.hpp"
#include "scaled.hpp"

namespace lantoa {
namespace {

Aggregate aggregate_of(const Tree& tree, Eigen::Index pillar) {
  return static_cast<Aggregate>(tree.aggregate[pillar]);
}

bool is_linear(Aggregate how) { return how == Aggregate::kArithmetic || how == Aggregate::kSum; }

}  // namespace

Pillars::Pillars(const Tree& tree, Eigen::Index measures, const Eigen::VectorXd& shares, bool keeps)
    : tree_(tree),
      m_(measures),
      shares_(shares),
      keeps_(keeps),
      children_(static_cast<std::size_t>(tree.parent.size() - measures)),
      sum_(Eigen::VectorXd::Zero(tree.parent.size())),
      value_(Numbers::Zero(kLane, tree.parent.size())),
      there_(Numbers::Zero(kLane, tree.parent.size())),
      carried_(Numbers::Zero(kLane, tree.parent.size() - measures)),
      middle_(Numbers::Zero(kLane, tree.parent.size() - measures)),
      coverage_(Eigen::VectorXd::Zero(kLane)),
      slope_(Eigen::VectorXd::Zero(tree.parent.size())) {
  for (Eigen::Index node = 0; node + 1 < tree.parent.size(); ++node) {
    const Code parent = tree.parent[node];
    children_[static_cast<std::size_t>(parent - m_)].push_back(node);
    sum_[parent] += tree.weight[node];
  }
}

void Pillars::read(const Eigen::Ref<const Numbers>& values, const Codes& periods,
                   const Scaling& scaling, Eigen::Index first, Eigen::Index count) {
  count_ = count;
  const auto lane = periods.segment(first, count);
  alike_ = (lane.array() == lane[0]).all();
  affine_ = scaling.of.data() + static_cast<std::ptrdiff_t>(lane[0] * m_);
  read_ = values.data() + first;
  stride_ = values.outerStride();
  complete_ = alike_ && !keeps_ && lacks_nothing(values, first);
  if (complete_) {
    coverage_.setOnes();
    return;
  }
  place(values, periods, scaling, first);
  coverage_.setZero();
  for (Eigen::Index at = 0; at < m_; ++at) {
    coverage_.head(count) += shares_[at] * there_.col(at).head(count);
  }
  for (Eigen::Index row = 0; row < count; ++row) {
    // Rounding of shares is not a gap.
    if ((there_.row(row).head(m_).array() > 0.0).all()) coverage_[row] = 1.0;
  }
  if (tree_.missing == MissingRule::kZero) there_.leftCols(m_).topRows(count).setOnes();
}

bool Pillars::lacks_nothing(const Eigen::Ref<const Numbers>& values, Eigen::Index first) const {
  for (Eigen::Index at = 0; at < m_; ++at) {
    if (count_missing(values.col(at).data() + first, count_) > 0) return false;
  }
  return true;
}

void Pillars::place(const Eigen::Ref<const Numbers>& values, const Codes& periods,
                    const Scaling& scaling, Eigen::Index first) {
  for (Eigen::Index at = 0; at < m_; ++at) {
    const double* column = values.col(at).data() + first;
    if (alike_) {
      place_all(column, affine_[at], count_, value_.col(at).data(), there_.col(at).data());
      continue;
    }
    for (Eigen::Index row = 0; row < count_; ++row) {
      const auto of = static_cast<std::size_t>(periods[first + row] * m_ + at);
      const bool missing = std::isnan(column[row]);
      value_(row, at) = missing ? 0.0 : placed(column[row], scaling.of[of]);
      there_(row, at) = missing ? 0.0 : 1.0;
    }
  }
}

void Pillars::climb() {
  for (Eigen::Index pillar = m_; pillar < tree_.parent.size(); ++pillar) {
    gather(pillar);
    settle(pillar);
  }
}

/// The weight that is there, and whether it is enough.
void Pillars::gather(Eigen::Index pillar) {
  const auto& children = children_[static_cast<std::size_t>(pillar - m_)];
  auto carried = carried_.col(pillar - m_).head(count_);
  auto there = there_.col(pillar).head(count_);
  there.setOnes();
  carried.setConstant(sum_[pillar]);
  if (complete_) return;
  for (const Eigen::Index child : children) {
    there = there.cwiseProduct(there_.col(child).head(count_));
  }
  if (tree_.missing != MissingRule::kRenormalise) return;
  carried.setZero();
  for (const Eigen::Index child : children) {
    carried += tree_.weight[child] * there_.col(child).head(count_);
  }
  const double least = tree_.coverage_numerator * sum_[pillar];
  for (Eigen::Index row = 0; row < count_; ++row) {
    const bool enough = carried[row] > 0.0 && carried[row] * tree_.coverage_denominator >= least;
    there[row] = enough ? 1.0 : 0.0;
  }
}

/// The mean of those that are there.
void Pillars::settle(Eigen::Index pillar) {
  const Aggregate how = aggregate_of(tree_, pillar);
  auto value = value_.col(pillar).head(count_);
  if (!is_linear(how)) {
    if (complete_) {
      for (const Eigen::Index child : children_[static_cast<std::size_t>(pillar - m_)]) {
        if (child >= m_) continue;
        const double* column = read_ + child * stride_;
        place_all(column, affine_[child], count_, value_.col(child).data(),
                  there_.col(child).data());
      }
    }
    for (Eigen::Index row = 0; row < count_; ++row) {
      value[row] = there_(row, pillar) > 0.0 ? mean_of(pillar, row) : 0.0;
    }
    return;
  }
  value.setZero();
  for (const Eigen::Index child : children_[static_cast<std::size_t>(pillar - m_)]) {
    if (complete_ && child < m_) {
      add_all(read_ + child * stride_, affine_[child], tree_.weight[child], count_, value.data());
    } else {
      value += tree_.weight[child] * value_.col(child).head(count_);
    }
  }
  for (Eigen::Index row = 0; row < count_; ++row) {
    value[row] = there_(row, pillar) > 0.0 ? value[row] / part_of(pillar, row) : 0.0;
  }
}

/// What a weighted sum is divided by.
double Pillars::part_of(Eigen::Index pillar, Eigen::Index row) const {
  const double carried = carried_(row, pillar - m_);
  if (aggregate_of(tree_, pillar) == Aggregate::kArithmetic) return carried;
  const double whole = sum_[pillar];
  return carried == whole ? tree_.divisor[pillar] : tree_.divisor[pillar] * (carried / whole);
}

double Pillars::mean_of(Eigen::Index pillar, Eigen::Index row) {
  const double whole = carried_(row, pillar - m_);
  const Aggregate how = aggregate_of(tree_, pillar);
  double sum = 0.0;
  double squares = 0.0;
  bool is_zero = false;
  for (const Eigen::Index child : children_[static_cast<std::size_t>(pillar - m_)]) {
    if (there_(row, child) <= 0.0) continue;
    const double value = value_(row, child);
    if (value < 0.0) {
      throw InputError("node " + std::to_string(child) + " is below 0: " + std::to_string(value));
    }
    const double weight = tree_.weight[child] / whole;
    is_zero = is_zero || (value == 0.0 && how != Aggregate::kPenalised);
    if (is_zero) continue;
    if (how == Aggregate::kGeometric) sum += weight * std::log(value);
    if (how == Aggregate::kHarmonic) sum += weight / value;
    if (how == Aggregate::kPenalised) {
      sum += weight * value;
      squares += weight * value * value;
    }
  }
  if (is_zero) return 0.0;
  if (how == Aggregate::kGeometric) return std::exp(sum);
  if (how == Aggregate::kHarmonic) return 1.0 / sum;
  middle_(row, pillar - m_) = sum;
  return sum > 0.0 ? 2.0 * sum - squares / sum : 0.0;
}

/// By how much a pillar grows with one of its children.
double Pillars::slope_in(Eigen::Index child, Eigen::Index row) const {
  const Eigen::Index pillar = tree_.parent[child];
  const Aggregate how = aggregate_of(tree_, pillar);
  if (is_linear(how)) return tree_.weight[child] / part_of(pillar, row);
  const double value = value_(row, child);
  const double whole = value_(row, pillar);
  const double weight = tree_.weight[child] / carried_(row, pillar - m_);
  if (how == Aggregate::kPenalised) {
    const double middle = middle_(row, pillar - m_);
    // With Q = (2 M - F) M the weighted mean of squares, F = 2 M - Q / M.
    return middle > 0.0 ? weight * (2.0 - 2.0 * value / middle + (2.0 * middle - whole) / middle)
                        : 0.0;
  }
  if (value <= 0.0 || whole <= 0.0) return 0.0;
  const double ratio = whole / value;
  return how == Aggregate::kGeometric ? weight * ratio : weight * ratio * ratio;
}

void Pillars::descend(Eigen::Index row, Numbers& out, Eigen::Index at) {
  const Eigen::Index last = tree_.parent.size() - 1;
  slope_[last] = 1.0;
  for (Eigen::Index node = last - 1; node >= 0; --node) {
    const bool counts = is_there(node, row) && is_there(last, row);
    slope_[node] = counts ? slope_[tree_.parent[node]] * slope_in(node, row) : 0.0;
  }
  for (Eigen::Index node = 0; node < m_; ++node) {
    const double given = slope_[node] * value_(row, node);
    out(at, node) = is_there(last, row) ? given : std::numeric_limits<double>::quiet_NaN();
  }
}

}  // namespace lantoa
