// Sums that a double cannot hold, as a pair of doubles that do not overlap.
//
// About 106 bits: sums of a million whole numbers below 2^53 are exact. T. J. Dekker, A
// floating-point technique for extending the available precision, Numerische Mathematik 18, 1971;
// what roundings leave is added up beside the sum: T. Ogita, S. M. Rump, S. Oishi, 2005.
#pragma once

namespace lantoa {

/// The number high + low, of which high is the nearest double.
struct Paired {
  double high = 0;
  double low = 0;
};

/// a + b, exactly.
inline Paired sum_of(double a, double b) {
  const double high = a + b;
  const double part = high - a;
  return {high, (a - (high - part)) + (b - part)};
}

/// A whole number below 2^26 times any double, exactly.
inline Paired product_of(double count, double value) {
  constexpr double kSplit = 134217729;  // 2^27 + 1: each half has at most 26 bits
  const double wide = kSplit * value;
  const double head = wide - (wide - value);
  return sum_of(count * head, count * (value - head));
}

/// Adds up pairs; no step waits for more than one addition of the step before.
class PairedSum {
 public:
  void add(double value) {
    const Paired sum = sum_of(high_, value);
    high_ = sum.high;
    low_ += sum.low;
  }
  void add(const Paired& value) {
    add(value.high);
    low_ += value.low;
  }
  void subtract(const Paired& value) { add({-value.high, -value.low}); }

  [[nodiscard]] Paired total() const { return sum_of(high_, low_); }

 private:
  double high_ = 0;
  double low_ = 0;
};

}  // namespace lantoa
