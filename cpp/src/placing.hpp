// Scores of many weights at once, and the places that they give.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include <Eigen/Core>

namespace lantoa {

/// Values made ready to be weighed again and again.
///
/// Each column is counted from its mean: that moves all scores of a draw alike and spares digits.
class Weighable {
 public:
  static constexpr Eigen::Index kTogether = 4;  ///< draws that are scored in one pass

  /// @throws InputError when a value is not finite or there is none
  explicit Weighable(const Eigen::Ref<const Eigen::MatrixXd>& values);

  [[nodiscard]] Eigen::Index n() const { return n_; }
  [[nodiscard]] Eigen::Index p() const { return p_; }

  /// The scores of `kTogether` draws less `shift`: `weights` is p x kTogether, `scores` gets a
  /// column of n for each. Sums run over the criteria in their order, alike for every subject.
  void score(const double* weights, Eigen::MatrixXd& scores) const;

  /// What was taken off every score of a draw.
  [[nodiscard]] double shift(const double* weights) const;

  /// Two scores of a draw that differ by no more than this may be equal.
  [[nodiscard]] double rounding(const double* weights) const;

 private:
  static constexpr Eigen::Index kLanes = 8;  ///< subjects that stand beside each other

  Eigen::Index n_;
  Eigen::Index p_;
  Eigen::VectorXd mean_;
  Eigen::VectorXd rounding_;
  std::vector<double> packed_;  ///< blocks of kLanes subjects, in them a row for each criterion
};

/// A subject and its score.
struct ScoredSubject {
  double score;
  std::int32_t subject;
};

/// Sorts the subjects of one draw after another.
class Placing {
 public:
  explicit Placing(Eigen::Index n);

  /// Subjects by falling score, equal ones by their number; good until the next call.
  std::span<const ScoredSubject> sort(const double* scores);

  /// The first k of them and whoever is less than `rounding` behind; good until the next call.
  std::span<const ScoredSubject> first(const double* scores, Eigen::Index k, double rounding);

 private:
  void spread(const double* scores, double most, double steps);
  void finish();
  void sort_full_buckets();

  std::vector<std::int32_t> bucket_;
  std::vector<std::int32_t> start_;
  std::int32_t fullest_ = 0;  ///< subjects in the fullest bucket
  std::vector<ScoredSubject> sorted_;
  std::vector<double> best_;  ///< of every few subjects beside each other
  std::vector<double> chosen_;
};

}  // namespace lantoa
