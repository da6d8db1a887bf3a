#include "lantoa/composite.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "lantoa/error.hpp"
#include "pillars.hpp"
#include "scaled.hpp"

namespace lantoa {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr std::int64_t kGrain = 1 << 14;

void check_tree(const Tree& tree, Eigen::Index m) {
  const Eigen::Index nodes = tree.parent.size();
  if (nodes <= m || tree.weight.size() != nodes || tree.aggregate.size() != nodes ||
      tree.divisor.size() != nodes) {
    throw InputError("a tree must have a parent, weight, aggregate and divisor for each of " +
                     std::to_string(m) + " measures and at least one pillar");
  }
  std::vector<bool> has_child(static_cast<std::size_t>(nodes), false);
  for (Eigen::Index node = 0; node + 1 < nodes; ++node) {
    const Code parent = tree.parent[node];
    if (parent < m || parent >= nodes || parent <= node) {
      throw InputError("node " + std::to_string(node) + ": its parent must be a later pillar");
    }
    has_child[static_cast<std::size_t>(parent)] = true;
    const double weight = tree.weight[node];
    if (!(weight > 0.0) || !std::isfinite(weight)) {
      throw InputError("node " + std::to_string(node) + ": the weight must be above 0");
    }
  }
  if (tree.parent[nodes - 1] != -1) throw InputError("the last node must have no parent");
  for (Eigen::Index node = m; node < nodes; ++node) {
    const bool known =
        tree.aggregate[node] >= 0 && tree.aggregate[node] <= static_cast<Code>(Aggregate::kSum);
    if (!has_child[static_cast<std::size_t>(node)] || !known) {
      throw InputError("node " + std::to_string(node) +
                       ": a pillar needs children and an aggregate");
    }
    if (!(tree.divisor[node] > 0.0)) {
      throw InputError("node " + std::to_string(node) + ": the divisor must be above 0");
    }
  }
  const double least = tree.coverage_numerator;
  if (!(least >= 0.0 && least <= tree.coverage_denominator && tree.coverage_denominator > 0.0)) {
    throw InputError("coverage must be from 0 to 1");
  }
}

/// The share of the whole that each measure carries, by weights alone.
Eigen::VectorXd shares_of(const Tree& tree, Eigen::Index m) {
  const Eigen::Index nodes = tree.parent.size();
  Eigen::VectorXd sums = Eigen::VectorXd::Zero(nodes);
  for (Eigen::Index node = 0; node + 1 < nodes; ++node)
    sums[tree.parent[node]] += tree.weight[node];
  Eigen::VectorXd share = Eigen::VectorXd::Ones(nodes);
  for (Eigen::Index node = nodes - 2; node >= 0; --node) {
    const Code parent = tree.parent[node];
    share[node] = share[parent] * (tree.weight[node] / sums[parent]);
  }
  return share.head(m);
}

}  // namespace

void check_scaling(const Eigen::Ref<const Numbers>& values, const Codes& periods,
                   const Scaling& scaling) {
  const bool fits = periods.size() == values.rows() && scaling.measures == values.cols();
  const Eigen::Index count =
      values.cols() == 0 ? 0 : static_cast<Eigen::Index>(scaling.of.size()) / values.cols();
  if (!fits || (periods.size() > 0 && (periods.minCoeff() < 0 || periods.maxCoeff() >= count))) {
    throw InputError("values, periods and scaling must be of the same measures and periods");
  }
}

Composite compose(const Eigen::Ref<const Numbers>& values, const Codes& periods,
                  const Scaling& scaling, const Tree& tree, Threads threads) {
  check_scaling(values, periods, scaling);
  const Eigen::Index m = values.cols();
  check_tree(tree, m);
  const Eigen::VectorXd shares = shares_of(tree, m);
  Composite out{Numbers(values.rows(), tree.parent.size() - m), Eigen::VectorXd(values.rows())};
  const auto rows = [&](std::int64_t begin, std::int64_t end) {
    Pillars lane(tree, m, shares, false);
    for (std::int64_t first = begin; first < end; first += kLane) {
      const std::int64_t count = std::min<std::int64_t>(kLane, end - first);
      lane.read(values, periods, scaling, first, count);
      lane.climb();
      for (Eigen::Index row = 0; row < count; ++row) {
        for (Eigen::Index at = 0; at < out.pillars.cols(); ++at) {
          out.pillars(first + row, at) =
              lane.is_there(m + at, row) ? lane.value(m + at, row) : kNaN;
        }
        out.coverage[first + row] = lane.coverage(row);
      }
    }
  };
  parallel_for_blocks(values.rows(), kGrain, rows, threads);
  return out;
}

Numbers contributions(const Eigen::Ref<const Numbers>& values, const Codes& periods,
                      const Scaling& scaling, const Tree& tree, Threads threads) {
  check_scaling(values, periods, scaling);
  const Eigen::Index m = values.cols();
  check_tree(tree, m);
  const Eigen::VectorXd shares = shares_of(tree, m);
  Numbers out(values.rows(), m);
  const auto rows = [&](std::int64_t begin, std::int64_t end) {
    Pillars lane(tree, m, shares, true);
    for (std::int64_t first = begin; first < end; first += kLane) {
      const std::int64_t count = std::min<std::int64_t>(kLane, end - first);
      lane.read(values, periods, scaling, first, count);
      lane.climb();
      for (Eigen::Index row = 0; row < count; ++row) {
        lane.descend(row, out, first + row);
      }
    }
  };
  parallel_for_blocks(values.rows(), kGrain, rows, threads);
  return out;
}

}  // namespace lantoa
