#include "corners.hpp"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdlib>
#include <functional>
#include <set>

namespace lantoa {
namespace {

using Weights = std::vector<std::int64_t>;

constexpr std::int64_t kGrain = 8;  // weights in a block

/// The weights with one taking up what the others move by, those at an end that a bit tells.
Weights corner(const Sway& sway, std::size_t rest, std::uint32_t ends) {
  Weights out = sway.weights;
  std::int64_t moved = 0;
  for (std::size_t j = 0; j < out.size(); ++j) {
    if (j == rest) continue;
    const std::int64_t by = (ends & 1U) != 0 ? sway.spread[j] : -sway.spread[j];
    out[j] += by;
    moved += by;
    ends >>= 1U;
  }
  out[rest] -= moved;
  return out;
}

/// The places of one set of weights.
class Standing {
 public:
  Standing(const Swayed& swayed, const std::vector<std::size_t>& placed, const Weights& weights)
      : swayed_(swayed), placed_(placed) {
    scores_.reserve(placed.size());
    for (const std::size_t at : placed) {
      const Profile values = swayed.low_profile(at);
      std::int64_t score = 0;
      for (std::size_t j = 0; j < values.size(); ++j) score += weights[j] * values[j];
      scores_.push_back(score);
    }
  }

  /// Marks who has a seat and who has none; there are fewer seats than subjects, and one at least.
  void mark(std::int64_t seats, Seen& seen) const {
    Weights sorted = scores_;
    const auto last = sorted.begin() + (seats - 1);
    std::ranges::nth_element(sorted, last, std::ranges::greater{});
    std::int64_t before = 0;
    std::vector<std::size_t> level;
    for (std::size_t i = 0; i < placed_.size(); ++i) {
      if (scores_[i] == *last) level.push_back(placed_[i]);
      if (scores_[i] > *last) ++before;
      if (scores_[i] > *last) seen.in[placed_[i]] = 1;
      if (scores_[i] < *last) seen.out[placed_[i]] = 1;
    }
    part(level, seats - before, seen);
  }

 private:
  const Swayed& swayed_;
  const std::vector<std::size_t>& placed_;
  std::vector<std::int64_t> scores_;

  /// The chain parts those with equal points for the seats that are left; whom it does not are
  /// tied.
  void part(std::vector<std::size_t>& level, std::int64_t left, Seen& seen) const {
    std::ranges::stable_sort(level, [&](std::size_t one, std::size_t other) {
      return swayed_.chain(one, other, false) > 0;
    });
    for (auto first = level.begin(), next = first; first != level.end(); first = next) {
      next = std::find_if(first, level.end(), [&](std::size_t other) {
        return swayed_.chain(*first, other, false) != 0;
      });
      const bool has_seat = first - level.begin() < left;
      const bool all_have = next - level.begin() <= left;
      for (auto one = first; one != next; ++one) {
        if (has_seat) seen.in[*one] = 1;
        if (!all_have) seen.out[*one] = 1;
      }
    }
  }
};

void add(Seen& seen, const Seen& more) {
  for (std::size_t at = 0; at < seen.in.size(); ++at) {
    seen.in[at] = std::max(seen.in[at], more.in[at]);
    seen.out[at] = std::max(seen.out[at], more.out[at]);
  }
}

}  // namespace

Corners corners(const Sway& sway, std::int64_t most) {
  Corners out;
  out.weights.push_back(sway.weights);
  std::set<Weights> seen{sway.weights};
  const std::size_t m = sway.weights.size();
  for (std::uint32_t ends = 0; ends < 1U << (m - 1); ++ends) {
    for (std::size_t rest = 0; rest < m; ++rest) {
      Weights found = corner(sway, rest, ends);
      if (std::abs(found[rest] - sway.weights[rest]) > sway.spread[rest]) continue;
      if (!seen.insert(found).second) continue;
      if (std::ssize(out.weights) >= most) {
        out.all = false;
        return out;
      }
      out.weights.push_back(std::move(found));
    }
  }
  return out;
}

Seen seats_at(const Swayed& swayed, const Corners& corners, std::int64_t seats, Threads threads) {
  std::vector<std::size_t> placed;
  for (std::size_t at = 0; at < swayed.size(); ++at) {
    if (swayed.entry(at) == Entry::kIn || swayed.entry(at) == Entry::kSoFar) placed.push_back(at);
  }
  const std::vector<std::uint8_t> nobody(swayed.size(), 0);
  const Seen none{nobody, nobody};
  Seen out = none;
  const bool all_have = std::ssize(placed) <= seats;
  if (all_have || seats == 0) {
    for (const std::size_t at : placed) (all_have ? out.in : out.out)[at] = 1;
    return out;
  }
  const auto n = static_cast<std::int64_t>(corners.weights.size());
  std::vector<Seen> blocks(static_cast<std::size_t>(block_count(n, kGrain)), none);
  const auto body = [&](std::int64_t begin, std::int64_t end) {
    for (std::int64_t at = begin; at < end; ++at) {
      const Standing standing(swayed, placed, corners.weights[static_cast<std::size_t>(at)]);
      standing.mark(seats, blocks[static_cast<std::size_t>(begin / kGrain)]);
    }
  };
  parallel_for_blocks(n, kGrain, body, threads);
  for (const Seen& block : blocks) add(out, block);
  return out;
}

}  // namespace lantoa
