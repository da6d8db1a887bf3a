#include "patches.hpp"

#include <algorithm>
#include <cmath>

namespace lantoa {

namespace {

constexpr double kNearlyWhole = 1e-6;  // a bound of counts is rounded up, but for this much
constexpr std::int64_t kTrials = 16;

/// Each open rival's sum as a share of its greatest: never more than one where it is against.
Scores shares(const Rivals& rivals, const Patch& patch) {
  Scores out = patch.sums;
  for (Eigen::Index at = 0; at < out.rows(); ++at) {
    const double band = rivals.doubt[patch.open[static_cast<std::size_t>(at)]];
    out.row(at) = (out.row(at).array() - band) / (out.row(at).maxCoeff() + band);
  }
  return out;
}

}  // namespace

Patch whole_patch(const Rivals& rivals, Polytope region) {
  Patch out{std::move(region), {}, rivals.always, {}, -1, 0, 0};
  for (Eigen::Index rival = 0; rival < rivals.against.rows(); ++rival) out.open.push_back(rival);
  return out;
}

void settle(const Rivals& rivals, Patch& patch, std::int64_t& work) {
  const Scores all = rivals.against(patch.open, Eigen::all) * patch.region.corners;
  work += all.size() * patch.region.corners.rows();
  std::vector<Eigen::Index> open;
  std::vector<Eigen::Index> rows;
  for (Eigen::Index at = 0; at < all.rows(); ++at) {
    const Eigen::Index rival = patch.open[static_cast<std::size_t>(at)];
    const double band = rivals.doubt[rival];
    const bool is_always = all.row(at).minCoeff() > band;
    patch.settled += is_always ? 1 : 0;
    if (is_always || all.row(at).maxCoeff() <= band) continue;
    open.push_back(rival);
    rows.push_back(at);
  }
  patch.sums = all(rows, Eigen::all);
  patch.open = std::move(open);
}

// A rival counts by its share, and with prices from 0 to 1 on the rivals the total of the shares
// is least at a corner. That holds for any prices; good ones favour rivals who count where the
// total has been least so far.
std::int64_t least_against(const Rivals& rivals, const Patch& patch, std::int64_t& work) {
  if (patch.open.empty()) return patch.settled;
  const Scores share = shares(rivals, patch);
  Doubles prices = Doubles::Ones(share.rows());
  Doubles average = Doubles::Zero(share.rows());
  double bound = 0;
  for (std::int64_t trial = 1; trial <= kTrials; ++trial) {
    Eigen::Index least = 0;
    const Eigen::RowVectorXd totals = prices.transpose() * share;
    bound = std::max(bound, totals.minCoeff(&least));
    average += (share.col(least) - average) / static_cast<double>(trial);
    prices =
        (0.5 + average.array() * (4.0 * std::sqrt(static_cast<double>(trial)))).max(0.0).min(1.0);
  }
  work += kTrials * 2 * share.size();
  return patch.settled + static_cast<std::int64_t>(std::ceil(bound - kNearlyWhole));
}

std::optional<std::pair<Patch, Patch>> parted(const Rivals& rivals, const Patch& patch,
                                              std::int64_t& work) {
  const Doubles normal = rivals.against.row(patch.parting);
  const double band = rivals.doubt[patch.parting];
  auto below = cut(patch.region, normal, band);
  auto above = cut(patch.region, -normal, band);
  if (!below || !above) return std::nullopt;
  work += 2 * patch.region.corners.cols() * patch.region.corners.cols();
  std::vector<Eigen::Index> open;
  for (const Eigen::Index other : patch.open) {
    if (other != patch.parting) open.push_back(other);
  }
  return std::pair{Patch{std::move(*below), open, patch.settled, {}, -1, 0, 0},
                   Patch{std::move(*above), open, patch.settled + 1, {}, -1, 0, 0}};
}

}  // namespace lantoa
