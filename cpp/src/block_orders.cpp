#include "block_orders.hpp"

#include <algorithm>
#include <numeric>
#include <string>

#include "lantoa/error.hpp"
#include "lantoa/random.hpp"

namespace lantoa {

BlockOrders::BlockOrders(const std::vector<Code>& block, std::int64_t draws, std::uint64_t seed)
    : start_(block.size()), seed_{seed} {
  std::iota(start_.begin(), start_.end(), 0);
  if (!block.empty()) {
    blocks_.resize(1 + static_cast<std::size_t>(*std::ranges::max_element(block)));
  }
  for (std::size_t at = 0; at < block.size(); ++at) {
    blocks_[static_cast<std::size_t>(block[at])].push_back(at);
  }
  std::erase_if(blocks_, [](const auto& places) { return places.size() < 2; });
  for (const auto& places : blocks_) {
    for (std::size_t k = 2; k <= places.size() && orders_.count <= kMostOrders; ++k) {
      orders_.count *= static_cast<std::int64_t>(k);
    }
  }
  if (orders_.count <= kMostOrders) return;
  if (draws < 1) throw InputError("draws must be 1 or more, not " + std::to_string(draws));
  orders_ = {draws, false};
}

void BlockOrders::each(const Body& body) const {
  Order order = start_;
  Order room;
  if (orders_.exact) {
    do body(order);
    while (step(order, room));
    return;
  }
  for (std::int64_t at = 0; at < orders_.count; ++at) {
    draw(at, order);
    body(order);
  }
}

/// The next order; false after the last one.
bool BlockOrders::step(Order& order, Order& room) const {
  for (const auto& places : blocks_) {
    room.clear();
    for (const std::size_t at : places) room.push_back(order[at]);
    const bool is_more = std::ranges::next_permutation(room).found;
    for (std::size_t at = 0; at < places.size(); ++at) order[places[at]] = room[at];
    if (is_more) return true;
  }
  return false;
}

void BlockOrders::draw(std::int64_t at, Order& order) const {
  const Draws draws(seed_, Stream::kPermutations, static_cast<std::uint64_t>(at));
  std::uint32_t position = 0;
  order = start_;
  for (const auto& places : blocks_) {
    for (std::size_t last = places.size(); last > 1; --last, ++position) {
      const double u = draws.uniforms(position / 2)[position % 2];
      const auto chosen = static_cast<std::size_t>(u * static_cast<double>(last));
      std::swap(order[places[last - 1]], order[places[chosen]]);
    }
  }
}

}  // namespace lantoa
