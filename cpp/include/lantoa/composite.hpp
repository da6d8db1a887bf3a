// Composite scores: measures on one scale, put together up a tree of pillars.
//
// A value that is missing is NaN at the door and takes no part in arithmetic: the declared rule
// says what becomes of the node above it. Every sum runs in the order of the nodes, whatever the
// order of the rows and the number of threads.
#pragma once

#include <cstdint>
#include <vector>

#include <Eigen/Core>

#include "lantoa/facts.hpp"
#include "lantoa/parallel.hpp"

namespace lantoa {

using Numbers = Eigen::MatrixXd;

/// How a measure is brought to a scale on which more is better.
enum class Normalise : std::uint8_t {
  kNone,       ///< as it is given; the negative where less is better
  kGoalposts,  ///< from `low` to `high`, both fixed: 0 to 1, beyond them 0 or 1
  kMinMax,     ///< from the least to the greatest of the period; all alike: 0.5
  kZ,          ///< less the mean, by the standard deviation of the period (over n); all alike: 0
  kRank,       ///< (n - average rank) / (n - 1) within the period, best 1; all alike or alone: 0.5
};

/// The scale of one measure.
struct Scale {
  Normalise kind = Normalise::kGoalposts;
  bool less = false;  ///< less is better
  double low = 0.0;   ///< kGoalposts alone
  double high = 1.0;
};

/// (x - offset) * slope, held within 0 and 1 where `clipped`; `base` where `constant`.
struct Affine {
  double offset = 0.0;
  double slope = 1.0;  ///< below 0 where less is better; never infinite
  double base = 0.0;
  bool clipped = false;
  bool constant = false;  ///< all values of the period are alike: the measure tells nothing
};

inline constexpr double kLargest = 1e300;     ///< of a value: sums and differences stay finite
inline constexpr double kNarrowest = 1e-300;  ///< of a scale: its slope stays finite

/// A row for each period, a column for each measure.
struct Scaling {
  std::vector<Affine> of;  ///< period after period
  Code measures = 0;
};

/// What brings the values of each period to their scales; no value at all counts as constant.
///
/// @param values   n x m, NaN where missing; beyond kLargest only between goalposts
/// @param periods  n codes from 0
/// @param scales   m; none is kRank, whose columns `ranked` replaces first
/// @throws InputError when sizes differ, a value lies beyond kLargest, or goalposts do not
///   rise by kNarrowest
[[nodiscard]] Scaling scaling_of(const Eigen::Ref<const Numbers>& values, const Codes& periods,
                                 const std::vector<Scale>& scales, Threads threads = kAllThreads);

/// The values on their scales, n x m, NaN where missing.
[[nodiscard]] Numbers scaled(const Eigen::Ref<const Numbers>& values, const Codes& periods,
                             const Scaling& scaling, Threads threads = kAllThreads);

/// kRank of one column: 0 to 1 within each period, the best 1, equals alike; NaN where missing.
[[nodiscard]] Eigen::VectorXd ranked(const Eigen::Ref<const Eigen::VectorXd>& values,
                                     const Codes& periods, bool less);

/// How the children of a pillar are put together; w are the shares of their weights.
enum class Aggregate : std::uint8_t {
  kArithmetic,  ///< sum w v
  kGeometric,   ///< product v^w; 0 where one is 0
  kHarmonic,    ///< 1 / sum (w / v); 0 where one is 0
  kPenalised,   ///< M - S^2 / M of the weighted mean M and deviation S: uneven children cost
  kSum,         ///< sum of weight x v / divisor
};

/// What becomes of a pillar when children of it are missing.
enum class MissingRule : std::uint8_t {
  kUnscored,     ///< it is missing too
  kZero,         ///< a missing measure counts as 0
  kRenormalise,  ///< the others count for it, where they carry `coverage` of the weight
};

/// m measures, then the pillars, each after all its children; the last is the whole.
///
/// Whole numbers as weights make every sum of weights, and so every coverage, exact.
struct Tree {
  Codes parent;             ///< -1 of the last alone
  Eigen::VectorXd weight;   ///< within the parent, above 0; not read of the last
  Codes aggregate;          ///< an Aggregate of each pillar, m and on; not read of measures
  Eigen::VectorXd divisor;  ///< kSum: what the weights are divided by; not read of others
  MissingRule missing = MissingRule::kUnscored;
  /// kRenormalise: the least share of the weight that must be there, a fraction.
  double coverage_numerator = 1.0;
  double coverage_denominator = 1.0;
};

/// What the tree makes of the measures.
struct Composite {
  Numbers pillars;           ///< n x pillars, the whole last; NaN where missing
  Eigen::VectorXd coverage;  ///< the share of the weight of all measures that is there
};

/// Scales and puts together in one pass over the values.
///
/// @throws InputError when sizes differ, the tree is not one, a weight is not above 0 and finite,
///   or a child is below 0 where the mean is geometric, harmonic or penalised
[[nodiscard]] Composite compose(const Eigen::Ref<const Numbers>& values, const Codes& periods,
                                const Scaling& scaling, const Tree& tree,
                                Threads threads = kAllThreads);

/// What each measure gives to the whole, n x m: its scaled value by the slope of the whole in it.
///
/// They add up to the whole, for every aggregate is homogeneous of degree one (Euler). Where the
/// whole is missing, so are they; a measure that is missing gives 0.
[[nodiscard]] Numbers contributions(const Eigen::Ref<const Numbers>& values, const Codes& periods,
                                    const Scaling& scaling, const Tree& tree,
                                    Threads threads = kAllThreads);

}  // namespace lantoa
