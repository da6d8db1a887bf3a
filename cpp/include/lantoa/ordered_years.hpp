// Whether the years differ for the same subjects, and whether they rise from first to last.
//
// Each subject ranks its years; ties share the average rank. As published these take subjects as
// independent: what everybody shares in one year, such as a new way of marking, is found as a
// difference too. L is therefore also judged by the orders of the years for all at once; Q is the
// same in every such order.
#pragma once

#include <cstdint>

#include <Eigen/Core>

#include "lantoa/year_permutation.hpp"

namespace lantoa {

/// Page's L and Friedman's Q of the subjects that have every year.
struct OrderedYears {
  Code subjects = 0;
  double page = 0;    ///< L: the sum over years of year's number, from 1, times the ranks in it
  double page_p = 1;  ///< two-sided about the mean of L
  double page_smallest = 1;
  bool page_exact = true;   ///< else normal
  double page_years_p = 1;  ///< likewise, all years changing places for all subjects at once
  double page_years_smallest = 1;
  OrderCount page_orders;
  double friedman = 0;  ///< Q, corrected for ties
  double friedman_p = 1;
  double friedman_smallest = 1;
  OrderCount friedman_orders;  ///< exact, or drawn; none where Q is judged as F
};

inline constexpr Eigen::Index kMostOrderedYears = 8;  ///< for an exact L
inline constexpr Code kMostOrderedSubjects = 100;     ///< likewise

/// Page (JASA 1963) and Friedman (JASA 1937), exact where that can be afforded.
///
/// L is exact for up to 8 years and 100 subjects; by the years for all at once over every order up
/// to `kMostOrders`, else over `draws` of them. Q is exact while its column sums take few
/// different values (10 subjects by 5 years), else from `draws` by
/// lot; of more than 100 subjects it is judged as F (Iman and Davenport 1980).
///
/// @throws InputError when draws are needed and there are none
[[nodiscard]] OrderedYears ordered_years(const Yearly& values, std::int64_t draws,
                                         std::uint64_t seed);

}  // namespace lantoa
