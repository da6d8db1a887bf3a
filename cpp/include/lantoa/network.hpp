// Ties between subjects in compressed rows: of each subject whom it is tied to.
#pragma once

#include "lantoa/facts.hpp"

namespace lantoa {

/// k ties of n subjects by row: those of subject i are first[i] up to first[i + 1].
struct Network {
  Codes first;  ///< n + 1, from 0 up to k
  Codes other;  ///< k codes of subjects at the other end, in the order of the list
  Codes tie;    ///< k places in the list that the rows were made from

  [[nodiscard]] Eigen::Index size() const { return first.size() - 1; }
};

/// The ties of each subject, by one of their ends.
///
/// @param n      number of subjects, 0 or more
/// @param own    k codes of subjects, whose rows they are
/// @param other  k codes of subjects at the other end
/// @throws InputError when the two differ in length or a code is none
[[nodiscard]] Network rows_of(Code n, const Codes& own, const Codes& other);

}  // namespace lantoa
