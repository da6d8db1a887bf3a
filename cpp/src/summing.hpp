// Sums that no order of their terms changes, not by a bit.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>

#include <Eigen/Core>

namespace lantoa {

/// A sum as the numbers above and below a place that all its terms are cut at.
template <typename Number>
struct Sum {
  Number high;
  Number low;

  Sum& operator+=(const Sum& more) {
    high += more.high;
    low += more.low;
    return *this;
  }
  [[nodiscard]] double total() const { return high + low; }
};

/// Cuts terms at two fixed places, so that each part adds up without rounding (Demmel and Nguyen
/// 2015, IEEE Transactions on Computers 64, 2060-2070). 50 digits or more of the largest are kept.
class Cut {
 public:
  /// @param largest  no term is farther from 0
  /// @param count    no more terms are added
  Cut(double largest, std::int64_t count) {
    int exponent = 0;
    std::frexp(largest, &exponent);
    const int room = std::ilogb(static_cast<double>(std::max<std::int64_t>(count, 1))) + 2;
    const int high = std::max(exponent + room, kLeast);
    high_ = std::ldexp(kMiddle, high);
    low_ = std::ldexp(kMiddle, std::max(high - kDigits - 1 + room, kLeast));
  }

  template <typename Number>
  void add(const Number& term, Sum<Number>& out) const {
    const Number high = (term + high_) - high_;
    out.high += high;
    out.low += ((term - high) + low_) - low_;
  }

 private:
  static constexpr double kMiddle = 1.5;  // of the numbers that share a last digit
  static constexpr int kDigits = 52;
  static constexpr int kLeast = -1'022;  // digits below are lost anyway

  double high_;
  double low_;
};

/// @param terms  finite
inline double unordered_sum(const Eigen::Ref<const Eigen::ArrayXd>& terms) {
  const Cut cut(terms.size() > 0 ? terms.abs().maxCoeff() : 0, terms.size());
  Sum<double> out{0, 0};
  for (const double term : terms) cut.add(term, out);
  return out.total();
}

}  // namespace lantoa
