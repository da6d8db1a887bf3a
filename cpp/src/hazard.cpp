#include "lantoa/hazard.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "lantoa/error.hpp"
#include "linking.hpp"
#include "row_order.hpp"
#include "symmetric.hpp"

namespace lantoa {
namespace {

constexpr std::int64_t kGrain = 8'192;  // rows, about half a millisecond
constexpr int kMost = 50;               // iterations
constexpr int kMostPenalised = 200;     // whose steps leave the slope of the penalty out
constexpr int kHalvings = 30;
constexpr double kStill = 1e-9;  // a predictor that moves less has arrived
constexpr double kRuns = 1e-3;   // one that still moves more runs away

using Design = Eigen::Ref<const Eigen::ArrayXXd>;

/// What all rows say at some coefficients.
struct Told {
  explicit Told(Eigen::Index p)
      : information(Eigen::ArrayXXd::Zero(p, p)), score(Eigen::ArrayXd::Zero(p)) {}

  Eigen::ArrayXXd information;  // the lower half
  Eigen::ArrayXd score;
  double log_likelihood = 0;
};

class Rows {
 public:
  Rows(const Design& design, const Eigen::ArrayXd& at_risk, const Eigen::ArrayXd& events, Link link,
       Threads threads)
      : design_(design), at_risk_(at_risk), events_(events), link_(link), threads_(threads) {}

  /// The first step: from each row's own chance, drawn to the middle.
  [[nodiscard]] Told start() const {
    return summed([&](Eigen::Index row, double* /*x*/) {
      const double own = predictor_of(link_, (events_[row] + 0.5) / (at_risk_[row] + 1));
      Heard found = heard(link_, own, at_risk_[row], events_[row]);
      found.score += found.weight * own;
      return found;
    });
  }

  [[nodiscard]] Told at(const Eigen::ArrayXd& coefficient) const {
    return summed([&](Eigen::Index row, const double* x) {
      return heard(link_, predictor(coefficient, x), at_risk_[row], events_[row]);
    });
  }

  /// The score with the slope of half the log determinant of the information.
  [[nodiscard]] Told penalised(const Eigen::ArrayXd& coefficient,
                               const Eigen::ArrayXXd& inverse) const {
    return summed([&](Eigen::Index row, const double* x) {
      Heard found = heard(link_, predictor(coefficient, x), at_risk_[row], events_[row]);
      double leverage = 0;
      for (Eigen::Index a = 0; a < inverse.rows(); ++a) {
        for (Eigen::Index b = 0; b < inverse.rows(); ++b) leverage += x[a] * x[b] * inverse(a, b);
      }
      found.score += found.weight * leverage * found.lift / 2;
      return found;
    });
  }

  /// The furthest that a step moves the predictor of a row with somebody at risk.
  [[nodiscard]] double moved(const Eigen::ArrayXd& step) const {
    double most = 0;
    for (Eigen::Index row = 0; row < design_.rows(); ++row) {
      if (at_risk_[row] == 0) continue;
      double sum = 0;
      for (Eigen::Index a = 0; a < step.size(); ++a) sum += design_(row, a) * step[a];
      most = std::max(most, std::abs(sum));
    }
    return most;
  }

 private:
  static double predictor(const Eigen::ArrayXd& coefficient, const double* x) {
    double sum = 0;
    for (Eigen::Index a = 0; a < coefficient.size(); ++a) sum += coefficient[a] * x[a];
    return sum;
  }

  template <typename Hear>
  Told summed(const Hear& hear) const {
    const std::int64_t n = design_.rows();
    std::vector<Told> parts(static_cast<std::size_t>(block_count(n, kGrain)), Told(0));
    parallel_for_blocks(
        n, kGrain,
        [&](std::int64_t begin, std::int64_t end) {
          parts[static_cast<std::size_t>(begin / kGrain)] = block(begin, end, hear);
        },
        n > 32 * kGrain ? threads_ : 1);
    Told all(design_.cols());
    for (const Told& part : parts) {
      all.information += part.information;
      all.score += part.score;
      all.log_likelihood += part.log_likelihood;
    }
    return all;
  }

  template <typename Hear>
  Told block(std::int64_t begin, std::int64_t end, const Hear& hear) const {
    const Eigen::Index p = design_.cols();
    Told out(p);
    std::vector<double> x(static_cast<std::size_t>(p));
    std::vector<double> sums(static_cast<std::size_t>(p * p));
    for (std::int64_t row = begin; row < end; ++row) {
      if (at_risk_[row] == 0) continue;
      for (Eigen::Index a = 0; a < p; ++a) x[static_cast<std::size_t>(a)] = design_(row, a);
      const Heard found = hear(row, x.data());
      out.log_likelihood += found.log_likelihood;
      double* line = sums.data();
      for (std::size_t a = 0; a < x.size(); ++a, line += p) {
        out.score[static_cast<Eigen::Index>(a)] += found.score * x[a];
        const double weighed = found.weight * x[a];
        for (std::size_t b = 0; b <= a; ++b) line[b] += weighed * x[b];
      }
    }
    for (Eigen::Index a = 0; a < p; ++a) {
      for (Eigen::Index b = 0; b <= a; ++b) {
        out.information(a, b) = sums[static_cast<std::size_t>(a * p + b)];
      }
    }
    return out;
  }

  const Design& design_;
  const Eigen::ArrayXd& at_risk_;
  const Eigen::ArrayXd& events_;
  Link link_;
  Threads threads_;
};

class Fitting {
 public:
  Fitting(const Rows& rows, Eigen::Index p, Penalty penalty)
      : rows_(rows), penalty_(penalty), told_(p) {
    out_.coefficient = out_.error = Eigen::ArrayXd::Zero(p);
  }

  Hazard fitted() {
    const Told first = rows_.start();
    const Symmetric inverse(first.information);
    out_.collinear = inverse.is_singular();
    if (out_.collinear) return out_;
    out_.coefficient = inverse.solved(first.score);
    told_ = rows_.at(out_.coefficient);
    double moved = kStill;
    const int most = penalty_ == Penalty::kNone ? kMost : kMostPenalised;
    while (out_.iterations < most && moved >= kStill) moved = step();
    out_.converged = moved < kStill;
    out_.separated = out_.separated || moved > kRuns;
    out_.deviance = -2 * told_.log_likelihood;
    const Symmetric last(told_.information);
    if (!last.is_singular()) out_.error = last.inverse().matrix().diagonal().array().sqrt();
    return out_;
  }

 private:
  /// One step uphill, halved until it is one; how far it moved the predictors.
  double step() {
    ++out_.iterations;
    const Symmetric inverse(told_.information);
    if (inverse.is_singular()) {
      out_.separated = true;
      return 0;
    }
    Eigen::ArrayXd change = relaxed(inverse.solved(score(inverse)));
    const double before = height(told_);
    for (int halving = 0; halving < kHalvings; ++halving, change /= 2) {
      Told next = rows_.at(out_.coefficient + change);
      if (height(next) >= before - 1e-12 * std::abs(before)) {
        out_.coefficient += change;
        told_ = std::move(next);
        return rows_.moved(change);
      }
    }
    return 0;  // nothing is higher: this is the top, to the last digit
  }

  /// A step of a penalised fit as long as the last ones tell (Aitken's relaxation, Irons and Tuck
  /// 1969): without the slope of the penalty steps overshoot, or creep.
  [[nodiscard]] Eigen::ArrayXd relaxed(const Eigen::ArrayXd& step) {
    if (penalty_ == Penalty::kNone) return step;
    if (last_.size() > 0) {
      const double along = (step * last_).sum() / last_.square().sum();
      length_ = along < 1 ? std::clamp(length_ / (1 - along), 0.1, 10.0) : 1;
    }
    last_ = step;
    return length_ * step;
  }

  [[nodiscard]] Eigen::ArrayXd score(const Symmetric& inverse) const {
    if (penalty_ == Penalty::kNone) return told_.score;
    return rows_.penalised(out_.coefficient, inverse.inverse()).score;
  }

  [[nodiscard]] double height(const Told& told) const {
    if (penalty_ == Penalty::kNone) return told.log_likelihood;
    const Symmetric information(told.information);
    if (information.is_singular()) return -std::numeric_limits<double>::infinity();
    return told.log_likelihood + information.log_determinant() / 2;
  }

  const Rows& rows_;
  Penalty penalty_;
  Told told_;
  Eigen::ArrayXd last_;  // step
  double length_ = 1;
  Hazard out_;
};

void check(const Design& design, const Eigen::ArrayXd& at_risk, const Eigen::ArrayXd& events) {
  if (at_risk.size() != design.rows() || events.size() != design.rows()) {
    throw InputError("at_risk and events must have " + std::to_string(design.rows()) +
                     " rows like design");
  }
  if (!design.isFinite().all()) throw InputError("design must be finite");
  for (Eigen::Index row = 0; row < events.size(); ++row) {
    if (events[row] >= 0 && events[row] <= at_risk[row] && std::isfinite(at_risk[row])) continue;
    throw InputError("events must lie between 0 and at_risk, row " + std::to_string(row) +
                     " does not");
  }
}

}  // namespace

Hazard fit_hazard(const Design& design, const Eigen::ArrayXd& at_risk, const Eigen::ArrayXd& events,
                  Link link, Penalty penalty, Threads threads) {
  check(design, at_risk, events);
  const Eigen::Index p = design.cols();
  Eigen::ArrayXXd table(design.rows(), p + 2);
  table << design, at_risk, events;
  table = table(rows_in_order(table), Eigen::all).eval();
  const Eigen::ArrayXd sorted_at_risk = table.col(p);
  const Eigen::ArrayXd sorted_events = table.col(p + 1);
  const Design sorted_design = table.leftCols(p);
  const Rows rows(sorted_design, sorted_at_risk, sorted_events, link, threads);
  return Fitting(rows, p, penalty).fitted();
}

}  // namespace lantoa
