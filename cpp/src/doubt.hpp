// How far a comparison of two weighted sums may be off, so that no rounding decides a place.
#pragma once

#include "lantoa/weights.hpp"

namespace lantoa {

/// Refuses values that do not fit the set.
void check_values(const Eigen::Ref<const Scores>& values, const WeightSet& set);

/// Half the width of the band around equal in which a comparison is not trusted.
///
/// It covers the roundings of p products and sums, of weights that are corners or cut out of
/// them, and a few last digits of values that are sums themselves.
class Doubt {
 public:
  Doubt(const Eigen::Ref<const Scores>& values, const WeightSet& set);

  /// Of two rows under weights as they came; 0 where whole numbers make everything exact.
  [[nodiscard]] double of(Eigen::Index a, Eigen::Index b) const {
    return is_exact_ ? 0.0 : computed(a, b);
  }
  /// Of two rows under weights that were computed.
  [[nodiscard]] double computed(Eigen::Index a, Eigen::Index b) const {
    return size_[a] + size_[b];
  }
  [[nodiscard]] bool is_exact() const { return is_exact_; }

 private:
  Doubles size_;
  bool is_exact_ = false;
};

}  // namespace lantoa
