#include "placing.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <limits>
#include <string>
#include <utility>

#include "lantoa/error.hpp"

namespace lantoa {
namespace {

constexpr std::int32_t kFew = 24;     // subjects that insertion sorts quicker
constexpr Eigen::Index kBeside = 8;   // subjects of whom only the best is looked at first
constexpr Eigen::Index kBuckets = 2;  // for each subject

bool is_better(const ScoredSubject& one, const ScoredSubject& other) {
  return one.score != other.score ? one.score > other.score : one.subject < other.subject;
}

/// The least and the greatest, four side by side.
std::pair<double, double> range(const double* scores, std::size_t n) {
  std::array<double, 4> least{};
  std::array<double, 4> most{};
  least.fill(scores[0]);
  most.fill(scores[0]);
  std::size_t i = 0;
  for (; i + 4 <= n; i += 4) {
    for (std::size_t lane = 0; lane < 4; ++lane) {
      least[lane] = std::min(least[lane], scores[i + lane]);
      most[lane] = std::max(most[lane], scores[i + lane]);
    }
  }
  for (; i < n; ++i) {
    least[0] = std::min(least[0], scores[i]);
    most[0] = std::max(most[0], scores[i]);
  }
  return {*std::ranges::min_element(least), *std::ranges::max_element(most)};
}

}  // namespace

Weighable::Weighable(const Eigen::Ref<const Eigen::MatrixXd>& values)
    : n_(values.rows()), p_(values.cols()), mean_(values.cols()), rounding_(values.cols()) {
  if (n_ < 1 || p_ < 1) throw InputError("there must be a subject and a criterion");
  if (!values.allFinite()) throw InputError("values must be finite");
  const Eigen::Index blocks = (n_ + kLanes - 1) / kLanes;
  packed_.assign(static_cast<std::size_t>(blocks * kLanes * p_), 0.0);
  for (Eigen::Index j = 0; j < p_; ++j) {
    // The middle, not the mean: it does not depend on the order of subjects.
    mean_[j] = values.col(j).minCoeff() / 2 + values.col(j).maxCoeff() / 2;
    rounding_[j] = static_cast<double>(2 * p_ + 8) * std::numeric_limits<double>::epsilon() *
                   values.col(j).cwiseAbs().maxCoeff();
    for (Eigen::Index i = 0; i < n_; ++i) {
      const Eigen::Index at = (i / kLanes * p_ + j) * kLanes + i % kLanes;
      packed_[static_cast<std::size_t>(at)] = values(i, j) - mean_[j];
    }
  }
}

void Weighable::score(const double* weights, Eigen::MatrixXd& scores) const {
  using Lanes = Eigen::Array<double, kLanes, 1>;
  const double* block = packed_.data();
  for (Eigen::Index first = 0; first < n_; first += kLanes) {
    std::array<Lanes, kTogether> sums{Lanes::Zero(), Lanes::Zero(), Lanes::Zero(), Lanes::Zero()};
    for (Eigen::Index j = 0; j < p_; ++j, block += kLanes) {
      const Eigen::Map<const Lanes> row(block);
      for (Eigen::Index draw = 0; draw < kTogether; ++draw) {
        sums[static_cast<std::size_t>(draw)] += weights[draw * p_ + j] * row;
      }
    }
    const Eigen::Index size = std::min(kLanes, n_ - first);
    for (Eigen::Index draw = 0; draw < kTogether; ++draw) {
      scores.col(draw).segment(first, size) = sums[static_cast<std::size_t>(draw)].head(size);
    }
  }
}

double Weighable::shift(const double* weights) const {
  double sum = 0;
  for (Eigen::Index j = 0; j < p_; ++j) sum += weights[j] * mean_[j];
  return sum;
}

double Weighable::rounding(const double* weights) const {
  double sum = 0;
  for (Eigen::Index j = 0; j < p_; ++j) sum += weights[j] * rounding_[j];
  return sum;
}

Placing::Placing(Eigen::Index n)
    : bucket_(static_cast<std::size_t>(n)),
      start_(static_cast<std::size_t>(kBuckets * n) + 1),
      sorted_(static_cast<std::size_t>(n)) {}

std::span<const ScoredSubject> Placing::sort(const double* scores) {
  const auto [least, most] = range(scores, sorted_.size());
  const double steps = static_cast<double>(start_.size() - 1) / (most - least);
  // Where all are nearly equal the steps are infinite: one bucket then.
  spread(scores, most, steps < std::numeric_limits<double>::max() ? steps : 0);
  finish();
  return sorted_;
}

std::span<const ScoredSubject> Placing::first(const double* scores, Eigen::Index k,
                                              double rounding) {
  // The k-th best of the best of each few is a score that k reach at least.
  const auto n = static_cast<Eigen::Index>(sorted_.size());
  best_.clear();
  for (Eigen::Index i = 0; i < n; i += kBeside) {
    best_.push_back(
        Eigen::Map<const Eigen::ArrayXd>(scores + i, std::min(kBeside, n - i)).maxCoeff());
  }
  double least = -std::numeric_limits<double>::infinity();
  if (k <= std::ssize(best_)) {
    chosen_ = best_;
    std::nth_element(chosen_.begin(), chosen_.begin() + (k - 1), chosen_.end(), std::greater<>());
    least = chosen_[static_cast<std::size_t>(k - 1)] - rounding;
  }
  std::size_t found = 0;
  for (Eigen::Index i = 0; i < n; i += kBeside) {
    if (best_[static_cast<std::size_t>(i / kBeside)] < least) continue;
    for (Eigen::Index at = i; at < std::min(i + kBeside, n); ++at) {
      if (scores[at] >= least) sorted_[found++] = {scores[at], static_cast<std::int32_t>(at)};
    }
  }
  std::sort(sorted_.begin(), sorted_.begin() + static_cast<std::ptrdiff_t>(found), &is_better);
  return std::span(sorted_).first(found);
}

void Placing::spread(const double* scores, double most, double steps) {
  const std::size_t n = sorted_.size();
  std::ranges::fill(start_, 0);
  for (std::size_t i = 0; i < n; ++i) {
    bucket_[i] = static_cast<std::int32_t>((most - scores[i]) * steps);
  }
  for (const std::int32_t bucket : bucket_) ++start_[static_cast<std::size_t>(bucket)];
  std::int32_t before = 0;
  fullest_ = 0;
  for (std::int32_t& size : start_) {
    fullest_ = std::max(fullest_, size);
    before += std::exchange(size, before);
  }
  for (std::size_t i = 0; i < n; ++i) {
    const std::int32_t at = start_[static_cast<std::size_t>(bucket_[i])]++;
    sorted_[static_cast<std::size_t>(at)] = {scores[i], static_cast<std::int32_t>(i)};
  }
}

void Placing::finish() {
  if (fullest_ > kFew) sort_full_buckets();
  // Buckets are in order: one pass puts right what is left.
  for (std::size_t at = 1; at < sorted_.size(); ++at) {
    const ScoredSubject one = sorted_[at];
    std::size_t to = at;
    for (; to > 0 && one.score > sorted_[to - 1].score; --to) sorted_[to] = sorted_[to - 1];
    sorted_[to] = one;
  }
}

void Placing::sort_full_buckets() {
  std::int32_t first = 0;
  for (const std::int32_t end : start_) {  // every start is now the end of its bucket
    if (end - first > kFew) std::sort(sorted_.begin() + first, sorted_.begin() + end, &is_better);
    first = end;
  }
}

}  // namespace lantoa
