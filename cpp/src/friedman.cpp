#include "friedman.hpp"

#include <cmath>
#include <map>
#include <numeric>
#include <string>
#include <utility>

#include "averages.hpp"
#include "lantoa/error.hpp"
#include "lantoa/random.hpp"

namespace lantoa {
namespace {

using Number = std::int64_t;

constexpr std::int64_t kMostSteps = 300'000;  // from sum to sum, about a sixth of a second

/// The squares of column sums; a whole number that rises with Q.
Number squares_of(const YearRanks& sums) {
  return std::inner_product(sums.begin(), sums.end(), sums.begin(), Number{0});
}

YearRanks sums_of(const std::vector<YearRanks>& rows) {
  YearRanks out(rows.front().size());
  for (const YearRanks& row : rows) {
    for (std::size_t at = 0; at < row.size(); ++at) out[at] += row[at];
  }
  return out;
}

double q_of(const std::vector<YearRanks>& rows) {
  const auto years = static_cast<double>(rows.front().size());
  const double mean = static_cast<double>(rows.size()) * (years + 1);
  double between = 0;
  for (const Number sum : sums_of(rows)) {
    between += (static_cast<double>(sum) - mean) * (static_cast<double>(sum) - mean);
  }
  double within = 0;
  for (const YearRanks& row : rows) {
    for (const Number rank : row) {
      within += (static_cast<double>(rank) - years - 1) * (static_cast<double>(rank) - years - 1);
    }
  }
  return within > 0 ? (years - 1) * between / within : 0;
}

/// Of many subjects, by Iman and Davenport (1980): Q as F.
void friedman_many(OrderedYears& out, Eigen::Index years) {
  const auto n = static_cast<double>(out.subjects);
  const auto above = static_cast<double>(years - 1);
  const double left = n * above - out.friedman;
  out.friedman_smallest = 0;
  out.friedman_p =
      left > 0 ? chance_above((n - 1) * above * out.friedman / left, above, above * (n - 1)) : 0;
}

/// Shares of the column sums, sorted, since which column is which does not matter.
using States = std::map<YearRanks, double>;

double orders_of(const YearRanks& ranks) {
  double out = 1;
  double same = 0;
  const YearRanks row = sorted_ranks(ranks);
  for (std::size_t at = 0; at < row.size(); ++at) {
    same = at > 0 && row[at] == row[at - 1] ? same + 1 : 1;
    out *= static_cast<double>(at + 1) / same;
  }
  return std::round(out);
}

States with_row(const States& states, const YearRanks& ranks) {
  States out;
  const double share = 1 / orders_of(ranks);
  for (const auto& [sums, weight] : states) {
    YearRanks order = sorted_ranks(ranks);
    do {
      YearRanks next = sums;
      for (std::size_t at = 0; at < next.size(); ++at) next[at] += order[at];
      out[sorted_ranks(std::move(next))] += weight * share;
    } while (std::ranges::next_permutation(order).found);
  }
  return out;
}

/// Sets p where the column sums stay few enough; says whether they do.
bool friedman_exact(const std::vector<YearRanks>& rows, OrderedYears& out) {
  States states{{YearRanks(rows.front().size()), 1.0}};
  double steps = 0;
  for (const YearRanks& row : rows) {
    steps += static_cast<double>(states.size()) * orders_of(row);
    if (steps > static_cast<double>(kMostSteps)) return false;
    states = with_row(states, row);
  }
  const Number observed = squares_of(sums_of(rows));
  std::map<Number, double> by_size;
  for (const auto& [sums, share] : states) by_size[squares_of(sums)] += share;
  double p = 0;
  for (const auto& [size, share] : by_size) p += size >= observed ? share : 0;
  out.friedman_p = std::min(p, 1.0);
  out.friedman_smallest = std::min(by_size.rbegin()->second, 1.0);
  out.friedman_orders = {std::ssize(states), true};
  return true;
}

void shuffle(YearRanks& ranks, const Draws& draws, std::uint32_t& position) {
  for (std::size_t last = ranks.size(); last > 1; --last, ++position) {
    const double u = draws.uniforms(position / 2)[position % 2];
    std::swap(ranks[last - 1], ranks[static_cast<std::size_t>(u * static_cast<double>(last))]);
  }
}

void friedman_drawn(std::vector<YearRanks> rows, std::int64_t draws, std::uint64_t seed,
                    OrderedYears& out) {
  if (draws < 1) throw InputError("draws must be 1 or more, not " + std::to_string(draws));
  const Number observed = squares_of(sums_of(rows));
  out.friedman_orders = {draws, false};
  std::int64_t beyond = 0;
  std::int64_t farthest = 0;
  Number most = observed;
  for (std::int64_t at = 0; at < draws; ++at) {
    const Draws here(seed, Stream::kRanks, static_cast<std::uint64_t>(at));
    std::uint32_t position = 0;
    for (YearRanks& row : rows) shuffle(row = sorted_ranks(std::move(row)), here, position);
    const Number found = squares_of(sums_of(rows));
    beyond += found >= observed ? 1 : 0;
    if (found > most) {
      most = found;
      farthest = 0;
    }
    farthest += found == most ? 1 : 0;
  }
  out.friedman_p = out.friedman_orders.p(beyond);
  out.friedman_smallest = out.friedman_orders.smallest(farthest);
}

}  // namespace

void friedman(const std::vector<YearRanks>& rows, std::int64_t draws, std::uint64_t seed,
              OrderedYears& out) {
  out.friedman = q_of(rows);
  if (out.subjects > kMostOrderedSubjects) {
    friedman_many(out, static_cast<Eigen::Index>(rows.front().size()));
  } else if (!friedman_exact(rows, out)) {
    friedman_drawn(rows, draws, seed, out);
  }
}

}  // namespace lantoa
