// The corners of a box of weights that keep their sum, and who has a seat at each of them.
#pragma once

#include <cstdint>
#include <vector>

#include "swaying.hpp"

namespace lantoa {

/// Some weights of a box, the present ones first.
struct Corners {
  std::vector<std::vector<std::int64_t>> weights;
  bool all = true;  ///< no corner was left out
};

/// The present weights and the corners: all weights but one at an end of what they may.
///
/// @param most  how many weights there may be at the most
[[nodiscard]] Corners corners(const Sway& sway, std::int64_t most);

/// Who has a seat, and who has none or is tied at the line, under some of the weights.
struct Seen {
  std::vector<std::uint8_t> in;
  std::vector<std::uint8_t> out;
};

/// Counts places on record under each of the weights among those who have one.
[[nodiscard]] Seen seats_at(const Swayed& swayed, const Corners& corners, std::int64_t seats,
                            Threads threads);

}  // namespace lantoa
