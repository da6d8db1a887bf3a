#include "covers.hpp"

#include <algorithm>

#include "live.hpp"

namespace lantoa {
namespace {

/// The ends (draw times n plus subject) that each candidate reaches, rising.
using Ends = std::vector<std::vector<std::int32_t>>;

Ends ends(const Arcs& arcs, Model model, const Codes& candidates, const Replicates& replicates) {
  const LiveTies live(arcs, model);
  Front front(arcs.n());
  Ends out(static_cast<std::size_t>(candidates.size()));
  const auto n = static_cast<std::int32_t>(arcs.n());
  for (std::int64_t r = 0; r < replicates.draws; ++r) {
    const Draws draws(replicates.seed, Stream::kCascades,
                      static_cast<std::uint64_t>(replicates.from + r));
    const auto shift = static_cast<std::int32_t>(r) * n;
    for (std::size_t one = 0; one < out.size(); ++one) {
      front.forget();
      front.add(candidates[static_cast<Eigen::Index>(one)]);
      front.run([&](Code at, const auto& add) { live.for_each_taker(draws, at, add); });
      for (const Code reached : front.reached()) out[one].push_back(shift + reached);
    }
  }
  return out;
}

/// A number for each end that two or more reach, the others -1; and how many there are.
std::vector<std::int32_t> numbered(const Ends& ends, std::size_t size, std::int32_t& count) {
  std::vector<std::int32_t> number(size, 0);
  for (const auto& of_one : ends) {
    for (const std::int32_t end : of_one) ++number[static_cast<std::size_t>(end)];
  }
  count = 0;
  for (std::int32_t& one : number) one = one > 1 ? count++ : -1;
  return number;
}

}  // namespace

std::int64_t count_new(const Bits& more, const Bits& had) {
  // Bits are counted in bytes that up to 31 words share, because not every machine that this
  // must run on counts them in one step.
  constexpr std::size_t kTogether = 31;
  std::int64_t count = 0;
  for (std::size_t begin = 0; begin < more.size(); begin += kTogether) {
    const std::size_t end = std::min(begin + kTogether, more.size());
    std::uint64_t bytes = 0;
    for (std::size_t at = begin; at < end; ++at) {
      std::uint64_t x = more[at] & ~had[at];
      x -= x >> 1U & 0x5555555555555555U;
      x = (x & 0x3333333333333333U) + (x >> 2U & 0x3333333333333333U);
      bytes += (x + (x >> 4U)) & 0x0F0F0F0F0F0F0F0FU;
    }
    const std::uint64_t pairs = (bytes & 0x00FF00FF00FF00FFU) + (bytes >> 8U & 0x00FF00FF00FF00FFU);
    count += static_cast<std::int64_t>(pairs * 0x0001000100010001U >> 48U);
  }
  return count;
}

Cover cover(const Arcs& arcs, Model model, const Codes& candidates, const Replicates& replicates) {
  const Ends reached = ends(arcs, model, candidates, replicates);
  const std::int64_t size = replicates.draws * arcs.n();
  std::int32_t count = 0;
  const auto number = numbered(reached, static_cast<std::size_t>(size), count);
  Cover out{std::vector<std::int64_t>(reached.size(), 0),
            std::vector<Bits>(reached.size(), Bits(static_cast<std::size_t>(count + 63) / 64, 0))};
  for (std::size_t one = 0; one < reached.size(); ++one) {
    for (const std::int32_t end : reached[one]) {
      const std::int32_t at = number[static_cast<std::size_t>(end)];
      if (at < 0) {
        ++out.own[one];
      } else {
        out.shared[one][static_cast<std::size_t>(at) / 64] |= std::uint64_t{1} << (at % 64);
      }
    }
  }
  return out;
}

}  // namespace lantoa
