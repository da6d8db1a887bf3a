#include "lantoa/cohort.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "comparing_cells.hpp"
#include "lantoa/error.hpp"
#include "symmetric.hpp"

namespace lantoa {
namespace {

/// What a cell does to the influence of a cohort's subjects: slope * (change - own mean) + level.
struct Influence {
  double slope = 0;
  double level = 0;
};

Eigen::Index periods_of(const CohortMoments& moments) { return moments.mean.cols(); }

double change_of(const CohortMoments& moments, Eigen::Index k, const Cell& cell) {
  return moments.mean(k, cell.period - 1) - moments.mean(k, cell.base - 1);
}

/// The sum over a cohort of the products of two changes about their means.
double product_of(const CohortMoments& moments, Eigen::Index k, const Cell& one,
                  const Cell& other) {
  const auto at = [&](Code s, Code t) {
    return moments.product(k * periods_of(moments) + s - 1, t - 1);
  };
  return at(one.period, other.period) - at(one.period, other.base) - at(one.base, other.period) +
         at(one.base, other.base);
}

class Cells {
 public:
  Cells(const CohortMoments& moments, const Comparison& how)
      : moments_(moments), cells_(cells_of(moments.first, moments.size, periods_of(moments), how)) {
    out_ = empty_cells(cells_, moments.first, moments.size, how);
    for (const Cell& cell : cells_) influence_.push_back(influence_of(cell));
  }

  GroupTime told() {
    for (Eigen::Index one = 0; one < count(); ++one) {
      out_.effect[one] = effect_of(cells_[index(one)]);
      for (Eigen::Index k = 0; k < moments_.first.size(); ++k) {
        out_.sum(one, k) = influence_[index(one)][index(k)].level * moments_.size[k];
      }
      for (Eigen::Index other = 0; other <= one; ++other) {
        out_.product(one, other) = out_.product(other, one) = product(one, other);
      }
      out_.error[one] = std::sqrt(std::max(out_.product(one, one), 0.0)) / out_.subjects;
    }
    return out_;
  }

 private:
  static std::size_t index(Eigen::Index at) { return static_cast<std::size_t>(at); }
  [[nodiscard]] Eigen::Index count() const { return std::ssize(cells_); }

  [[nodiscard]] double control_change(const Cell& cell) const {
    double sum = 0;
    for (const Eigen::Index k : cell.controls)
      sum += moments_.size[k] * change_of(moments_, k, cell);
    return sum / cell.control_size;
  }

  [[nodiscard]] double effect_of(const Cell& cell) const {
    return change_of(moments_, cell.cohort, cell) - control_change(cell);
  }

  [[nodiscard]] std::vector<Influence> influence_of(const Cell& cell) const {
    std::vector<Influence> out(index(moments_.first.size()));
    const double n = out_.subjects;
    out[index(cell.cohort)].slope = n / moments_.size[cell.cohort];
    const double mean = control_change(cell);
    const double slope = -n / cell.control_size;
    for (const Eigen::Index k : cell.controls) {
      out[index(k)] = {slope, slope * (change_of(moments_, k, cell) - mean)};
    }
    return out;
  }

  [[nodiscard]] double product(Eigen::Index one, Eigen::Index other) const {
    double sum = 0;
    for (Eigen::Index k = 0; k < moments_.first.size(); ++k) {
      const Influence& a = influence_[index(one)][index(k)];
      const Influence& b = influence_[index(other)][index(k)];
      if (a.slope == 0 || b.slope == 0) continue;
      sum += a.slope * b.slope * product_of(moments_, k, cells_[index(one)], cells_[index(other)]);
      sum += moments_.size[k] * a.level * b.level;
    }
    return sum;
  }

  const CohortMoments& moments_;
  std::vector<Cell> cells_;
  std::vector<std::vector<Influence>> influence_;
  GroupTime out_;
};

}  // namespace

GroupTime group_time(const CohortMoments& moments, const Comparison& how) {
  return Cells(moments, how).told();
}

PreTest pre_test(const GroupTime& cells) {
  std::vector<Eigen::Index> before;
  for (Eigen::Index at = 0; at < cells.period.size(); ++at) {
    if (cells.period[at] < cells.group[at] - cells.anticipation) before.push_back(at);
  }
  PreTest out;
  if (before.empty()) return out;
  const Eigen::ArrayXXd product = cells.product(before, before);
  const Eigen::ArrayXd effect = cells.effect(before);
  const Symmetric inverse(product);
  if (inverse.is_singular()) return out;
  const Eigen::ArrayXd solved = inverse.solved(effect);
  for (Eigen::Index at = 0; at < effect.size(); ++at) out.statistic += effect[at] * solved[at];
  // The variance of an effect is its product by n squared.
  out.statistic *= static_cast<double>(cells.subjects) * cells.subjects;
  out.cells = static_cast<Code>(before.size());
  out.p = chi_square_above(out.statistic, out.cells);
  return out;
}

}  // namespace lantoa
