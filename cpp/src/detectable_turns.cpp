#include "lantoa/staggered.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "breakpoints.hpp"
#include "contrast.hpp"
#include "dealing.hpp"
#include "lantoa/error.hpp"
#include "lantoa/random.hpp"
#include "power.hpp"

namespace lantoa {
namespace {

using Covariance = Eigen::Ref<const Eigen::ArrayXXd>;
/// One number for each of the offices that are simulated side by side.
using Lanes = Eigen::ArrayXd;

constexpr double kSame = 1e-9;  // of the variance, and of an overlap of 1

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

/// Under every class of every stratum, for every member: a number for each office.
using PerOffice = std::vector<std::vector<std::vector<Lanes>>>;

class Simulation {
 public:
  Simulation(const Turns& turns, const Contrast& contrast, const Covariance& covariance,
             double alpha, std::uint64_t seed)
      : turns_(turns), contrast_(contrast), root_(root_of(covariance)), alpha_(alpha), seed_(seed) {
    if (arrangement_count(contrast) <= kFew) every_ = every_deal(contrast);
  }

  /// The differences above and below which offices begin to `end` are found.
  void find(std::int64_t begin, std::int64_t end, std::vector<double>& up,
            std::vector<double>& down) const {
    const PerOffice added = added_of(begin, end);
    std::vector<Ends> ends(static_cast<std::size_t>(end - begin));
    const Lanes drawn = sum_of(added, drawn_of(contrast_), end - begin);
    // Others for each block, so that no draw of them favours the answer.
    const std::vector<Labels> deals =
        every_.empty() ? some_deals(contrast_, kFew, seed_, begin) : every_;
    for (const Labels& labels : deals) {
      const Lanes found = sum_of(added, labels, end - begin);
      const double overlap = overlap_of(labels);
      for (std::size_t at = 0; at < ends.size(); ++at) {
        const auto office = static_cast<Eigen::Index>(at);
        add_ends(drawn[office], 1, found[office], overlap, ends[at]);
      }
    }
    for (std::size_t at = 0; at < ends.size(); ++at) {
      const auto [low, high] = kept(ends[at], needed(deals.size(), alpha_));
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
  double alpha_;
  std::uint64_t seed_;
  std::vector<Labels> every_;  // where they are few
};

/// The covariance times the squares of the contrast, years by years: its trace is the variance.
Eigen::ArrayXXd squares_of(const Contrast& contrast, const Covariance& covariance) {
  const Eigen::Index years = covariance.rows();
  Eigen::ArrayXXd out = Eigen::ArrayXXd::Zero(years, years);
  for (const ContrastGroup& group : contrast) {
    for (std::size_t label = 0; label < group.of.size(); ++label) {
      const Eigen::Map<const Eigen::ArrayXd> one(group.of[label].data(), years);
      const auto size = static_cast<double>(group.size[label]);
      for (Eigen::Index row = 0; row < years; ++row) {
        double sum = 0;
        for (Eigen::Index at = 0; at < years; ++at) sum += covariance(row, at) * one[at];
        for (Eigen::Index column = 0; column < years; ++column) {
          out(row, column) += size * sum * one[column];
        }
      }
    }
  }
  return out;
}

double trace_of(const Eigen::ArrayXXd& squares) {
  double out = 0;
  for (Eigen::Index at = 0; at < squares.rows(); ++at) out += squares(at, at);
  return std::max(out, 0.0);
}

/// Degrees of freedom of the variance of the contrast: years that do not move together tell it
/// more often than once (Satterthwaite 1946).
std::int64_t freedom_of(const Eigen::ArrayXXd& squares, std::int64_t freedom) {
  double product = 0;
  for (Eigen::Index row = 0; row < squares.rows(); ++row) {
    for (Eigen::Index at = 0; at < squares.rows(); ++at)
      product += squares(row, at) * squares(at, row);
  }
  const double trace = trace_of(squares);
  if (!(product > 0)) return freedom;
  const double most = static_cast<double>(squares.rows());
  const double times = std::clamp(trace * trace / product, 1.0, most);
  return static_cast<std::int64_t>(static_cast<double>(freedom) * times);
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
                            const Covariance& covariance, std::int64_t freedom, double alpha,
                            double power, std::int64_t offices, std::uint64_t seed,
                            Threads threads) {
  const Contrast contrast = contrast_of(turns, weight);
  check(turns, covariance);
  check_power(freedom, alpha, power, offices);
  const Eigen::ArrayXXd squares = squares_of(contrast, covariance);
  const double closed_form = errors_found(alpha, power) * std::sqrt(trace_of(squares));
  const auto count = static_cast<double>(arrangement_count(contrast));
  if (is_normal(turns.wave.size(), count, alpha)) return {closed_form, closed_form};

  const Simulation simulation(turns, contrast, covariance, alpha, seed);
  const std::int64_t told = freedom_of(squares, freedom);
  return {closed_form, least_found(simulation, told, offices, power, seed, threads)};
}

}  // namespace lantoa
