// Between which shifts an arrangement is at least as extreme as the one that was drawn.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

namespace lantoa {

/// Ends between which every shift keeps an arrangement at least as extreme.
struct Ends {
  std::vector<double> low;
  std::vector<double> high;
};

/// How many arrangements p = # / n > alpha takes.
[[nodiscard]] inline std::size_t needed(std::size_t n, double alpha) {
  const auto all = static_cast<double>(n);
  auto most = static_cast<std::size_t>(std::min(std::floor(alpha * all) + 1, all));
  while (most > 0 && static_cast<double>(most) / all > alpha) --most;
  return most + 1;
}

/// |sum - d overlap| >= |sum of the draw - d overlap of the draw|, the latter overlap the greatest.
inline void add_ends(double drawn, double drawn_overlap, double sum, double overlap, Ends& out) {
  const double apart = drawn_overlap - overlap;
  const double together = drawn_overlap + overlap;
  if (apart <= 0 || together <= 0) {  // the draw itself, or the draw turned round
    out.low.push_back(-std::numeric_limits<double>::infinity());
    out.high.push_back(std::numeric_limits<double>::infinity());
    return;
  }
  const double one = (drawn - sum) / apart;
  const double other = (drawn + sum) / together;
  out.low.push_back(std::min(one, other));
  out.high.push_back(std::max(one, other));
}

/// The ends of all shifts that `count` arrangements keep; the order in `ends` is lost.
[[nodiscard]] inline std::pair<double, double> kept(Ends& ends, std::size_t count) {
  const auto at = static_cast<std::ptrdiff_t>(count) - 1;
  const auto low = ends.low.begin() + at;
  std::nth_element(ends.low.begin(), low, ends.low.end());
  const auto high = ends.high.end() - 1 - at;
  std::nth_element(ends.high.begin(), high, ends.high.end());
  return {*low, *high};
}

}  // namespace lantoa
