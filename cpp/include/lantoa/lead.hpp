// Can somebody be first, with which weights, or what proves that no weights do it.
//
// Weights are the unknown: any that lie in a box and have the right sum. Those that put a subject
// first solve a linear programme; where there are none, a mixture of its rivals has as many
// points as it has, or more, under all of them. Nothing is rounded on the way.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "lantoa/parallel.hpp"
#include "lantoa/points.hpp"

namespace lantoa {

/// The weights that may be given: whole numbers, one for each of m criteria.
struct WeightBox {
  std::vector<std::int64_t> low;
  std::vector<std::int64_t> high;
  std::int64_t total = 0;  ///< what all weights sum to
};

/// One subject and the n rivals that it must leave behind.
struct Challenge {
  Points own;           ///< 1 x m, before they are weighted; 0 to 2^31 - 1
  Points rivals;        ///< n x m
  Points own_chain;     ///< 1 x k: what parts equals, in this order, more first
  Points rivals_chain;  ///< n x k
};

/// How far a subject can come.
enum class Lead : std::uint8_t {
  kNever,   ///< under all weights somebody stands before it
  kShared,  ///< some weights give it the first place, but not alone
  kAlone,   ///< some weights give it the first place alone
};

/// An exact number: numerator over `Leading::whole`, both in base 16.
using Exact = std::string;

/// Rivals, in parts that sum to one whole.
struct Mixture {
  std::vector<std::int32_t> rivals;  ///< rows of the challenge
  std::vector<Exact> shares;
  Exact whole;
};

/// The answer.
struct Leading {
  Lead lead = Lead::kNever;
  std::vector<Exact> weights;  ///< m weights that do it by the widest margin; empty: never
  Exact margin;                ///< the least lead in points over those who must be behind
  Exact whole;                 ///< what the weights and the margin are over
  /// Whole weights beside those that do it as well; empty where none beside them does.
  std::vector<std::int64_t> rounded;
  /// Why it is not more: a mixture that has as many weighted points as the subject under all
  /// weights or more, with a rival in it that its points would have to exceed. Of kAlone: empty.
  Mixture mixture;
};

/// Whether some weights put the subject first, and which do it by the widest margin.
///
/// Points decide, and at equal points the chain. The margin is over all rivals where the points
/// alone can put it first, else over those whom the chain puts before it, or level with it.
///
/// @throws InputError when sizes differ, a number is out of range, a chain is of another width,
///         or no weights fit the box; more than 16 criteria are refused
///
/// A few passes over the rivals. Another order of rows may choose another mixture, no other lead.
[[nodiscard]] Leading lead(const Challenge& challenge, const WeightBox& box,
                           Threads threads = kAllThreads);

/// The answer with the weights moved least.
struct NearestLead {
  std::int64_t change = -1;  ///< the most that a weight moves, in whole numbers; -1: never first
  Leading leading;           ///< within that change
};

/// The least whole number such that weights within it of the present ones put the subject first.
///
/// @param weights  the present ones
/// @throws InputError as `lead` does
[[nodiscard]] NearestLead nearest_lead(const Challenge& challenge, const WeightBox& box,
                                       const std::vector<std::int64_t>& weights,
                                       Threads threads = kAllThreads);

}  // namespace lantoa
