#include "lantoa/adjusted.hpp"

#include <cmath>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "comparing_cells.hpp"
#include "lantoa/error.hpp"
#include "lantoa/hazard.hpp"
#include "row_order.hpp"
#include "symmetric.hpp"

namespace lantoa {
namespace {

using Eigen::ArrayXd;
using Eigen::ArrayXXd;

ArrayXd times(const ArrayXXd& design, const ArrayXd& coefficient) {
  ArrayXd out = ArrayXd::Zero(design.rows());
  for (Eigen::Index at = 0; at < design.cols(); ++at) out += design.col(at) * coefficient[at];
  return out;
}

double sum_of(const ArrayXd& numbers) {
  double sum = 0;
  for (const double number : numbers) sum += number;
  return sum;
}

ArrayXd means(const ArrayXXd& design, const ArrayXd& weight) {
  ArrayXd out(design.cols());
  for (Eigen::Index at = 0; at < design.cols(); ++at) {
    out[at] = sum_of(design.col(at) * weight) / static_cast<double>(design.rows());
  }
  return out;
}

/// Products of the columns by weight, divided by the number of rows.
Symmetric products(const ArrayXXd& design, const ArrayXd& weight) {
  ArrayXXd out = ArrayXXd::Zero(design.cols(), design.cols());
  for (Eigen::Index a = 0; a < out.rows(); ++a) {
    out.row(a) = means(design, design.col(a) * weight).transpose();
  }
  return Symmetric(out);
}

/// The subjects of a cell: their design, whether they are of the cohort, and their change.
struct Sample {
  std::vector<Eigen::Index> rows;
  ArrayXXd design;
  ArrayXd treated;
  ArrayXd change;
};

/// What the change of a cell's cohort exceeds that of its controls by, and each one's influence.
struct Estimate {
  double effect = 0;
  ArrayXd influence;
};

/// Weighted change beyond what was predicted: its mean, and the influence of the weighted mean.
struct Weighted {
  Weighted(const ArrayXd& weight, const ArrayXd& beyond)
      : share(sum_of(weight) / static_cast<double>(weight.size())),
        mean(sum_of(weight * beyond) / sum_of(weight)),
        influence(weight * (beyond - mean)) {}

  double share;
  double mean;
  ArrayXd influence;  // before it is divided by `share`
};

std::optional<Estimate> estimated(const Sample& sample) {
  const ArrayXd ones = ArrayXd::Ones(sample.change.size());
  const ArrayXd control = 1 - sample.treated;
  const Hazard score = fit_hazard(sample.design, ones, sample.treated, Link::kLogit);
  const Symmetric of_controls = products(sample.design, control);
  if (!score.converged || score.separated || score.collinear || of_controls.is_singular())
    return {};

  const ArrayXd odds = times(sample.design, score.coefficient).exp();
  const ArrayXd chance = odds / (1 + odds);
  const ArrayXd fit = of_controls.solved(means(sample.design, control * sample.change));
  const ArrayXd beyond = sample.change - times(sample.design, fit);
  const ArrayXd weight = control * odds;
  const Weighted treated(sample.treated, beyond);
  const Weighted controls(weight, beyond);

  const Symmetric of_all = products(sample.design, chance * (1 - chance));
  const ArrayXd through_fit = means(sample.design, sample.treated) / treated.share -
                              means(sample.design, weight) / controls.share;
  const ArrayXd through_score = means(sample.design, controls.influence) / controls.share;
  Estimate out;
  out.effect = treated.mean - controls.mean;
  out.influence = treated.influence / treated.share - controls.influence / controls.share;
  out.influence -= control * beyond * times(sample.design, of_controls.solved(through_fit));
  out.influence -= (sample.treated - chance) * times(sample.design, of_all.solved(through_score));
  return out;
}

class Adjusting {
 public:
  Adjusting(CohortMoments moments, const ArrayXXd& values, const Codes& first,
            const ArrayXXd& covariates, const Comparison& how)
      : values_(values), first_(first), moments_(std::move(moments)) {
    design_ = ArrayXXd::Ones(values.rows(), covariates.cols() + 1);
    design_.rightCols(covariates.cols()) = covariates;
    for (const Cell& cell : cells_of(moments_.first, moments_.size, values.cols(), how)) {
      const Sample sample = sample_of(cell);
      const auto found = estimated(sample);
      if (!found) continue;
      cells_.push_back(cell);
      effects_.push_back(found->effect);
      influence_.push_back(spread(sample, found->influence));
    }
    out_ = empty_cells(cells_, moments_.first, moments_.size, how);
  }

  GroupTime told() {
    for (Eigen::Index one = 0; one < std::ssize(cells_); ++one) {
      out_.effect[one] = effects_[index(one)];
      ArrayXd& influence = influence_[index(one)];
      influence *= out_.subjects;
      for (Eigen::Index k = 0; k < out_.first.size(); ++k) {
        out_.sum(one, k) = sum_of((first_.array() == out_.first[k]).select(influence, 0));
      }
      for (Eigen::Index other = 0; other <= one; ++other) {
        const double product = sum_of(influence * influence_[index(other)]);
        out_.product(one, other) = out_.product(other, one) = product;
      }
      out_.error[one] = std::sqrt(out_.product(one, one)) / out_.subjects;
    }
    return out_;
  }

 private:
  static std::size_t index(Eigen::Index at) { return static_cast<std::size_t>(at); }

  [[nodiscard]] Sample sample_of(const Cell& cell) const {
    std::vector<bool> is_control(index(values_.cols() + 1));
    for (const Eigen::Index k : cell.controls) is_control[index(moments_.first[k])] = true;
    const Code group = moments_.first[cell.cohort];
    Sample out;
    for (Eigen::Index row = 0; row < first_.size(); ++row) {
      if (first_[row] == group || is_control[index(first_[row])]) out.rows.push_back(row);
    }
    out.design = design_(out.rows, Eigen::all);
    out.treated = (first_(out.rows).array() == group).cast<double>();
    out.change = values_(out.rows, cell.period - 1) - values_(out.rows, cell.base - 1);
    return out;
  }

  /// The influence by subject, as a share of the sample.
  [[nodiscard]] ArrayXd spread(const Sample& sample, const ArrayXd& influence) const {
    ArrayXd out = ArrayXd::Zero(values_.rows());
    out(sample.rows) = influence / static_cast<double>(sample.rows.size());
    return out;
  }

  const ArrayXXd& values_;
  const Codes& first_;
  CohortMoments moments_;
  ArrayXXd design_;
  std::vector<Cell> cells_;
  std::vector<double> effects_;
  std::vector<ArrayXd> influence_;
  GroupTime out_;
};

}  // namespace

GroupTime group_time_adjusted(const Eigen::Ref<const ArrayXXd>& values, const Codes& first,
                              const Eigen::Ref<const ArrayXXd>& covariates, const Comparison& how) {
  if (covariates.rows() != values.rows()) {
    throw InputError("covariates must have " + std::to_string(values.rows()) +
                     " rows like values, not " + std::to_string(covariates.rows()));
  }
  if (!covariates.isFinite().all() || !values.isFinite().all()) {
    throw InputError("values and covariates must be finite");
  }
  CohortMoments moments = cohort_moments(values, first, 1);
  ArrayXXd table(values.rows(), 1 + values.cols() + covariates.cols());
  table << first.cast<double>().array(), values, covariates;
  table = table(rows_in_order(table), Eigen::all).eval();
  const ArrayXXd sorted_values = table.middleCols(1, values.cols());
  const Codes sorted_first = table.col(0).cast<Code>();
  const ArrayXXd sorted_covariates = table.rightCols(covariates.cols());
  return Adjusting(std::move(moments), sorted_values, sorted_first, sorted_covariates, how).told();
}

}  // namespace lantoa
