#include "year_orders.hpp"

#include <algorithm>
#include <numeric>

#include "lantoa/error.hpp"
#include "lantoa/random.hpp"

namespace lantoa {
namespace {

constexpr std::int64_t kBlockOfWork = 1'000'000;    // nanoseconds
constexpr std::int64_t kWorthThreads = 20'000'000;  // likewise

/// n!, or more than `kMostOrders`.
std::int64_t factorial(Eigen::Index n) {
  std::int64_t out = 1;
  for (Eigen::Index k = 2; k <= n && out <= kMostOrders; ++k) out *= k;
  return out;
}

}  // namespace

std::vector<Code> as_they_were(Eigen::Index years) {
  std::vector<Code> out(static_cast<std::size_t>(years));
  std::iota(out.begin(), out.end(), 0);
  return out;
}

double OrderCount::p(std::int64_t beyond) const {
  const auto found = static_cast<double>(beyond);
  const auto all = static_cast<double>(count);
  return exact ? found / all : (1 + found) / (all + 1);
}

double OrderCount::smallest(std::int64_t farthest) const {
  return exact ? p(farthest) : p(std::max<std::int64_t>(farthest - 1, 0));
}

YearOrders::YearOrders(Eigen::Index years, std::int64_t draws, std::uint64_t seed)
    : years_{years}, seed_{seed}, orders_{factorial(years), true} {
  if (orders_.count <= kMostOrders) return;
  if (draws < 1) throw InputError("draws must be 1 or more, not " + std::to_string(draws));
  orders_ = {draws, false};
}

std::vector<Code> YearOrders::nth(std::int64_t at) const {
  std::vector<Code> left = as_they_were(years_);
  std::vector<Code> out;
  for (Eigen::Index more = years_ - 1; more >= 0; --more) {
    const std::int64_t each = factorial(more);
    const auto pick = left.begin() + at / each;
    at %= each;
    out.push_back(*pick);
    left.erase(pick);
  }
  return out;
}

std::vector<Code> YearOrders::drawn(std::int64_t at) const {
  const Draws draws(seed_, Stream::kYears, static_cast<std::uint64_t>(at));
  std::vector<Code> out = as_they_were(years_);
  for (std::size_t last = out.size(); last > 1; --last) {
    const auto position = static_cast<std::uint32_t>(out.size() - last);
    const double u = draws.uniforms(position / 2)[position % 2];
    std::swap(out[last - 1], out[static_cast<std::size_t>(u * static_cast<double>(last))]);
  }
  return out;
}

void YearOrders::each(std::int64_t begin, std::int64_t end, const Body& body) const {
  std::vector<Code> order;
  for (std::int64_t at = begin; at < end; ++at) {
    if (!orders_.exact) {
      order = drawn(at);
    } else if (at == begin) {
      order = nth(at);
    } else {
      std::ranges::next_permutation(order);
    }
    body(at, order);
  }
}

void YearOrders::each(std::int64_t work, const Body& body, Threads threads) const {
  const std::int64_t least = work + 100;  // an order itself
  parallel_for_blocks(
      count(), std::max<std::int64_t>(kBlockOfWork / least, 1),
      [&](std::int64_t begin, std::int64_t end) { each(begin, end, body); },
      count() > kWorthThreads / least ? threads : 1);
}

YearSwaps::YearSwaps(Eigen::Index years)
    : order_{as_they_were(years)}, before_(order_.size(), 0), way_(order_.size(), 1) {}

std::optional<YearSwap> YearSwaps::next() {
  Code behind = 0;  // later years that stand before all others and not after them
  for (Code year = static_cast<Code>(order_.size()) - 1; year >= 2; --year) {
    const auto which = static_cast<std::size_t>(year);
    const Code to = before_[which] + way_[which];
    if (to >= 0 && to <= year) {
      const Code from = year - before_[which] + behind;
      const Code goal = year - to + behind;
      before_[which] = to;
      Code& one = order_[static_cast<std::size_t>(std::min(from, goal))];
      Code& other = order_[static_cast<std::size_t>(std::max(from, goal))];
      std::swap(one, other);
      return YearSwap{other, one};
    }
    behind += to > year ? 1 : 0;
    way_[which] = -way_[which];
  }
  return std::nullopt;
}

}  // namespace lantoa
