#include "lantoa/ordinal.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <functional>
#include <string>
#include <vector>

#include <Eigen/Cholesky>

#include "lantoa/error.hpp"
#include "summing.hpp"

namespace lantoa {
namespace {

using Occurring = Eigen::Matrix<std::int64_t, Eigen::Dynamic, Eigen::Dynamic>;
using Vector = Eigen::VectorXd;
using Matrix = Eigen::MatrixXd;

constexpr int kMostSteps = 100;
constexpr double kFarthest = 40;  ///< log odds over all years; beyond, levels are parted

/// How often each level occurs in each year.
Occurring counted(const LevelRows& levels, const Codes& times, Code k) {
  if (times.size() != levels.cols()) throw InputError("there must be a time for each year");
  if (k < 2) throw InputError("there must be two levels or more, not " + std::to_string(k));
  Occurring out = Occurring::Zero(levels.cols(), k);
  for (Eigen::Index year = 0; year < levels.cols(); ++year) {
    for (Eigen::Index row = 0; row < levels.rows(); ++row) {
      const Code level = levels(row, year);
      if (level >= k) throw InputError("a level is out of range");
      if (level >= 0) ++out(year, level);
    }
  }
  if ((out.colwise().sum().array() == 0).any()) throw InputError("each level must occur");
  return out;
}

/// What a rating of a level in a year adds to the score and to the information.
struct Cell {
  double log_share = 0;
  Vector score;
  Matrix curvature;  ///< the second derivatives of the logarithm
};

struct End {
  double above = 0;  ///< F
  double slope = 0;  ///< f
  double bend = 0;   ///< f'
};

End end_at(double x) {
  const double share = 1 / (1 + std::exp(-x));
  const double slope = share * (1 - share);
  return {share, slope, slope * (1 - 2 * share)};
}

/// The parameters are k - 1 cuts and the slope.
Cell cell(const Vector& parameters, double time, Eigen::Index level) {
  const Eigen::Index cuts = parameters.size() - 1;
  const double shift = parameters[cuts] * time;
  const End upper = level < cuts ? end_at(parameters[level] - shift) : End{1, 0, 0};
  const End lower = level > 0 ? end_at(parameters[level - 1] - shift) : End{};
  const double share = upper.above - lower.above;
  Vector up = Vector::Zero(cuts + 1);
  Vector down = Vector::Zero(cuts + 1);
  if (level < cuts) up[level] = 1;
  if (level > 0) down[level - 1] = 1;
  up[cuts] = level < cuts ? -time : 0;
  down[cuts] = level > 0 ? -time : 0;
  const double at_up = upper.slope / share;
  const double at_down = -lower.slope / share;
  const Vector score = at_up * up + at_down * down;
  return {std::log(share), score,
          upper.bend / share * up * up.transpose() - lower.bend / share * down * down.transpose() -
              score * score.transpose()};
}

struct Fit {
  double log_likelihood = 0;
  Vector score;
  Matrix information;
};

Fit fit_at(const Occurring& counts, const Vector& times, const Vector& parameters) {
  const Eigen::Index size = parameters.size();
  Fit out{0, Vector::Zero(size), Matrix::Zero(size, size)};
  for (Eigen::Index year = 0; year < counts.rows(); ++year) {
    for (Eigen::Index level = 0; level < counts.cols(); ++level) {
      if (counts(year, level) == 0) continue;
      const auto weight = static_cast<double>(counts(year, level));
      const Cell one = cell(parameters, times[year], level);
      out.log_likelihood += weight * one.log_share;
      out.score += weight * one.score;
      out.information -= weight * one.curvature;
    }
  }
  return out;
}

/// The cuts that fit where nothing changes.
Vector start(const Occurring& counts) {
  const Eigen::Index cuts = counts.cols() - 1;
  const auto all = static_cast<double>(counts.sum());
  Vector out = Vector::Zero(cuts + 1);
  double below = 0;
  for (Eigen::Index cut = 0; cut < cuts; ++cut) {
    below += static_cast<double>(counts.col(cut).sum());
    out[cut] = std::log(below / (all - below));
  }
  return out;
}

bool is_in_order(const Vector& parameters) {
  const Eigen::Index cuts = parameters.size() - 1;
  return std::is_sorted(parameters.data(), parameters.data() + cuts, std::less_equal{});
}

/// One of Newton's steps, halved until the fit gets better; whether it still moved.
bool step(const Occurring& counts, const Vector& times, Vector& parameters, Fit& fit) {
  const Vector direction = fit.information.ldlt().solve(fit.score);
  if (!direction.allFinite()) return false;
  for (double part = 1; part > 1e-10; part /= 2) {
    const Vector next = parameters + part * direction;
    if (!is_in_order(next)) continue;
    const Fit better = fit_at(counts, times, next);
    if (!(better.log_likelihood >= fit.log_likelihood)) continue;
    const bool moved = better.log_likelihood > fit.log_likelihood;
    parameters = next;
    fit = better;
    return moved;
  }
  return false;
}

/// The scores of subjects that have a level in some year.
class OwnScores {
 public:
  OwnScores(const LevelRows& levels, const Vector& times, const Vector& parameters)
      : levels_{levels}, size_{parameters.size()} {
    for (Eigen::Index year = 0; year < times.size(); ++year) {
      for (Eigen::Index level = 0; level < size_; ++level) {
        of_.push_back(cell(parameters, times[year], level).score);
      }
    }
  }

  template <typename Use>
  void each(const Use& use) const {
    for (Eigen::Index row = 0; row < levels_.rows(); ++row) {
      if ((levels_.row(row).array() < 0).all()) continue;
      Vector own = Vector::Zero(size_);
      for (Eigen::Index year = 0; year < levels_.cols(); ++year) {
        if (levels_(row, year) < 0) continue;
        own += of_[static_cast<std::size_t>(year * size_ + levels_(row, year))];
      }
      use(own);
    }
  }

 private:
  const LevelRows& levels_;
  Eigen::Index size_;
  std::vector<Vector> of_;
};

/// The sum over subjects of the squares of their scores; no order of them changes it.
Matrix between(const LevelRows& levels, const Vector& times, const Vector& parameters,
               std::int64_t& subjects) {
  const OwnScores scores(levels, times, parameters);
  Vector largest = Vector::Zero(parameters.size());
  scores.each([&](const Vector& own) {
    ++subjects;
    largest = largest.cwiseMax(own.cwiseAbs());
  });
  std::vector<Cut> cuts;
  for (const double one : largest) {
    for (const double other : largest) cuts.emplace_back(one * other, subjects);
  }
  std::vector<Sum<double>> sums(cuts.size());
  scores.each([&](const Vector& own) {
    const Matrix square = own * own.transpose();
    for (std::size_t at = 0; at < cuts.size(); ++at) {
      cuts[at].add(square.data()[at], sums[at]);
    }
  });
  Matrix out(parameters.size(), parameters.size());
  for (std::size_t at = 0; at < cuts.size(); ++at) out.data()[at] = sums[at].total();
  return out;
}

/// Ratings of a year above and below the others, twice: what the slope's score weighs by time.
std::vector<std::int64_t> yearly_scores(const Occurring& counts) {
  std::vector<std::int64_t> out(static_cast<std::size_t>(counts.rows()));
  const std::int64_t all = counts.sum();
  std::int64_t below = 0;
  for (Eigen::Index level = 0; level < counts.cols(); ++level) {
    const std::int64_t here = counts.col(level).sum();
    for (Eigen::Index year = 0; year < counts.rows(); ++year) {
      out[static_cast<std::size_t>(year)] += counts(year, level) * (2 * below + here - all);
    }
    below += here;
  }
  return out;
}

/// What all orders of the years come to.
class Orders {
 public:
  Orders(const Codes& times, std::vector<std::int64_t> scores)
      : times_(times.begin(), times.end()), scores_(std::move(scores)) {
    for (std::size_t at = 0; at < times_.size(); ++at) score_ += times_[at] * scores_[at];
  }

  /// Heap's algorithm: each order is one swap from the one before.
  OrdinalOrder looked_at() {
    OrdinalOrder out;
    out.score = score_;
    out.orders = 0;
    std::int64_t beyond = 0;
    std::int64_t most = -1;
    std::int64_t at_most = 0;
    const auto look = [&] {
      const std::int64_t size = std::abs(score_);
      ++out.orders;
      beyond += size >= std::abs(out.score) ? 1 : 0;
      at_most = size > most ? 1 : at_most + (size == most ? 1 : 0);
      most = std::max(most, size);
    };
    std::vector<std::size_t> done(times_.size(), 0);
    look();
    for (std::size_t at = 1; at < times_.size();) {
      if (done[at] == at) {
        done[at++] = 0;
        continue;
      }
      exchange(at % 2 == 0 ? 0 : done[at], at);
      look();
      ++done[at];
      at = 1;
    }
    out.p = static_cast<double>(beyond) / static_cast<double>(out.orders);
    out.smallest = static_cast<double>(at_most) / static_cast<double>(out.orders);
    return out;
  }

 private:
  void exchange(std::size_t one, std::size_t other) {
    score_ += (times_[other] - times_[one]) * (scores_[one] - scores_[other]);
    std::swap(times_[one], times_[other]);
  }

  std::vector<std::int64_t> times_;
  std::vector<std::int64_t> scores_;
  std::int64_t score_ = 0;
};

}  // namespace

OrdinalTrend ordinal_trend(const LevelRows& levels, const Codes& times, Code k) {
  const Occurring counts = counted(levels, times, k);
  const Vector when = times.cast<double>();
  Vector parameters = start(counts);
  Fit fit = fit_at(counts, when, parameters);
  const double span = when.maxCoeff() - when.minCoeff();
  for (int at = 0; at < kMostSteps && step(counts, when, parameters, fit); ++at) {
    if (std::abs(parameters[k - 1]) * span > kFarthest) break;
  }
  OrdinalTrend out;
  out.slope = parameters[k - 1];
  out.cuts = parameters.head(k - 1).array();
  out.log_likelihood = fit.log_likelihood;
  out.ratings = counts.sum();
  const Matrix inverse = fit.information.ldlt().solve(Matrix::Identity(k, k));
  const Matrix spread = between(levels, when, parameters, out.subjects);
  const auto n = static_cast<double>(out.subjects);
  const double grown = n > 1 ? n / (n - 1) : 1;
  out.error = std::sqrt(std::max(0.0, grown * (inverse * spread * inverse)(k - 1, k - 1)));
  out.model_error = std::sqrt(std::max(0.0, inverse(k - 1, k - 1)));
  const double far = fit.score.cwiseAbs().maxCoeff() / static_cast<double>(out.ratings);
  out.converged = inverse.allFinite() && far < 1e-8 && std::abs(out.slope) * span < kFarthest / 2;
  return out;
}

OrdinalOrder ordinal_order(const LevelRows& levels, const Codes& times, Code k) {
  if (times.size() > kMostYearsInOrder) {
    throw InputError("all orders of at most " + std::to_string(kMostYearsInOrder) +
                     " years are looked at, not of " + std::to_string(times.size()));
  }
  return Orders(times, yearly_scores(counted(levels, times, k))).looked_at();
}

}  // namespace lantoa
