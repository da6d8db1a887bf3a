// Who is surely and who possibly named when every weight may move a little.
//
// Weights move in a box around the present ones and keep their sum. Two subjects are compared
// under all of these weights at once: whether one can reach the other is a continuous knapsack,
// solved exactly. Places that are counted from such pairs are an outer bound, since different
// rivals may need different weights; weights that are found put somebody in for certain.
#pragma once

#include <cstdint>
#include <vector>

#include "lantoa/parallel.hpp"
#include "lantoa/quota.hpp"

namespace lantoa {

/// The weights of m criteria, whole numbers, and how far each may move up and down.
struct Sway {
  std::vector<std::int64_t> weights;
  std::vector<std::int64_t> spread;  ///< at most the weight
};

/// n subjects in their groups, with what the weights are applied to.
struct Weighed {
  /// Groups and entries; of its numbers only the chain counts, from the second column on.
  Contest contest;
  Points low;   ///< n x m on record; 0 to 2^24
  Points high;  ///< n x m at the best filling of what is missing; nowhere below `low`
};

/// How much is looked at before bounds are coarser: pairs of subjects, points of the box.
struct Effort {
  std::int64_t pairs = 50'000'000;  ///< in each group
  std::int64_t looks = 20'000'000;  ///< subjects times weights, in each group
};

/// What is known of n subjects under all weights of the box.
struct Members {
  Codes best;          ///< no weights and no missing value give a better place; 0: beyond reach
  Codes worst;         ///< nor a worse one; 0 likewise
  Codes last_worst;    ///< the last place of those tied with it there, at the most; 0 likewise
  Codes sure;          ///< 1: all weights give it a seat, whatever is missing
  Codes possible;      ///< 1: the bounds do not exclude that some weights do
  Codes attained;      ///< 1: some weights were found that do, on record
  Codes attained_out;  ///< 1: some weights were found that do not, or tie it at the line
  std::int64_t coarse_groups = 0;  ///< groups too large for pairs: bounds of single scores only
  std::int64_t weights_seen = 0;   ///< corners of the box at which places were counted
  bool saw_all_corners = true;
};

/// Who has a seat in its group under all weights of the box, and who under some.
///
/// Ties at the line are the council's: a seat is sure where all who share the place have one, and
/// possible where some of them do. Without spread the answer is that of the present weights.
///
/// @throws InputError when sizes differ or numbers are out of range
///
/// A group costs the square of those whom single scores do not exclude. The same for any order
/// of rows and any number of threads.
[[nodiscard]] Members robust_members(const Weighed& weighed, const Sway& sway, const Seats& seats,
                                     const Effort& effort = {}, Threads threads = kAllThreads);

/// The share of the weights by which all must be free to move before the named change.
struct Flip {
  std::int64_t numerator = -1;  ///< -1: no weights change them
  std::int64_t denominator = 1;
  Code within = -1;  ///< who would be reached
  Code beyond = -1;  ///< by whom; both -1 where the set is open as it stands
};

/// The nearest change of weights that alters who has a seat, exactly, over all groups.
///
/// Below the share the same subjects have seats, at it one of them is level with one who has
/// none. On record, or where `missing` is set with everything that is missing at its worst.
///
/// @throws InputError as `robust_members` does
[[nodiscard]] Flip nearest_flip(const Weighed& weighed, const std::vector<std::int64_t>& weights,
                                const Seats& seats, bool missing);

}  // namespace lantoa
