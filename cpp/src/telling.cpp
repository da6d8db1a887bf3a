#include "telling.hpp"

#include <algorithm>

namespace lantoa {

bool is_before(const Telling& one, const Telling& other) {
  return one.beyond != other.beyond ? one.beyond < other.beyond : one.share > other.share;
}

void MostTelling::add(std::span<const std::int64_t> sizes, std::int64_t most, std::size_t at) {
  std::vector<std::int64_t> sorted(sizes.begin(), sizes.end());
  std::ranges::sort(sorted);
  const auto telling = [&](std::int64_t size) {
    const auto from = std::ranges::lower_bound(sorted, size);
    const auto whole = static_cast<double>(std::max<std::int64_t>(most, 1));
    return Telling{sorted.end() - from, static_cast<double>(size) / whole};
  };
  for (std::size_t order = 0; order < sizes.size(); ++order) {
    const Telling here = telling(sizes[order]);
    if (is_before(here, best_[order])) best_[order] = here;
  }
  observed_.push_back(telling(sizes[at]));
  farthest_.push_back(telling(sorted.back()));
}

std::vector<std::int64_t> MostTelling::counts(const std::vector<Telling>& of) const {
  std::vector<Telling> sorted = best_;
  std::ranges::sort(sorted, is_before);
  std::vector<std::int64_t> out;
  out.reserve(of.size());
  for (const Telling& one : of) {
    out.push_back(std::ranges::upper_bound(sorted, one, is_before) - sorted.begin());
  }
  return out;
}

}  // namespace lantoa
