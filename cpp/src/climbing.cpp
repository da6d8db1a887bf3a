#include "climbing.hpp"

#include <algorithm>
#include <utility>

namespace lantoa {

namespace {

/// On the way from 0 to 1: where a rival draws level, and what that adds to those against.
using Event = std::pair<double, int>;

/// The share of the way at which the fewest speak against the end; below 0: nowhere fewer.
double best_share(const Doubles& here, const Eigen::Ref<const Doubles>& there,
                  std::vector<Event>& events) {
  events.clear();
  std::int64_t now = 0;
  for (Eigen::Index at = 0; at < here.size(); ++at) {
    const bool is_against = here[at] > 0;
    now += is_against ? 1 : 0;
    if (is_against == (there[at] > 0)) continue;
    events.emplace_back(here[at] / (here[at] - there[at]), is_against ? -1 : 1);
  }
  std::ranges::sort(events);
  std::int64_t least = now;
  double share = -1;
  double width = 0;
  for (std::size_t at = 0; at < events.size(); ++at) {
    now += events[at].second;
    const double until = at + 1 < events.size() ? events[at + 1].first : 1.0;
    const double room = until - events[at].first;
    if (room <= 0 || now > least || (now == least && (share < 0 || room <= width))) continue;
    least = now;
    share = events[at].first + room / 2;
    width = room;
  }
  return share;
}

}  // namespace

Found fewer(const Found& found, const Rivals& rivals, const Spot& spot) {
  const std::int64_t against = rivals.count(spot);
  return against < found.against ? Found{spot, against} : found;
}

Found climb(const Rivals& rivals, const Scores& corners, const Scores& sums, const Spot& from,
            std::int64_t& work) {
  Found best{from, rivals.count(from)};
  std::vector<Event> events;
  Doubles here = rivals.against * from.weights;
  bool has_moved = true;
  while (has_moved) {
    has_moved = false;
    for (Eigen::Index v = 0; v < corners.cols(); ++v) {
      work += 16 * here.size();
      const double share = best_share(here, sums.col(v), events);
      if (share < 0) continue;
      const Spot spot{best.spot.weights + share * (corners.col(v) - best.spot.weights), false};
      const Found found = fewer(best, rivals, spot);
      if (found.against == best.against) continue;
      best = found;
      here = rivals.against * spot.weights;
      has_moved = true;
    }
  }
  return best;
}

}  // namespace lantoa
