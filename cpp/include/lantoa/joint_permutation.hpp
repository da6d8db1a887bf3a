// Several practices among the same subjects, their times of taking up exchanged together.
//
// A subject keeps its times of all practices: whole subjects change places, the same for every
// practice. So whatever the practices have in common (who takes up one takes up another, or never
// both) is in every arrangement too, and differences between practices have a distribution of
// their own (Westfall and Young 1993).
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <vector>

#include "lantoa/permutation.hpp"

namespace lantoa {

/// One practice, as `permuted_exposure` takes it.
struct TakingUp {
  Codes
      adopted;  ///< n periods from 1, 0 where not seen; of who is held: since when it was a source
  Codes stratum;  ///< n codes from 0, or `kHeld`
  TieRows ties;
};

/// What the common exchange gives.
struct JointlyPermuted {
  /// Arrangements x practices, the observed in row 0; where a practice has no members the mean of
  /// those arrangements that have, 0 where none has.
  Eigen::ArrayXXd values;
  std::int64_t arrangements = 1;  ///< how many differ, at the most `kCountless`
  std::int64_t moving = 0;        ///< subjects that have somebody to change places with
  bool is_exact = false;          ///< every arrangement is there once; otherwise a sample
};

/// n codes from 0 of who may change places, `kHeld` for who is held for every practice.
///
/// Two may where they share a stratum of each practice, or are held for it with the same time.
///
/// @param practices  among the same n subjects
/// @throws InputError when there is none, or lengths differ, or a number is out of range
[[nodiscard]] Codes common_strata(const std::vector<TakingUp>& practices);

/// Lets subjects change places within the common strata and stands every practice anew.
///
/// All arrangements where there are no more than `draws` (nor than `most`) of them, else a sample
/// of so many beside the observed. The same on any number of threads and for any order of ties.
///
/// @param practices  as above; their ties may differ
/// @throws InputError as above, and as `permuted_exposure` does
[[nodiscard]] JointlyPermuted jointly_permuted(const std::vector<TakingUp>& practices,
                                               const Budget& effort);

}  // namespace lantoa
