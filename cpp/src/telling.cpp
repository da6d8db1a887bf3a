#include "telling.hpp"

#include <algorithm>
#include <numeric>

namespace lantoa {
namespace {

/// How many of some sizes are at least as large as one of them.
class AtLeast {
 public:
  explicit AtLeast(std::span<const std::int64_t> sizes) : largest_{std::ranges::max(sizes)} {
    if (largest_ > kSparse * std::ssize(sizes)) {
      sorted_.assign(sizes.begin(), sizes.end());
      std::ranges::sort(sorted_);
      return;
    }
    counts_.resize(static_cast<std::size_t>(largest_) + 1);
    for (const std::int64_t size : sizes) ++counts_[static_cast<std::size_t>(size)];
    std::partial_sum(counts_.rbegin(), counts_.rend(), counts_.rbegin());
  }

  [[nodiscard]] std::int64_t operator()(std::int64_t size) const {
    if (!counts_.empty()) return counts_[static_cast<std::size_t>(size)];
    return sorted_.end() - std::ranges::lower_bound(sorted_, size);
  }

  [[nodiscard]] std::int64_t largest() const { return largest_; }

 private:
  static constexpr std::int64_t kSparse = 4;  // of so many numbers one is a size: they are counted

  std::int64_t largest_;
  std::vector<std::int64_t> counts_;  // by size
  std::vector<std::int64_t> sorted_;  // where sizes are sparse
};

}  // namespace

bool is_before(const Telling& one, const Telling& other) {
  return one.beyond != other.beyond ? one.beyond < other.beyond : one.share > other.share;
}

void MostTelling::add(std::span<const std::int64_t> sizes, std::int64_t most, std::size_t at) {
  const AtLeast at_least(sizes);
  const auto whole = static_cast<double>(std::max<std::int64_t>(most, 1));
  const auto telling = [&](std::int64_t size) {
    return Telling{at_least(size), static_cast<double>(size) / whole};
  };
  for (std::size_t order = 0; order < sizes.size(); ++order) {
    if (at_least(sizes[order]) > best_[order].beyond) continue;
    const Telling here = telling(sizes[order]);
    if (is_before(here, best_[order])) best_[order] = here;
  }
  observed_.push_back(telling(sizes[at]));
  farthest_.push_back(telling(at_least.largest()));
}

std::vector<std::int64_t> MostTelling::counts(const std::vector<Telling>& of) const {
  std::vector<Telling> sorted = of;
  std::ranges::sort(sorted, is_before);
  const auto place = [&](const Telling& one) {
    return static_cast<std::size_t>(std::ranges::lower_bound(sorted, one, is_before) -
                                    sorted.begin());
  };
  std::vector<std::int64_t> reached(sorted.size() + 1);
  for (const Telling& one : best_) ++reached[place(one)];
  std::partial_sum(reached.begin(), reached.end(), reached.begin());
  std::vector<std::int64_t> out;
  out.reserve(of.size());
  for (const Telling& one : of) out.push_back(reached[place(one)]);
  return out;
}

}  // namespace lantoa
