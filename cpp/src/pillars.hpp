// A few rows at a time on their way up a tree: what fits in the nearest cache.
#pragma once

#include <vector>

#include "lantoa/composite.hpp"

namespace lantoa {

inline constexpr Eigen::Index kLane = 128;  ///< rows that climb together

/// The nodes of a tree for a lane of rows.
class Pillars {
 public:
  /// @param shares  of the weight of all measures, that of each
  /// @param keeps   the measures stay readable: `descend` needs them
  Pillars(const Tree& tree, Eigen::Index measures, const Eigen::VectorXd& shares, bool keeps);

  /// Scales the measures of `count` rows from `first` on.
  void read(const Eigen::Ref<const Numbers>& values, const Codes& periods, const Scaling& scaling,
            Eigen::Index first, Eigen::Index count);

  /// Every pillar from its children.
  ///
  /// @throws InputError when a child is below 0 where the aggregate allows none
  void climb();

  /// What each measure gives to the whole, into one row.
  void descend(Eigen::Index row, Numbers& out, Eigen::Index at);

  [[nodiscard]] bool is_there(Eigen::Index node, Eigen::Index row) const {
    return there_(row, node) > 0.0;
  }
  [[nodiscard]] double value(Eigen::Index node, Eigen::Index row) const {
    return value_(row, node);
  }

  /// The share of the weight of all measures that is there.
  [[nodiscard]] double coverage(Eigen::Index row) const { return coverage_[row]; }

 private:
  [[nodiscard]] bool lacks_nothing(const Eigen::Ref<const Numbers>& values,
                                   Eigen::Index first) const;
  void place(const Eigen::Ref<const Numbers>& values, const Codes& periods, const Scaling& scaling,
             Eigen::Index first);
  void gather(Eigen::Index pillar);
  void settle(Eigen::Index pillar);
  [[nodiscard]] double mean_of(Eigen::Index pillar, Eigen::Index row);
  [[nodiscard]] double part_of(Eigen::Index pillar, Eigen::Index row) const;
  [[nodiscard]] double slope_in(Eigen::Index child, Eigen::Index row) const;

  const Tree& tree_;
  Eigen::Index m_;
  const Eigen::VectorXd& shares_;
  bool keeps_;
  bool complete_ = false;  ///< no row of the lane lacks a measure
  bool alike_ = false;     ///< the rows of the lane are of one period
  Eigen::Index count_ = 0;
  const double* read_ = nullptr;  ///< the first row of the lane in the first measure
  Eigen::Index stride_ = 0;
  const Affine* affine_ = nullptr;                   ///< alike_: those of the period
  std::vector<std::vector<Eigen::Index>> children_;  ///< of each pillar, from the first on
  Eigen::VectorXd sum_;                              ///< of the weights of the children, by node
  Numbers value_;                                    ///< lane x nodes; 0 where missing
  Numbers there_;                                    ///< lane x nodes: 1 or 0
  Numbers carried_;                                  ///< lane x pillars: the weight that is there
  Numbers middle_;                                   ///< lane x pillars: the mean of a kPenalised
  Eigen::VectorXd coverage_;                         ///< lane
  Eigen::VectorXd slope_;                            ///< of the whole in each node, for one row
};

}  // namespace lantoa
