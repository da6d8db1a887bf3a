// What a lot sums up over those drawn, for every arrangement or for a sample of them.
#pragma once

#include <cstdint>
#include <vector>

#include "centring.hpp"
#include "lantoa/lot.hpp"

namespace lantoa {

/// A lot: who is in which stratum, and how many of each are drawn.
struct Lot {
  Strata strata;
  Wholes drawn;
};

/// @throws InputError when flags and codes differ in length or hold other numbers
[[nodiscard]] Lot lot_of(const Codes& drawn, const Codes& stratum);

[[nodiscard]] std::int64_t arrangement_count(const Lot& lot);

/// @throws InputError when `most` is above kMostArrangements or a number is negative
void check(const Budget& effort);

/// Sums over those drawn, by column, and what the first one's variance is estimated to be.
struct Summed {
  std::vector<Wholes> sums;
  std::vector<double> variances;  ///< where asked for; in the square of the column's largest value
  bool is_exact = false;          ///< every arrangement is there once; otherwise a sample
};

/// @param columns       n whole numbers each, whose sums do not overflow
/// @param has_variance  whether variances are asked for
[[nodiscard]] Summed over_arrangements(const std::vector<Wholes>& columns, const Lot& lot,
                                       bool has_variance, const Budget& effort);

/// The same of the one arrangement that was drawn.
[[nodiscard]] Summed over_drawn(const std::vector<Wholes>& columns, const Lot& lot,
                                const Codes& drawn, bool has_variance);

}  // namespace lantoa
