#include "lantoa/attained.hpp"

#include <algorithm>
#include <queue>
#include <string>
#include <utility>

#include "climbing.hpp"
#include "lantoa/error.hpp"
#include "patches.hpp"

namespace lantoa {

namespace {

/// A search for the weights with the fewest rivals against an end.
class Search {
 public:
  Search(const Rivals& rivals, std::int64_t effort) : rivals_(rivals), effort_(effort) {}

  Attained run(const Polytope& whole, const Doubles& now);

 private:
  const Rivals& rivals_;
  std::int64_t effort_;
  std::int64_t work_ = 0;
  std::int64_t parts_ = 0;
  Found best_;
  std::int64_t unsettled_ = 0;  // the least count of parts that are settled and not confirmed
  bool is_stopped_ = false;
  std::priority_queue<Patch, std::vector<Patch>, LaterPatch> waiting_;

  void start(const Polytope& whole, const Doubles& now);
  void look(Patch patch);
  void part_next_patch();
  [[nodiscard]] bool is_waiting() const {
    return !waiting_.empty() && waiting_.top().bound < static_cast<double>(best_.against);
  }
  [[nodiscard]] Attained told() const;
};

/// What is found without proof: now, at the corners, and from the best of these on.
void Search::start(const Polytope& whole, const Doubles& now) {
  const Scores sums = rivals_.against * whole.corners;
  const Spot present{now, (now.array() == now.array().round()).all()};  // else it was computed
  best_ = {present, rivals_.count(present)};
  unsettled_ = rivals_.always + rivals_.against.rows() + 1;
  for (Eigen::Index v = 0; v < whole.corners.cols(); ++v) {
    best_ = fewer(best_, rivals_, {whole.corners.col(v), true});
  }
  const Doubles middle = whole.corners.rowwise().mean();
  for (const Spot& from : {Spot{now, false}, Spot{middle, false}, best_.spot}) {
    const Found found = climb(rivals_, whole.corners, sums, from, work_);
    if (found.against < best_.against) best_ = found;
  }
}

/// The rival whose level weights cut the patch most evenly.
Eigen::Index most_even(const Patch& patch) {
  Eigen::Index out = 0;
  double most_even = -1;
  for (Eigen::Index at = 0; at < patch.sums.rows(); ++at) {
    const double least = patch.sums.row(at).minCoeff();
    const double most = patch.sums.row(at).maxCoeff();
    const double even = std::min(-least, most) / (most - least);
    if (even <= most_even) continue;
    most_even = even;
    out = patch.open[static_cast<std::size_t>(at)];
  }
  return out;
}

/// Settles what the patch settles, bounds it, and keeps it unless it cannot be better.
void Search::look(Patch patch) {
  ++parts_;
  if (patch.region.corners.cols() == 0) return;
  settle(rivals_, patch, work_);
  best_ = fewer(best_, rivals_, {patch.region.corners.rowwise().mean(), false});
  if (patch.settled >= best_.against) return;
  if (patch.open.empty()) {
    unsettled_ = std::min(unsettled_, patch.settled);
    return;
  }
  patch.bound = static_cast<double>(least_against(rivals_, patch, work_));
  if (patch.bound >= static_cast<double>(best_.against)) return;
  patch.number = parts_;
  patch.parting = most_even(patch);
  patch.sums.resize(0, 0);
  waiting_.push(std::move(patch));
}

void Search::part_next_patch() {
  const Patch next = waiting_.top();
  waiting_.pop();
  auto both = parted(rivals_, next, work_);
  if (!both) {
    is_stopped_ = true;
    unsettled_ = std::min(unsettled_, static_cast<std::int64_t>(next.bound));
    return;
  }
  look(std::move(both->first));
  look(std::move(both->second));
}

Attained Search::told() const {
  std::int64_t bound = std::min(best_.against, unsettled_);
  if (is_waiting()) bound = std::min(bound, static_cast<std::int64_t>(waiting_.top().bound));
  return {rivals_.place(best_.against), rivals_.place(bound), best_.spot.weights, parts_,
          is_stopped_ || is_waiting()};
}

Attained Search::run(const Polytope& whole, const Doubles& now) {
  start(whole, now);
  look(whole_patch(rivals_, whole));
  while (is_waiting() && work_ < effort_) part_next_patch();
  return told();
}

}  // namespace

AttainedPlaces attained_places(const Eigen::Ref<const Scores>& values, const WeightSet& set,
                               const Doubles& now, std::int64_t row, std::int64_t effort) {
  check(set);
  check_values(values, set);
  if (now.size() != set.low.size() || !now.allFinite()) {
    throw InputError("now must have " + std::to_string(set.low.size()) + " finite weights");
  }
  if (row < 0 || row >= values.rows()) throw InputError("row must be one of the values");
  const Scores found = few_corners(set);
  const Doubt doubt(values, set);
  const Polytope whole = polytope(set, found);
  const auto one = [&](Extreme end) {
    const Rivals rivals = rivals_of(values, doubt, found, row, end);
    return Search(rivals, effort).run(whole, now);
  };
  return {one(Extreme::kBest), one(Extreme::kWorst)};
}

}  // namespace lantoa
