// Weights at random, uniformly among those that are allowed.
#pragma once

#include <vector>

#include "lantoa/acceptability.hpp"
#include "lantoa/random.hpp"

namespace lantoa {

/// A law of weights made ready to be drawn from.
class Weights {
 public:
  /// @throws InputError as `draw_weights`
  Weights(const WeightLaw& law, Eigen::Index p);

  /// Those of one draw, p of them.
  void draw(std::uint64_t seed, std::int64_t replicate, double* out) const;

 private:
  void set_box(const WeightLaw& law);
  void draw_flat(const Draws& draws, double* out) const;
  void draw_in_box(const Draws& draws, double* out) const;
  bool attempt(const Draws& draws, std::uint32_t at, double* out) const;

  Eigen::Index p_;
  std::vector<Eigen::Index> order_;

  // In a box weight j is start + sign y, y between 0 and width; the y sum to `room`.
  bool has_box_ = false;
  Eigen::VectorXd start_;
  Eigen::VectorXd width_;
  Eigen::VectorXd mass_;  ///< 1 - exp(-rate width)
  double sign_ = 1;
  double room_ = 0;
  double rate_ = 0;
  Eigen::Index widest_ = 0;
};

}  // namespace lantoa
