// How likely a fair coin gives as many heads.
#pragma once

#include <cstdint>

namespace lantoa {

/// A number and by how much it may be wrong.
struct Bounded {
  double value = 0;
  double error = 0;
};

/// P(Bin(n, 1/2) >= x) for x above n / 2, n below 2^52.
///
/// @param enough  where it is more than this, any number between may be the answer
[[nodiscard]] Bounded upper_tail(std::int64_t n, std::int64_t x, double enough);

}  // namespace lantoa
