#include "lantoa/convergence.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "block_orders.hpp"
#include "lantoa/error.hpp"
#include "levelled.hpp"
#include "summing.hpp"
#include "year_orders.hpp"

namespace lantoa {
namespace {

using Index = Eigen::Index;
using Numbers = Eigen::ArrayXd;

/// What the rows with the first, second and last year have there, about the mean of each.
struct Three {
  Numbers first;
  Numbers second;
  Numbers last;
};

/// The rows with the first, second and last year.
std::vector<Index> complete(const Levelled& rows) {
  const Index end = rows.known.cols() - 1;
  std::vector<Index> out;
  for (Index row = 0; row < rows.known.rows(); ++row) {
    if (rows.known(row, 0) * rows.known(row, 1) * rows.known(row, end) > 0) out.push_back(row);
  }
  return out;
}

Three three_of(double scale, const Yearly& values, const std::vector<Index>& kept) {
  const Index end = values.cols() - 1;
  const auto n = static_cast<Index>(kept.size());
  Three out{Numbers(n), Numbers(n), Numbers(n)};
  for (Index at = 0; at < n; ++at) {
    const Index row = kept[static_cast<std::size_t>(at)];
    out.first[at] = values(row, 0) / scale;
    out.second[at] = values(row, 1) / scale;
    out.last[at] = values(row, end) / scale;
  }
  if (n == 0) return out;
  for (Numbers* year : {&out.first, &out.second, &out.last}) *year -= year->minCoeff();
  for (Numbers* year : {&out.first, &out.second, &out.last})
    *year -= unordered_sum(*year) / static_cast<double>(n);
  return out;
}

/// What is summed up over the orders.
struct Moves {
  Numbers level;
  Numbers change;
  double squares = 0;  ///< of the levels
  double moved = 0;    ///< of the changes
};

double sum_in(const Moves& moves, std::span<const Code> order) {
  double sum = 0;
  for (Index at = 0; at < moves.level.size(); ++at) {
    sum += moves.level[at] * moves.change[order[static_cast<std::size_t>(at)]];
  }
  return sum;
}

/// @param each  calls what it is given with every order
template <class Each>
void permute(const Moves& moves, const OrderCount& orders, const Each& each, Convergence& out) {
  const double doubt = 16 * static_cast<double>(moves.level.size()) *
                       std::numeric_limits<double>::epsilon() *
                       std::sqrt(moves.squares * moves.moved);
  const double observed = std::abs((moves.level * moves.change).sum());
  std::int64_t beyond = 0;
  std::vector<double> found;
  each([&](std::span<const Code> order) {
    found.push_back(std::abs(sum_in(moves, order)));
    beyond += found.back() >= observed - doubt ? 1 : 0;
  });
  out.orders = orders;
  out.p = orders.p(beyond);
  const double most = std::max(observed, *std::ranges::max_element(found));
  const auto farthest = std::ranges::count_if(found, [&](double x) { return x >= most - doubt; });
  out.smallest = orders.smallest(farthest);
}

/// Level and change of three years, with the slopes; none where all levels are equal.
std::optional<Moves> moves_of(const Three& years, Convergence& out) {
  Moves moves{years.first, years.last - years.second, unordered_sum(years.first.square())};
  out.subjects = static_cast<Code>(years.first.size());
  if (out.subjects < 3 || moves.squares == 0) return std::nullopt;
  out.slope = unordered_sum(moves.level * moves.change) / moves.squares;
  out.naive = unordered_sum(moves.level * (years.last - years.first)) / moves.squares;
  moves.moved = unordered_sum(moves.change.square());
  return moves;
}

/// Of a sum that is normal over the orders.
void set_normal(double sum, double variance, Convergence& out) {
  if (variance > 0) out.p = std::erfc(std::abs(sum) / std::sqrt(2 * variance));
  if (variance > 0) out.smallest = 0;
}

void check(const Yearly& values, const Codes& block) {
  if (block.size() == values.rows()) return;
  throw InputError("block must have a code for each of " + std::to_string(values.rows()) +
                   " rows, not " + std::to_string(block.size()));
}

/// Blocks of some rows.
class Members {
 public:
  Members(const std::vector<Index>& kept, const Codes& block) {
    for (const Index row : kept) codes_.push_back(block[row]);
    size_ = Numbers::Zero(codes_.empty() ? 0 : *std::ranges::max_element(codes_) + 1);
    for (const Code code : codes_) ++size_[code];
  }

  [[nodiscard]] const std::vector<Code>& codes() const { return codes_; }
  [[nodiscard]] const Numbers& size() const { return size_; }

  /// Of each block; 0 / 0 where it has none.
  [[nodiscard]] Numbers sums(const Numbers& of) const {
    const Cut cut(of.size() > 0 ? of.abs().maxCoeff() : 0, of.size());
    std::vector<Sum<double>> sums(static_cast<std::size_t>(size_.size()));
    for (std::size_t at = 0; at < codes_.size(); ++at) {
      cut.add(of[static_cast<Index>(at)], sums[static_cast<std::size_t>(codes_[at])]);
    }
    Numbers out(size_.size());
    for (Index block = 0; block < out.size(); ++block) {
      out[block] = sums[static_cast<std::size_t>(block)].total();
    }
    return out;
  }

  /// Takes off the mean of the block, without rounding where all of it are equal.
  void centre(Numbers& of) const {
    Numbers least = Numbers::Constant(size_.size(), std::numeric_limits<double>::infinity());
    for (std::size_t at = 0; at < codes_.size(); ++at) {
      least[codes_[at]] = std::min(least[codes_[at]], of[static_cast<Index>(at)]);
    }
    take_off(least, of);
    take_off(sums(of) / size_.max(1), of);
  }

 private:
  void take_off(const Numbers& off, Numbers& of) const {
    for (std::size_t at = 0; at < codes_.size(); ++at) {
      of[static_cast<Index>(at)] -= off[codes_[at]];
    }
  }

  std::vector<Code> codes_;
  Numbers size_;
};

/// The variance of the sum when changes are exchanged within blocks.
double variance_within(const Moves& moves, const Members& members) {
  const Numbers levels = members.sums(moves.level.square());
  const Numbers changes = members.sums(moves.change.square());
  return (levels * changes / (members.size() - 1).max(1)).sum();
}

}  // namespace

Convergence convergence(const Yearly& values, std::int64_t draws, std::uint64_t seed) {
  const Levelled rows = levelled(values, false);
  Convergence out;
  if (values.cols() < 3) return out;
  const auto moves = moves_of(three_of(rows.scale, values, complete(rows)), out);
  if (!moves) return out;
  if (out.subjects > kMostExchanged) {
    const double sum = unordered_sum(moves->level * moves->change);
    set_normal(sum, moves->squares * moves->moved / (out.subjects - 1), out);
    return out;
  }
  const YearOrders orders(out.subjects, draws, seed);
  permute(
      *moves, orders.orders(),
      [&](const auto& body) {
        orders.each(0, orders.count(), [&](auto, std::span<const Code> order) { body(order); });
      },
      out);
  return out;
}

Convergence convergence_within(const Yearly& values, const Codes& block, std::int64_t draws,
                               std::uint64_t seed) {
  check(values, block);
  const Levelled rows = levelled(values, false);
  Convergence out;
  if (values.cols() < 3) return out;
  std::vector<Index> kept = complete(rows);
  std::erase_if(kept, [&](Index row) { return block[row] < 0; });
  const Numbers sizes = Members(kept, block).size();
  std::erase_if(kept, [&](Index row) { return sizes[block[row]] < 2; });
  const Members members(kept, block);
  Three years = three_of(rows.scale, values, kept);
  for (Numbers* year : {&years.first, &years.second, &years.last}) members.centre(*year);
  const auto moves = moves_of(years, out);
  if (!moves) return out;
  if (out.subjects > kMostExchanged) {
    set_normal(unordered_sum(moves->level * moves->change), variance_within(*moves, members), out);
    return out;
  }
  const BlockOrders orders(members.codes(), draws, seed);
  permute(*moves, orders.orders(), [&](const auto& body) { orders.each(body); }, out);
  return out;
}

Convergence convergence_between(const Yearly& values, const Codes& block, std::int64_t draws,
                                std::uint64_t seed) {
  check(values, block);
  const Levelled rows = levelled(values, false);
  if (values.cols() < 3) return {};
  std::vector<Index> kept = complete(rows);
  std::erase_if(kept, [&](Index row) { return block[row] < 0; });
  const Members members(kept, block);
  const Three years = three_of(rows.scale, values, kept);
  Eigen::ArrayXXd means(members.size().size(), 3);
  means << members.sums(years.first) / members.size(), members.sums(years.second) / members.size(),
      members.sums(years.last) / members.size();
  return convergence(means, draws, seed);
}

}  // namespace lantoa
