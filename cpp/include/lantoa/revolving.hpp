// All ways to draw k of n by lot, each one exchange away from the one before.
#pragma once

#include <cstdint>
#include <vector>

namespace lantoa {

/// Whole numbers, one for each subject or each arrangement.
using Wholes = std::vector<std::int64_t>;

/// Counts from here on are not told apart.
inline constexpr std::int64_t kCountless = std::int64_t{1} << 62U;

/// The number of k-subsets of n, at the most `kCountless`; 0 where k is not 0 to n.
[[nodiscard]] std::int64_t subset_count(std::int64_t n, std::int64_t k);

/// The product of two counts, at the most `kCountless`.
[[nodiscard]] std::int64_t times(std::int64_t one, std::int64_t other);

/// The sum of every k-subset of `values`, in an order that depends on n and k alone.
///
/// Revolving door (Payne and Ives 1979; Knuth 7.2.1.3, algorithm R) over all but the least member,
/// which runs through its places: O(1) an arrangement. Of two columns the sums belong together.
///
/// @param values  n whole numbers whose sums do not overflow
/// @param k       0 to n
/// @throws InputError when k is out of range or there are more than 2^31 subsets
[[nodiscard]] Wholes subset_sums(const Wholes& values, std::int64_t k);

}  // namespace lantoa
