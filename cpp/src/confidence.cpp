#include "lantoa/confidence.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "binomial.hpp"
#include "lantoa/error.hpp"
#include "ranges.hpp"

namespace lantoa {
namespace {

void check(Eigen::Index n, double level) {
  if (n < 1 || n > kMostRanked) {
    throw InputError("sets of 1 to " + std::to_string(kMostRanked) + " subjects, not of " +
                     std::to_string(n));
  }
  if (!(level > 0.5 && level < 1)) {
    throw InputError("level must be above 0.5 and below 1, not " + std::to_string(level));
  }
}

RankSets everything(Eigen::Index n) {
  return {Codes::Ones(n), Codes::Constant(n, static_cast<Code>(n)), 0, 0};
}

/// It was found that `above` stands before `below`.
void found(RankSets& sets, Eigen::Index above, Eigen::Index below) {
  ++sets.best[below];
  --sets.worst[above];
}

/// A pair whose test is neither sure to be rejected nor sure not to be.
struct Test {
  Bounded p;
  Code above;
  Code below;
  [[nodiscard]] double most() const { return p.value + p.error; }
};

}  // namespace

RankSets count_sets(const Eigen::Ref<const Counts>& counts, double level) {
  const Eigen::Index n = counts.size();
  check(n, level);
  if ((counts.array() < 0).any() || (counts.array() > kMostCounted).any()) {
    throw InputError("counts must be 0 to 2^50");
  }
  RankSets sets = everything(n);
  const double alpha = 1 - level;  // exact: level is between 1/2 and 1
  const auto pairs = static_cast<double>(n * (n - 1));
  double rejected = 0;
  std::vector<Test> open;
  for (Eigen::Index j = 0; j < n; ++j) {
    for (Eigen::Index k = 0; k < n; ++k) {
      if (counts[j] <= counts[k]) continue;  // p is above 1/2
      const Test test{upper_tail(counts[j] + counts[k], counts[j], alpha), static_cast<Code>(j),
                      static_cast<Code>(k)};
      if (test.most() * pairs <= alpha) {  // rejected wherever it stands among the others
        found(sets, j, k);
        ++rejected;
      } else if (test.p.value - test.p.error <= alpha) {
        open.push_back(test);
      }
    }
  }
  std::ranges::sort(open, {}, &Test::most);
  for (const Test& test : open) {
    const double left = pairs - rejected;
    if (test.most() * left > alpha) {
      sets.undecided += (test.p.value - test.p.error) * left <= alpha ? 1 : 0;
      break;
    }
    found(sets, test.above, test.below);
    ++rejected;
  }
  return sets;
}

RankSets estimate_sets(const Eigen::Ref<const Eigen::VectorXd>& values,
                       const Eigen::Ref<const Eigen::VectorXd>& errors, double level,
                       std::int64_t draws, std::uint64_t seed, Threads threads) {
  const Eigen::Index n = values.size();
  check(n, level);
  if (errors.size() != n) throw InputError("there must be an error for each value");
  if (!values.allFinite() || !errors.allFinite() || (errors.array() < 0).any()) {
    throw InputError("values must be finite, and errors 0 or more");
  }
  RankSets sets = everything(n);
  sets.critical = greatest_ratio(errors, level, draws, seed, threads);
  for (Eigen::Index j = 0; j < n; ++j) {
    for (Eigen::Index k = 0; k < n; ++k) {
      if (values[j] <= values[k]) continue;
      const double needed = sets.critical * std::hypot(errors[j], errors[k]);
      const double size = std::abs(values[j]) + std::abs(values[k]) + needed;
      const double doubt = needed > 0 ? 4 * std::numeric_limits<double>::epsilon() * size : 0;
      const double beyond = values[j] - values[k] - needed;
      if (beyond > doubt) found(sets, j, k);
      sets.undecided += beyond <= doubt && beyond >= -doubt && doubt > 0 ? 1 : 0;
    }
  }
  return sets;
}

}  // namespace lantoa
