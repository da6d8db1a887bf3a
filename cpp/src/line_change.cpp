#include <algorithm>
#include <cmath>
#include <queue>
#include <utility>

#include "climbing.hpp"
#include "lantoa/overtake.hpp"
#include "overtaking.hpp"
#include "patches.hpp"

namespace lantoa {

namespace {

constexpr int kHalvings = 12;
constexpr double kRoom = 1e-9;  // left beyond a change that was found, so that it is found again

/// The set of weights with a further coordinate: the change that they need at the least.
Polytope cone(const WeightSet& set, const Scores& corners, const Doubles& weights, double change) {
  const Polytope base = polytope(set, corners);
  const Eigen::Index p = weights.size();
  Polytope out{Scores(p + 1, base.corners.cols() + 1), base.touched, base.edge + 1};
  const auto moved = (base.corners.colwise() - weights) * change;
  out.corners.topLeftCorner(p, moved.cols()) = moved.colwise() + weights;
  out.corners.row(p).setConstant(change);
  out.corners.col(moved.cols()) << weights, 0.0;
  const std::size_t top = 2 * static_cast<std::size_t>(p);  // no end of the box has this number
  for (Touched& touched : out.touched) touched[top] = true;
  Touched apex;
  for (std::size_t end = 0; end < top; ++end) apex[end] = true;
  out.touched.push_back(apex);
  return out;
}

/// A search for the least change of weights at which no more rivals than allowed are against.
class Search {
 public:
  Search(const Scores& values, const WeightSet& set, const Doubles& weights, std::int64_t row,
         std::int64_t allowed, std::int64_t effort)
      : set_(set),
        weights_(weights),
        allowed_(allowed),
        effort_(effort),
        corners_(few_corners(set)),
        rivals_(rivals_of(values, Doubt(values, set), corners_, row, Extreme::kBest)) {}

  LineChange run();

 private:
  const WeightSet& set_;
  const Doubles& weights_;
  std::int64_t allowed_;
  std::int64_t effort_;
  Scores corners_;
  Rivals rivals_;
  std::int64_t work_ = 0;
  LineChange out_;
  std::priority_queue<Patch, std::vector<Patch>, LaterPatch> waiting_;

  void guess();
  bool guess_within(double change);
  void keep(const Doubles& weights);
  [[nodiscard]] Eigen::Index parting(const Patch& patch) const;
  void look(Patch patch);
  bool part_next_patch();
};

/// Keeps weights at the line if they are nearer than those kept before.
void Search::keep(const Doubles& weights) {
  double change = 0;
  for (Eigen::Index j = 0; j < weights.size(); ++j) {
    if (weights_[j] > 0) change = std::max(change, std::abs(weights[j] / weights_[j] - 1));
  }
  if (out_.change != kNoChange && change >= out_.change) return;
  out_.change = change;
  out_.weights = weights;
}

/// Walks to good weights within a change, and back from them as far as the line allows.
bool Search::guess_within(double change) {
  const Scores moved = ((corners_.colwise() - weights_) * change).colwise() + weights_;
  const Scores sums = rivals_.against * moved;
  const Doubles now = rivals_.against * weights_;
  const Found found = climb(rivals_, moved, sums, {weights_, false}, work_);
  const Doubles there = rivals_.against * found.spot.weights;
  const double way = way_to(now, there, allowed_ - rivals_.always);
  if (way == kNoChange) return false;
  keep(weights_ + way * (found.spot.weights - weights_));
  return true;
}

void Search::guess() {
  double least = 0;
  double most = 1;
  if (!guess_within(most)) return;
  for (int halving = 0; halving < kHalvings; ++halving) {
    most = std::min(most, out_.change);
    const double middle = (least + most) / 2;
    (guess_within(middle) ? most : least) = middle;
  }
}

/// The corner of a patch with the least change.
Eigen::Index nearest(const Patch& patch) {
  Eigen::Index out = 0;
  patch.region.corners.bottomRows(1).row(0).minCoeff(&out);
  return out;
}

/// The rival most against at the nearest corner, if there more than allowed are; else -1.
Eigen::Index Search::parting(const Patch& patch) const {
  const Eigen::Index corner = nearest(patch);
  std::int64_t against = patch.settled;
  Eigen::Index out = -1;
  double greatest = 0;
  for (Eigen::Index at = 0; at < patch.sums.rows(); ++at) {
    const Eigen::Index rival = patch.open[static_cast<std::size_t>(at)];
    if (patch.sums(at, corner) <= rivals_.doubt[rival]) continue;
    ++against;
    const double share = patch.sums(at, corner) / patch.sums.row(at).maxCoeff();
    if (share <= greatest) continue;
    greatest = share;
    out = rival;
  }
  return against <= allowed_ ? -1 : out;
}

/// Keeps a patch unless more than allowed are against throughout.
void Search::look(Patch patch) {
  ++out_.parts;
  if (patch.region.corners.cols() == 0) return;
  settle(rivals_, patch, work_);
  if (patch.settled > allowed_ || least_against(rivals_, patch, work_) > allowed_) return;
  patch.bound = patch.region.corners.bottomRows(1).minCoeff();
  patch.number = out_.parts;
  patch.parting = parting(patch);
  patch.sums.resize(0, 0);
  waiting_.push(std::move(patch));
}

/// Looks at the least change that is left: it is at the line, or its patch is parted.
///
/// @returns whether the search goes on
bool Search::part_next_patch() {
  const Patch next = waiting_.top();
  waiting_.pop();
  out_.bound = next.bound;
  if (next.parting < 0) {
    keep(next.region.corners.col(nearest(next)).head(weights_.size()));
    return false;
  }
  auto both = parted(rivals_, next, work_);
  out_.is_stopped = !both || work_ >= effort_;
  if (out_.is_stopped) return false;
  look(std::move(both->first));
  look(std::move(both->second));
  return true;
}

LineChange Search::run() {
  guess();
  const double most = out_.change == kNoChange ? 1.0 : std::min(1.0, out_.change * (1 + kRoom));
  Polytope whole = cone(set_, corners_, weights_, most);
  Scores against(rivals_.against.rows(), weights_.size() + 1);
  against << rivals_.against, Doubles::Zero(against.rows());
  rivals_.against = std::move(against);
  look(whole_patch(rivals_, std::move(whole)));
  bool goes_on = true;
  while (goes_on && !waiting_.empty()) goes_on = part_next_patch();
  if (goes_on || !out_.is_stopped) out_.bound = out_.change;
  return out_;
}

}  // namespace

LineChange line_change(const Eigen::Ref<const Scores>& values, const Doubles& weights,
                       std::int64_t row, std::int64_t seats, std::int64_t effort) {
  check_present(values, weights, row);
  const AtLine line = at_line(leads(values, weights, row), row, seats);
  const Scores signed_values = line.sign * values;
  const WeightSet set = around(weights, 1);
  return Search(signed_values, set, weights, row, line.allowed, effort).run();
}

}  // namespace lantoa
