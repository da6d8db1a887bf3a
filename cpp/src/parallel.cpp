#include "lantoa/parallel.hpp"

#include <algorithm>
#include <cstdint>
#include <string>

#ifdef LANTOA_THREADS
#include <map>
#include <mutex>

#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/task_arena.h>
#include <oneapi/tbb/version.h>
#endif

#include "lantoa/error.hpp"

#ifdef LANTOA_RACES
extern "C" void __tsan_release(void* what);
extern "C" void __tsan_acquire(void* what);
#endif

namespace lantoa {
namespace {

void check(std::int64_t n, std::int64_t grain, Threads threads) {
  if (n < 0) throw InputError("n must be 0 or more, not " + std::to_string(n));
  if (grain < 1) throw InputError("grain must be 1 or more, not " + std::to_string(grain));
  if (threads < 0) throw InputError("threads must be 0 or more, not " + std::to_string(threads));
}

template <typename Block>
void in_order(std::int64_t blocks, const Block& run_block) {
  for (std::int64_t block = 0; block < blocks; ++block) run_block(block);
}

#ifdef LANTOA_THREADS
// ThreadSanitizer does not see what oneTBB orders, so a build that looks for races is told.
#ifdef LANTOA_RACES
void pass_on(char* what) { __tsan_release(what); }
void take_up(char* what) { __tsan_acquire(what); }
#else
void pass_on(char* /*what*/) {}
void take_up(char* /*what*/) {}
#endif

/// The call comes before each block, and each block before the return; nothing orders two blocks.
class Ordered {
 public:
  Ordered() { pass_on(&begun_); }
  Ordered(const Ordered&) = delete;
  Ordered& operator=(const Ordered&) = delete;
  ~Ordered() { take_up(&ended_); }

  class Block {
   public:
    explicit Block(Ordered& ordered) : ordered_(ordered) { take_up(&ordered.begun_); }
    Block(const Block&) = delete;
    Block& operator=(const Block&) = delete;
    ~Block() { pass_on(&ordered_.ended_); }

   private:
    Ordered& ordered_;
  };

 private:
  char begun_ = 0;
  char ended_ = 0;
};

/// One for each number of threads, kept: to make one takes time, and to end one leaves memory
/// behind.
tbb::task_arena& arena_of(Threads threads) {
  static std::mutex guard;
  static auto& kept = *new std::map<Threads, tbb::task_arena>;  // oneTBB may end before statics do
  const std::scoped_lock held(guard);
  const int most = threads == kAllThreads ? tbb::task_arena::automatic : threads;
  return kept.try_emplace(threads, most).first->second;
}

template <typename Block>
void at_once(std::int64_t blocks, const Block& run_block, Threads threads) {
  Ordered ordered;
  const auto run = [&](std::int64_t block) {
    const Ordered::Block told(ordered);
    run_block(block);
  };
  arena_of(threads).execute([&] { tbb::parallel_for(std::int64_t{0}, blocks, run); });
}
#else
template <typename Block>
void at_once(std::int64_t blocks, const Block& run_block, Threads /*threads*/) {
  in_order(blocks, run_block);
}
#endif

}  // namespace

void parallel_for_blocks(std::int64_t n, std::int64_t grain, const BlockBody& body,
                         Threads threads) {
  check(n, grain, threads);

  const auto run_block = [&](std::int64_t block) {
    const std::int64_t begin = block * grain;
    body(begin, begin + std::min(grain, n - begin));  // not past n, nor past the largest number
  };
  const std::int64_t blocks = block_count(n, grain);
  if (blocks <= 1 || threads == 1) {
    in_order(blocks, run_block);
  } else {
    at_once(blocks, run_block, threads);
  }
}

std::string threading() {
#ifdef LANTOA_THREADS
  return TBB_runtime_version();
#else
  return "none";
#endif
}

}  // namespace lantoa
