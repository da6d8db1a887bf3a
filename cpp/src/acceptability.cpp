#include "lantoa/acceptability.hpp"

#include <span>
#include <string>
#include <utility>
#include <vector>

#include "drawing.hpp"
#include "lantoa/error.hpp"
#include "parts.hpp"
#include "placing.hpp"

namespace lantoa {
namespace {

using Numbers = Eigen::Ref<const Eigen::VectorXd>;

/// Counts a part of the draws.
class Counting {
 public:
  Counting(const Weighable& values, std::optional<double> line, Eigen::Index k)
      : values_(values), line_(line), placing_(values.n()), stood_(kKept, 0) {
    const Eigen::Index n = values.n();
    out_.places = Tallies::Zero(k, n);
    out_.first_weights = Eigen::MatrixXd::Zero(values.p(), n);
    out_.at_line = Eigen::VectorXi::Zero(line ? n : 0);
    out_.tied = Eigen::VectorXi::Zero(n);
    if (k == n) stood_.resize(kKept, n);
  }

  void count(const Numbers& weights, const Numbers& scores) {
    const double rounding = values_.rounding(weights.data());
    if (line_) {
      const double line = *line_ - values_.shift(weights.data()) - rounding;
      for (Eigen::Index i = 0; i < scores.size(); ++i) out_.at_line[i] += scores[i] >= line ? 1 : 0;
    }
    const Eigen::Index k = out_.places.rows();
    const auto order = stood_.size() > 0 ? placing_.sort(scores.data())
                                         : placing_.first(scores.data(), k, rounding);
    count_places(order, rounding);
    add_first(weights, order, rounding);
  }

  [[nodiscard]] Acceptability found() {
    pour();
    return std::move(out_);
  }

 private:
  static constexpr Eigen::Index kKept = 16;  // draws; a line of the cache for each subject

  void count_places(std::span<const ScoredSubject> order, double rounding) {
    const auto most = static_cast<std::size_t>(out_.places.rows());
    const bool is_kept = stood_.size() > 0;
    bool has_tie = false;
    const auto stands = [&](std::int32_t subject, std::size_t place, bool is_tied) {
      const auto row = static_cast<std::int32_t>(place);
      is_kept ? stood_(kept_, subject) = row : ++out_.places(row, subject);
      if (!is_tied) return;
      ++out_.tied[subject];
      has_tie = true;
    };
    tell_places(order, most, rounding, stands);
    out_.draws_with_ties += has_tie ? 1 : 0;
    if (is_kept && ++kept_ == kKept) pour();
  }

  void add_first(const Numbers& weights, std::span<const ScoredSubject> order, double rounding) {
    for (const ScoredSubject& one : order) {
      if (one.score < order[0].score - rounding) break;
      out_.first_weights.col(one.subject) += weights;
    }
  }

  /// Counts the places that were kept: subject by subject, because tallies of many are far apart.
  void pour() {
    for (Eigen::Index i = 0; i < stood_.cols(); ++i) {
      for (Eigen::Index at = 0; at < kept_; ++at) ++out_.places(stood_(at, i), i);
    }
    kept_ = 0;
  }

  const Weighable& values_;
  std::optional<double> line_;
  Placing placing_;
  Tallies stood_;  ///< the places of a few draws; empty where not all places are counted
  Eigen::Index kept_ = 0;
  Acceptability out_;
};

void add(const Acceptability& part, Acceptability& out) {
  out.places += part.places;
  out.first_weights += part.first_weights;
  out.at_line += part.at_line;
  out.tied += part.tied;
  out.draws_with_ties += part.draws_with_ties;
}

}  // namespace

Acceptability acceptability(const Eigen::Ref<const Eigen::MatrixXd>& values, const WeightLaw& law,
                            const Sampling& sampling, Eigen::Index k, std::optional<double> line,
                            Threads threads) {
  const Weighable ready(values);
  const Weights weights(law, ready.p());
  check(sampling);
  if (k < 1 || k > ready.n()) {
    throw InputError("places 1 to " + std::to_string(ready.n()) + " can be counted, not " +
                     std::to_string(k));
  }
  const std::int64_t grain = part_size(sampling, ready, ready.n() * k);
  std::vector<Acceptability> parts(static_cast<std::size_t>(block_count(sampling.draws, grain)));
  const auto count = [&](std::int64_t begin, std::int64_t end) {
    Counting counting(ready, line, k);
    for_each_draw(ready, weights, sampling.seed, begin, end,
                  [&](const Numbers& w, const Numbers& scores) { counting.count(w, scores); });
    parts[static_cast<std::size_t>(begin / grain)] = counting.found();
  };
  parallel_for_blocks(sampling.draws, grain, count, threads);
  for (std::size_t part = 1; part < parts.size(); ++part) add(parts[part], parts[0]);
  return std::move(parts[0]);
}

}  // namespace lantoa
