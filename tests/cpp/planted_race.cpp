// Blocks that all write to the same number: ThreadSanitizer has to report it, or its silence about
// the tests says nothing.
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <thread>

#include "lantoa/parallel.hpp"

int main() {
  std::int64_t rows = 0;
  lantoa::parallel_for_blocks(64, 1, [&](std::int64_t begin, std::int64_t end) {
    std::this_thread::sleep_for(std::chrono::milliseconds(2));  // so that the other thread comes
    rows += end - begin;
  });
  std::printf("%d rows\n", static_cast<int>(rows));
}
