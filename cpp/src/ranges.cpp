#include "ranges.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>
#include <vector>

#include "lantoa/error.hpp"
#include "lantoa/random.hpp"

namespace lantoa {
namespace {

/// The greatest ratio of one simulation after another.
class Farthest {
 public:
  explicit Farthest(const Eigen::VectorXd& deviations)
      : deviations_(deviations), errors_(deviations.size()) {}

  double simulate(const Draws& draws) {
    for (Eigen::Index j = 0; j < errors_.size(); j += 2) {
      const auto pair = draws.normals(static_cast<std::uint32_t>(j / 2));
      errors_[j] = pair[0] * deviations_[j];
      if (j + 1 < errors_.size()) errors_[j + 1] = pair[1] * deviations_[j + 1];
    }
    return greatest();
  }

 private:
  [[nodiscard]] double ratio(Eigen::Index j, Eigen::Index k) const {
    const double a = deviations_[j];
    const double b = deviations_[k];
    return a + b > 0 ? (errors_[j] - errors_[k]) / std::sqrt(a * a + b * b) : 0;
  }

  double greatest() {
    Eigen::Index top = 0;
    Eigen::Index bottom = 0;
    errors_.maxCoeff(&top);
    errors_.minCoeff(&bottom);
    double best = std::max(0.0, ratio(top, bottom));
    // To beat c the pair must differ by more than c sqrt(a^2 + b^2), at least c (a + b) / sqrt(2):
    // e_j - c a / sqrt(2) must exceed e_k + c b / sqrt(2). Few pairs do.
    const double c = best / std::numbers::sqrt2;
    least_ = errors_ - c * deviations_;
    most_ = errors_ + c * deviations_;
    const double highest = least_.maxCoeff();
    const double lowest = most_.minCoeff();
    below_.clear();
    for (Eigen::Index k = 0; k < errors_.size(); ++k) {
      if (most_[k] <= highest) below_.push_back(k);
    }
    std::ranges::sort(below_, {}, [this](Eigen::Index k) { return most_[k]; });
    for (Eigen::Index j = 0; j < errors_.size(); ++j) {
      if (least_[j] >= lowest) best = std::max(best, greatest_of(j));
    }
    return best;
  }

  /// Against those that it may be far from, the likeliest first.
  [[nodiscard]] double greatest_of(Eigen::Index j) const {
    double best = 0;
    for (const Eigen::Index k : below_) {
      if (most_[k] > least_[j]) break;
      best = std::max(best, ratio(j, k));
    }
    return best;
  }

  const Eigen::VectorXd& deviations_;
  Eigen::VectorXd errors_;
  Eigen::VectorXd least_;
  Eigen::VectorXd most_;
  std::vector<Eigen::Index> below_;  ///< by growing `most_`
};

}  // namespace

double greatest_ratio(const Eigen::Ref<const Eigen::VectorXd>& deviations, double level,
                      std::int64_t draws, std::uint64_t seed, Threads threads) {
  constexpr std::int64_t kMostDraws = 10'000'000;
  const auto at = static_cast<std::int64_t>(std::ceil(level * static_cast<double>(draws + 1)));
  if (draws < 1 || draws > kMostDraws || at > draws) {
    const auto least = static_cast<std::int64_t>(std::ceil(level / (1 - level)));
    throw InputError("draws must be " + std::to_string(least) + " to " +
                     std::to_string(kMostDraws) + " at this level, not " + std::to_string(draws));
  }
  // Scaled: ratios stay as they are, and no square is too large or too small.
  const double most = deviations.maxCoeff();
  if (most == 0) return 0;
  const Eigen::VectorXd scaled = deviations / most;

  std::vector<double> found(static_cast<std::size_t>(draws));
  constexpr std::int64_t kWork = 40'000;  // normal numbers in a block, about a millisecond
  const std::int64_t block = std::max<std::int64_t>(1, kWork / deviations.size());
  const std::int64_t grain = draws * deviations.size() < 20 * kWork ? draws : block;
  const auto simulate = [&](std::int64_t begin, std::int64_t end) {
    Farthest farthest(scaled);
    for (std::int64_t draw = begin; draw < end; ++draw) {
      const Draws errors(seed, Stream::kErrors, static_cast<std::uint64_t>(draw));
      found[static_cast<std::size_t>(draw)] = farthest.simulate(errors);
    }
  };
  parallel_for_blocks(draws, grain, simulate, threads);
  std::ranges::nth_element(found, found.begin() + (at - 1));
  return found[static_cast<std::size_t>(at - 1)];
}

}  // namespace lantoa
