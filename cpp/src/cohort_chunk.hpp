// Some subjects' values, those of a cohort side by side: sums over cohorts run along them.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <Eigen/Core>

#include "lantoa/facts.hpp"
#include "summing.hpp"

namespace lantoa {

/// Values by period and, within it, by cohort; zeros fill the last lane of a cohort.
class CohortChunk {
 public:
  using Values = Eigen::Ref<const Eigen::ArrayXXd>;

  static constexpr Code kOut = -1;  ///< the cohort of a subject that does not count

  explicit CohortChunk(std::size_t periods)
      : periods_(periods), count_(periods + 1), start_(periods + 2), next_(periods + 1) {}

  /// @param cohort  by subject, 0 to T or kOut
  void read(const Values& values, const std::vector<Code>& cohort, Eigen::Index begin,
            Eigen::Index end) {
    std::ranges::fill(count_, 0U);
    for (Eigen::Index row = begin; row < end; ++row) {
      const Code own = cohort[static_cast<std::size_t>(row)];
      if (own != kOut) ++count_[static_cast<std::size_t>(own)];
    }
    for (std::size_t k = 0; k < count_.size(); ++k) {
      next_[k] = start_[k];
      start_[k + 1] = start_[k] + (count_[k] + kLane - 1) / kLane * kLane;
    }
    from_.clear();
    to_.clear();
    for (Eigen::Index row = begin; row < end; ++row) {
      const Code own = cohort[static_cast<std::size_t>(row)];
      if (own == kOut) continue;
      from_.push_back(static_cast<std::uint32_t>(row - begin));
      to_.push_back(next_[static_cast<std::size_t>(own)]++);
    }
    numbers_.resize(std::max(numbers_.size(), start_.back() * periods_));
    for (std::size_t t = 0; t < periods_; ++t) {
      fill(values.col(static_cast<Eigen::Index>(t)).data() + begin, column(t));
    }
  }

  /// Values become their distances from the means, times `scale`.
  ///
  /// @param mean  by cohort and, within it, by period
  void take_off(const std::vector<double>& mean, double scale) {
    for (std::size_t t = 0; t < periods_; ++t) {
      double* const own = column(t);
      for (std::size_t k = 0; k < count_.size(); ++k) {
        for (std::size_t i = start_[k]; i < start_[k] + count_[k]; ++i)
          own[i] = (own[i] - mean[k * periods_ + t]) * scale;
      }
    }
  }

  /// Adds the values of a cohort in a period.
  void add(std::size_t k, std::size_t t, const Cut& cut, Sum<double>& out) const {
    add_lanes(k, cut, out, [own = column(t)](std::size_t at) -> Lane {
      return Eigen::Map<const Lane>(own + at);
    });
  }

  /// Adds the products of its values in two periods.
  void add(std::size_t k, std::size_t s, std::size_t t, const Cut& cut, Sum<double>& out) const {
    add_lanes(k, cut, out, [one = column(s), other = column(t)](std::size_t at) -> Lane {
      return Eigen::Map<const Lane>(one + at) * Eigen::Map<const Lane>(other + at);
    });
  }

 private:
  static constexpr std::uint32_t kLane = 4;
  using Lane = Eigen::Array<double, kLane, 1>;

  [[nodiscard]] const double* column(std::size_t t) const {
    return numbers_.data() + t * start_.back();
  }
  double* column(std::size_t t) { return numbers_.data() + t * start_.back(); }

  void fill(const double* source, double* target) {
    for (std::size_t i = 0; i < from_.size(); ++i) target[to_[i]] = source[from_[i]];
    for (std::size_t k = 0; k < count_.size(); ++k) {
      std::fill(target + start_[k] + count_[k], target + start_[k + 1], 0.0);
    }
  }

  template <typename Term>
  void add_lanes(std::size_t k, const Cut& cut, Sum<double>& out, const Term& term) const {
    Sum<Lane> sum{Lane::Zero(), Lane::Zero()};
    for (std::size_t at = start_[k]; at < start_[k + 1]; at += kLane) cut.add(term(at), sum);
    for (Eigen::Index at = 0; at < Lane::SizeAtCompileTime; ++at) {
      out.high += sum.high[at];
      out.low += sum.low[at];
    }
  }

  std::size_t periods_;
  std::vector<std::uint32_t> count_;  // subjects by cohort
  std::vector<std::uint32_t> start_;
  std::vector<std::uint32_t> next_;
  std::vector<std::uint32_t> from_;
  std::vector<std::uint32_t> to_;
  std::vector<double> numbers_;
};

}  // namespace lantoa
