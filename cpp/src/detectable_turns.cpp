#include "lantoa/staggered.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "breakpoints.hpp"
#include "contrast.hpp"
#include "lantoa/error.hpp"
#include "lantoa/random.hpp"
#include "picks.hpp"
#include "power.hpp"

namespace lantoa {
namespace {

using Covariance = Eigen::Ref<const Eigen::ArrayXXd>;
/// One number for each of the offices that are simulated side by side.
using Lanes = Eigen::ArrayXd;
/// The class of every member, stratum after stratum.
using Labels = std::vector<std::vector<std::size_t>>;

constexpr std::int64_t kGrain = 64;  // offices that are summed side by side
constexpr double kSame = 1e-9;       // of the variance, and of an overlap of 1

/// The lower root of a covariance; a year that others tell is no news.
Eigen::ArrayXXd root_of(const Covariance& covariance) {
  Eigen::ArrayXXd out = Eigen::ArrayXXd::Zero(covariance.rows(), covariance.cols());
  for (Eigen::Index column = 0; column < out.cols(); ++column) {
    for (Eigen::Index row = column; row < out.rows(); ++row) {
      double rest = covariance(row, column);
      for (Eigen::Index k = 0; k < column; ++k) rest -= out(row, k) * out(column, k);
      if (row == column) {
        const bool is_news = rest > kSame * covariance(column, column);
        out(column, column) = is_news ? std::sqrt(rest) : 0;
        if (!is_news) break;
      } else {
        out(row, column) = rest / out(column, column);
      }
    }
  }
  return out;
}

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

Labels drawn_of(const Contrast& contrast) {
  Labels out;
  for (const ContrastGroup& group : contrast) out.push_back(group.own);
  return out;
}

std::vector<Labels> arrangements_of(const Contrast& contrast, std::uint64_t seed) {
  std::vector<Labels> out;
  if (arrangement_count(contrast) <= kFew) {
    Labels labels = first_of(contrast);
    do out.push_back(labels);
    while (go_on(labels));
    return out;
  }
  out.push_back(drawn_of(contrast));
  for (std::int64_t at = 1; at < kFew; ++at) {
    Picks picks(Draws(seed, Stream::kTurns, static_cast<std::uint64_t>(at)));
    Labels labels = out.front();
    for (auto& one : labels) {
      const auto n = static_cast<std::uint32_t>(one.size());
      if (n > 0) choose(picks, one.data(), n, n - 1);
    }
    out.push_back(labels);
  }
  return out;
}

/// Under every class of every stratum, for every member: a number for each office.
using PerOffice = std::vector<std::vector<std::vector<Lanes>>>;

class Simulation {
 public:
  Simulation(const Turns& turns, const Contrast& contrast, const Covariance& covariance,
             double alpha, std::uint64_t seed)
      : turns_(turns), contrast_(contrast), root_(root_of(covariance)), seed_(seed) {
    arrangements_ = arrangements_of(contrast, seed);
    for (const Labels& labels : arrangements_) overlaps_.push_back(overlap_of(labels));
    needed_ = needed(arrangements_.size(), alpha);
  }

  /// The differences above and below which offices begin to `end` are found.
  void find(std::int64_t begin, std::int64_t end, std::vector<double>& up,
            std::vector<double>& down) const {
    const PerOffice added = added_of(begin, end);
    std::vector<Ends> ends(static_cast<std::size_t>(end - begin));
    const Lanes drawn = sum_of(added, drawn_of(contrast_), end - begin);
    for (std::size_t a = 0; a < arrangements_.size(); ++a) {
      const Lanes found = sum_of(added, arrangements_[a], end - begin);
      for (std::size_t at = 0; at < ends.size(); ++at) {
        const auto office = static_cast<Eigen::Index>(at);
        add_ends(drawn[office], 1, found[office], overlaps_[a], ends[at]);
      }
    }
    for (std::size_t at = 0; at < ends.size(); ++at) {
      const auto [low, high] = kept(ends[at], needed_);
      up[static_cast<std::size_t>(begin) + at] = -low;
      down[static_cast<std::size_t>(begin) + at] = -high;
    }
  }

 private:
  /// How much of a difference in all years since given an arrangement would show.
  [[nodiscard]] double overlap_of(const Labels& labels) const {
    double out = 0;
    for (std::size_t s = 0; s < labels.size(); ++s) {
      for (std::size_t at = 0; at < labels[s].size(); ++at) {
        const std::vector<double>& of = contrast_[s].of[labels[s][at]];
        for (Code year = 0; year < turns_.years; ++year) {
          if (!is_given(turns_, contrast_[s].members[at], year)) continue;
          out += of[static_cast<std::size_t>(year)];
        }
      }
    }
    return 1 - out < kSame ? 1 : 1 + out < kSame ? -1 : out;
  }

  /// Outcomes of a subject, years by offices.
  [[nodiscard]] Eigen::ArrayXXd outcomes_of(std::size_t row, std::int64_t begin,
                                            std::int64_t end) const {
    const Eigen::Index years = root_.rows();
    const auto pairs = static_cast<std::uint32_t>((years + 1) / 2);
    Eigen::ArrayXXd out = Eigen::ArrayXXd::Zero(years, end - begin);
    for (auto at = begin; at < end; ++at) {
      const Draws draws(seed_, Stream::kErrors, static_cast<std::uint64_t>(at));
      for (Eigen::Index k = 0; k < years; ++k) {
        const auto place =
            static_cast<std::uint32_t>(row) * pairs + static_cast<std::uint32_t>(k / 2);
        const double normal = draws.normals(place)[static_cast<std::size_t>(k % 2)];
        for (Eigen::Index year = k; year < years; ++year) {
          out(year, at - begin) += root_(year, k) * normal;
        }
      }
    }
    return out;
  }

  [[nodiscard]] PerOffice added_of(std::int64_t begin, std::int64_t end) const {
    PerOffice out;
    for (const ContrastGroup& group : contrast_) {
      std::vector<std::vector<Lanes>> classes(group.of.size());
      for (const std::size_t row : group.members) {
        const Eigen::ArrayXXd outcomes = outcomes_of(row, begin, end);
        for (std::size_t label = 0; label < classes.size(); ++label) {
          Lanes sum = Lanes::Zero(end - begin);
          for (Eigen::Index year = 0; year < outcomes.rows(); ++year) {
            sum += group.of[label][static_cast<std::size_t>(year)] * outcomes.row(year).transpose();
          }
          classes[label].push_back(sum);
        }
      }
      out.push_back(classes);
    }
    return out;
  }

  [[nodiscard]] static Lanes sum_of(const PerOffice& added, const Labels& labels,
                                    std::int64_t count) {
    Lanes out = Lanes::Zero(count);
    for (std::size_t s = 0; s < labels.size(); ++s) {
      for (std::size_t at = 0; at < labels[s].size(); ++at) out += added[s][labels[s][at]][at];
    }
    return out;
  }

  const Turns& turns_;
  const Contrast& contrast_;
  Eigen::ArrayXXd root_;
  std::uint64_t seed_;
  std::vector<Labels> arrangements_;
  std::vector<double> overlaps_;
  std::size_t needed_ = 0;
};

/// The variance of the contrast where the rows of subjects have the covariance.
double variance_of(const Contrast& contrast, const Covariance& covariance) {
  double out = 0;
  for (const ContrastGroup& group : contrast) {
    for (std::size_t label = 0; label < group.of.size(); ++label) {
      const Eigen::Map<const Eigen::ArrayXd> one(group.of[label].data(), covariance.rows());
      double of_one = 0;
      for (Eigen::Index row = 0; row < covariance.rows(); ++row) {
        for (Eigen::Index column = 0; column < covariance.cols(); ++column) {
          of_one += one[row] * covariance(row, column) * one[column];
        }
      }
      out += static_cast<double>(group.size[label]) * of_one;
    }
  }
  return std::max(out, 0.0);
}

void check(const Turns& turns, const Covariance& covariance) {
  if (covariance.rows() != turns.years || covariance.cols() != turns.years) {
    throw InputError("covariance must be " + std::to_string(turns.years) + " x " +
                     std::to_string(turns.years));
  }
  for (Eigen::Index row = 0; row < covariance.rows(); ++row) {
    for (Eigen::Index column = 0; column <= row; ++column) {
      const double one = covariance(row, column);
      if (!std::isfinite(one) || one != covariance(column, row) || (row == column && one < 0)) {
        throw InputError("covariance must be finite and symmetric, its variances 0 or more");
      }
    }
  }
}

}  // namespace

Detectable detectable_turns(const Turns& turns, const Eigen::Ref<const Eigen::VectorXd>& weight,
                            const Covariance& covariance, double alpha, double power,
                            std::int64_t offices, std::uint64_t seed, Threads threads) {
  const Contrast contrast = contrast_of(turns, weight);
  check(turns, covariance);
  check_power(alpha, power, offices);
  const double closed_form =
      errors_found(alpha, power) * std::sqrt(variance_of(contrast, covariance));
  const auto count = static_cast<double>(arrangement_count(contrast));
  if (is_normal(turns.wave.size(), count, alpha)) return {closed_form, closed_form};

  const Simulation simulation(turns, contrast, covariance, alpha, seed);
  std::vector<double> up(static_cast<std::size_t>(offices));
  std::vector<double> down(up.size());
  parallel_for_blocks(
      offices, kGrain,
      [&](std::int64_t begin, std::int64_t end) { simulation.find(begin, end, up, down); },
      threads);
  return {closed_form, least(std::move(up), std::move(down), power)};
}

}  // namespace lantoa
