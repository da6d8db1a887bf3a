// Statistics that are kept, so that other thresholds only redo the comparisons.
//
// A threshold is what a statistic must reach: years, keys, parts, the notch of a share; for
// `every_year` the asked years that may fail, negative. Levels, filters, windows, readings and
// policies are no thresholds: they change the statistic itself.
#pragma once

#include <memory>
#include <vector>

#include "lantoa/cube.hpp"

namespace lantoa {

/// What other thresholds make of an evaluation. Rows as in the evaluation.
struct Regated {
  Codes rules;          ///< those with another threshold and those made of them, by number
  BitTable bits;        ///< subjects x these rules
  BitColumn all;        ///< over all gates
  BitColumn countable;  ///< over countable gates
};

/// An evaluation that remembers every statistic. It keeps nothing of the facts.
class Measurements {
 public:
  /// @param threads  0: as many as there are cores
  Measurements(const Facts& facts, const Plan& plan, int threads = 0);

  /// What `evaluate` gives for the same facts and plan.
  [[nodiscard]] const Evaluation& evaluation() const;

  /// The same plan with other thresholds: bit for bit what evaluating it would give.
  ///
  /// @param thresholds  one for each rule of the plan; that of a linked rule means nothing
  /// @param threads     0: as many as there are cores
  /// @throws InputError when there is not one threshold for each rule
  [[nodiscard]] Regated regate(const Eigen::Ref<const Codes>& thresholds, int threads = 0) const;

  /// The same as a whole evaluation.
  [[nodiscard]] Evaluation reevaluate(const Eigen::Ref<const Codes>& thresholds,
                                      int threads = 0) const;

  /// How many count as in at every combination of some thresholds, the others as they are.
  ///
  /// @param countable_only  over countable gates only
  /// @param against  of each judged subject 1 where it was in before; those counts are kept apart
  /// @throws InputError when an axis names no threshold, or one that another names, or its
  ///         thresholds do not grow, or one of them, or those that one gate
  ///         joins, have more than `kMostJoint` combinations, or
  ///         `against` has not a number for each judged subject
  [[nodiscard]] Cube cube(const std::vector<Axis>& axes, Counting counting, bool countable_only,
                          const Eigen::Ref<const Codes>& against, int threads = 0) const;

  struct Kept;

 private:
  std::shared_ptr<const Kept> kept_;
};

}  // namespace lantoa
