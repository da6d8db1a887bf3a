// Who stands before whom, draw by draw.
#include <string>
#include <vector>

#include "drawing.hpp"
#include "lantoa/acceptability.hpp"
#include "lantoa/error.hpp"
#include "parts.hpp"
#include "placing.hpp"

namespace lantoa {
namespace {

constexpr Eigen::Index kKept = 128;  // draws, whose places stand beside each other

using Place = std::int16_t;  // eight fit where one number is compared

/// Counts the wins of a part of the draws.
class Wins {
 public:
  explicit Wins(const Weighable& values)
      : values_(values), placing_(values.n()), stood_(kKept, values.n()) {
    out_ = Tallies::Zero(values.n(), values.n());
  }

  void count(const Eigen::Ref<const Eigen::VectorXd>& weights,
             const Eigen::Ref<const Eigen::VectorXd>& scores) {
    tell_places(placing_.sort(scores.data()), static_cast<std::size_t>(values_.n()),
                values_.rounding(weights.data()),
                [&](std::int32_t subject, std::size_t place, bool /*is_tied*/) {
                  stood_(kept_, subject) = static_cast<Place>(place);
                });
    if (++kept_ == kKept) pour();
  }

  [[nodiscard]] Tallies found() {
    pour();
    return std::move(out_);
  }

 private:
  void pour() {
    for (Eigen::Index other = 0; other < values_.n(); ++other) {
      for (Eigen::Index one = 0; one < values_.n(); ++one) {
        out_(one, other) += wins(stood_.col(one).data(), stood_.col(other).data());
      }
    }
    kept_ = 0;
  }

  [[nodiscard]] std::int32_t wins(const Place* one, const Place* other) const {
    Place sum = 0;
    for (Eigen::Index at = 0; at < kept_; ++at) {
      sum = static_cast<Place>(sum + (one[at] < other[at] ? 1 : 0));
    }
    return sum;
  }

  const Weighable& values_;
  Placing placing_;
  Eigen::Matrix<Place, Eigen::Dynamic, Eigen::Dynamic> stood_;
  Eigen::Index kept_ = 0;
  Tallies out_;
};

}  // namespace

Tallies pairwise_wins(const Eigen::Ref<const Eigen::MatrixXd>& values, const WeightLaw& law,
                      const Sampling& sampling, Threads threads) {
  const Weighable ready(values);
  const Weights weights(law, ready.p());
  check(sampling);
  if (ready.n() > kMostPaired) {
    throw InputError("pairs of at most " + std::to_string(kMostPaired) +
                     " subjects can be counted, not of " + std::to_string(ready.n()));
  }
  const std::int64_t grain = part_size(sampling, ready, ready.n() * ready.n());
  std::vector<Tallies> parts(static_cast<std::size_t>(block_count(sampling.draws, grain)));
  const auto count = [&](std::int64_t begin, std::int64_t end) {
    Wins wins(ready);
    for_each_draw(ready, weights, sampling.seed, begin, end,
                  [&](const auto& w, const auto& scores) { wins.count(w, scores); });
    parts[static_cast<std::size_t>(begin / grain)] = wins.found();
  };
  parallel_for_blocks(sampling.draws, grain, count, threads);
  for (std::size_t part = 1; part < parts.size(); ++part) parts[0] += parts[part];
  return std::move(parts[0]);
}

}  // namespace lantoa
