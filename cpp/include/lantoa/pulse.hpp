// Whether more happened soon after stories than at other times, by moving the stories.
//
// A story could have run in any period of its own group of periods, each as likely. Two stories may
// fall on one period, and periods that several follow count once.
#pragma once

#include <cstdint>

#include <Eigen/Core>

#include "lantoa/facts.hpp"
#include "lantoa/lot.hpp"

namespace lantoa {

/// p series over T periods, and k stories about them.
struct Stories {
  Codes series;     ///< k series
  Codes period;     ///< k periods from 1, each possible
  Codes group;      ///< T groups of periods within which a story may move, -1 where none could run
  Code window = 1;  ///< periods after that of a story that count as soon after it
};

/// The sum of the excess soon after stories, beside what moved stories give.
///
/// Both tails are about the mean of all arrangements; sums that rounding may part are equal. p =
/// upper / counted and so on; of a sample the stories as they ran are one of the counted.
struct Pulse {
  double observed = 0;
  double mean = 0;
  double deviation = 0;
  std::int64_t arrangements = 0;  ///< at the most 2^62
  std::int64_t counted = 0;
  std::int64_t upper = 0;
  std::int64_t lower = 0;
  std::int64_t two = 0;
  std::int64_t furthest =
      0;  ///< as far from the mean as the furthest of all: the least that `two` could be
  bool is_exact = false;
};

/// @param excess   T x p numbers, such as events less those expected; finite
/// @throws InputError when there is no story, a story is outside or cannot run where it did, the
///                    window is below 1, the draws are not 1 to 10,000,000, or lengths differ
[[nodiscard]] Pulse pulse(const Eigen::Ref<const Eigen::ArrayXXd>& excess, const Stories& stories,
                          const Budget& budget);

}  // namespace lantoa
