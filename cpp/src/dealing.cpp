#include "dealing.hpp"

#include <algorithm>

#include "lantoa/random.hpp"
#include "picks.hpp"

namespace lantoa {
namespace {

/// The first arrangement of every stratum, in the order of permutations.
Labels first_of(const Contrast& contrast) {
  Labels out;
  for (const ContrastGroup& group : contrast) {
    out.push_back(group.own);
    std::ranges::sort(out.back());
  }
  return out;
}

/// Goes on to the next arrangement of all strata; false after the last.
bool go_on(Labels& labels) {
  return std::ranges::any_of(labels,
                             [](auto& one) { return std::ranges::next_permutation(one).found; });
}

}  // namespace

Labels drawn_of(const Contrast& contrast) {
  Labels out;
  for (const ContrastGroup& group : contrast) out.push_back(group.own);
  return out;
}

std::vector<Labels> every_deal(const Contrast& contrast) {
  std::vector<Labels> out;
  Labels labels = first_of(contrast);
  do out.push_back(labels);
  while (go_on(labels));
  return out;
}

std::vector<Labels> some_deals(const Contrast& contrast, std::int64_t count, std::uint64_t seed,
                               std::int64_t from) {
  std::vector<Labels> out = {drawn_of(contrast)};
  for (std::int64_t at = 1; at < count; ++at) {
    const auto replicate = static_cast<std::uint64_t>(from * count + at);
    Picks picks(Draws(seed, Stream::kTurns, replicate));
    Labels labels = out.front();
    for (auto& one : labels) {
      const auto n = static_cast<std::uint32_t>(one.size());
      if (n > 0) choose(picks, one.data(), n, n - 1);
    }
    out.push_back(labels);
  }
  return out;
}

}  // namespace lantoa
