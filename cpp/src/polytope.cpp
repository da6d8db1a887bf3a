#include "polytope.hpp"

#include <string>
#include <utility>

#include "lantoa/error.hpp"

namespace lantoa {

namespace {

constexpr std::int64_t kMostCorners = 6000;
constexpr std::size_t kMostOfPart = 4000;

/// Under an order every corner touches all ends but its own.
Polytope of_order(const Scores& corners) {
  Polytope out{corners, {}, 0};
  const auto count = static_cast<std::size_t>(corners.cols());
  for (std::size_t v = 0; v < count; ++v) {
    Touched touched;
    for (std::size_t end = 0; end < count; ++end) touched[end] = end != v;
    out.touched.push_back(touched);
  }
  out.edge = count < 2 ? 0 : count - 2;
  return out;
}

Polytope of_box(const WeightSet& set, const Scores& corners) {
  Polytope out{corners, std::vector<Touched>(static_cast<std::size_t>(corners.cols())), 0};
  std::size_t free = 0;
  for (Eigen::Index j = 0; j < set.low.size(); ++j) {
    if (set.low[j] == set.high[j]) continue;
    for (Eigen::Index v = 0; v < corners.cols(); ++v) {
      Touched& touched = out.touched[static_cast<std::size_t>(v)];
      touched[2 * free] = corners(j, v) == set.low[j];
      touched[2 * free + 1] = corners(j, v) == set.high[j];
    }
    ++free;
  }
  out.edge = free < 2 ? 0 : free - 2;
  return out;
}

/// An end that no corner touches, for the cut.
std::optional<std::size_t> unused(const std::vector<Touched>& touched) {
  Touched all;
  for (const Touched& each : touched) all |= each;
  for (std::size_t end = 0; end < all.size(); ++end) {
    if (!all[end]) return end;
  }
  return std::nullopt;
}

}  // namespace

Scores few_corners(const WeightSet& set) {
  auto found = corners(set, kMostCorners);
  if (!found) {
    throw InputError("the weights have more than " + std::to_string(kMostCorners) +
                     " corners, too many to search between");
  }
  return std::move(*found);
}

Polytope polytope(const WeightSet& set, const Scores& corners) {
  return set.order.empty() ? of_box(set, corners) : of_order(corners);
}

std::optional<Polytope> cut(const Polytope& whole, const Doubles& normal, double limit) {
  const Doubles over = (normal.transpose() * whole.corners).transpose().array() - limit;
  std::vector<Eigen::Index> kept;
  std::vector<Eigen::Index> beyond;
  for (Eigen::Index v = 0; v < over.size(); ++v) (over[v] <= 0 ? kept : beyond).push_back(v);

  const auto end = unused(whole.touched);
  if (!end) return std::nullopt;
  Polytope out{{}, {}, whole.edge};
  std::vector<Doubles> points;
  for (const Eigen::Index v : kept) {
    points.emplace_back(whole.corners.col(v));
    out.touched.push_back(whole.touched[static_cast<std::size_t>(v)]);
    if (over[v] == 0) out.touched.back()[*end] = true;
  }
  for (const Eigen::Index v : kept) {
    for (const Eigen::Index u : beyond) {
      Touched both =
          whole.touched[static_cast<std::size_t>(v)] & whole.touched[static_cast<std::size_t>(u)];
      if (both.count() < whole.edge || over[v] == 0) continue;
      both[*end] = true;
      const double step = over[v] / (over[v] - over[u]);
      points.emplace_back(whole.corners.col(v) +
                          step * (whole.corners.col(u) - whole.corners.col(v)));
      out.touched.push_back(both);
    }
    if (points.size() > kMostOfPart) return std::nullopt;
  }
  out.corners.resize(normal.size(), static_cast<Eigen::Index>(points.size()));
  for (std::size_t v = 0; v < points.size(); ++v) {
    out.corners.col(static_cast<Eigen::Index>(v)) = points[v];
  }
  return out;
}

}  // namespace lantoa
