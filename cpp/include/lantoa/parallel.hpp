// Work in blocks, on one core or on several, with the same answer either way.
//
// The borders of the blocks depend on n and grain alone, never on the number of
// threads: a body that writes only to its own block, and a sum that is added up
// block after block afterwards, come out bit for bit the same everywhere.
// Nothing else in the core knows that oneTBB exists.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

namespace lantoa {

/// How many threads a call may use; kAllThreads means as many as the machine has cores.
using Threads = int;

inline constexpr Threads kAllThreads = 0;

/// Receives one block, the rows from `begin` up to but not including `end`.
using BlockBody = std::function<void(std::int64_t begin, std::int64_t end)>;

/// Calls `body` once for every block of `grain` rows of the `n` rows.
///
/// With no rows the body is never called; the last block may be shorter. A single block,
/// one thread, or a build without threads runs in the calling thread, in order; otherwise
/// blocks run in any order and at the same time, so a body may write only to its own rows.
///
/// @param n        number of rows, 0 or more
/// @param grain    rows in a block, 1 or more; choose about a millisecond of work
/// @param body     what to do with a block; its first exception reaches the caller
/// @param threads  the most threads to use, kAllThreads for every core
/// @throws InputError when `n` or `threads` is negative or `grain` is below 1
void parallel_for_blocks(std::int64_t n, std::int64_t grain, const BlockBody& body,
                         Threads threads = kAllThreads);

/// The number of blocks that `parallel_for_blocks` makes of `n` rows.
[[nodiscard]] constexpr std::int64_t block_count(std::int64_t n, std::int64_t grain) {
  return n / grain + (n % grain != 0 ? 1 : 0);
}

/// The version of oneTBB that runs the blocks, or "none".
[[nodiscard]] std::string threading();

}  // namespace lantoa
