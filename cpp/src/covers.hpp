// What candidates reach, as bits: a bit for each subject in each draw that two or more reach.
#pragma once

#include <cstdint>
#include <vector>

#include "lantoa/cascade.hpp"

namespace lantoa {

using Bits = std::vector<std::uint64_t>;

/// The bits of `more` that are not in `had`, counted.
[[nodiscard]] std::int64_t count_new(const Bits& more, const Bits& had);

/// What each candidate reaches in one scenario.
struct Cover {
  std::vector<std::int64_t> own;  ///< of each candidate: ends that it alone reaches
  std::vector<Bits> shared;       ///< of each candidate: ends that others reach too

  [[nodiscard]] std::size_t words() const { return shared.empty() ? 0 : shared[0].size(); }
};

/// @pre the arcs, candidates and replicates were checked
[[nodiscard]] Cover cover(const Arcs& arcs, Model model, const Codes& candidates,
                          const Replicates& replicates);

}  // namespace lantoa
