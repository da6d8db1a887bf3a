#include "lantoa/ordered_years.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <numeric>
#include <span>
#include <vector>

#include "averages.hpp"
#include "friedman.hpp"
#include "year_orders.hpp"

namespace lantoa {
namespace {

using Number = std::int64_t;
using Ranks = YearRanks;
using Shares = std::vector<double>;

std::vector<Ranks> ranks_of(const Yearly& values) {
  std::vector<Ranks> out;
  for (Eigen::Index row = 0; row < values.rows(); ++row) {
    if (values.row(row).isNaN().any()) continue;
    std::vector<double> years(static_cast<std::size_t>(values.cols()));
    for (std::size_t at = 0; at < years.size(); ++at) {
      years[at] = values(row, static_cast<Eigen::Index>(at));
    }
    out.push_back(twice_average_ranks(std::span<const double>(years)));
  }
  return out;
}

/// The sum of the year's number, from 1, times twice its rank.
Number ordered_sum(const Ranks& ranks) {
  Number out = 0;
  for (std::size_t at = 0; at < ranks.size(); ++at) out += static_cast<Number>(at + 1) * ranks[at];
  return out;
}

/// The share of the orders of some ranks that give each sum, from the least on.
Shares shares_of(const Ranks& ranks) {
  Ranks order = sorted_ranks(ranks);
  const Number most = ordered_sum(order);
  const Number least = ordered_sum(Ranks(order.rbegin(), order.rend()));
  Shares out(static_cast<std::size_t>(most - least + 1));
  double orders = 0;
  do {
    ++out[static_cast<std::size_t>(ordered_sum(order) - least)];
    ++orders;
  } while (std::ranges::next_permutation(order).found);
  for (double& share : out) share /= orders;
  return out;
}

Shares together(const Shares& one, const Shares& other) {
  Shares out(one.size() + other.size() - 1);
  for (std::size_t j = 0; j < other.size(); ++j) {
    if (other[j] == 0) continue;
    for (std::size_t i = 0; i < one.size(); ++i) out[i + j] += one[i] * other[j];
  }
  return out;
}

/// Both tails of a distribution that is its own mirror image, `from` the nearer end.
double both_tails(const Shares& shares, Number from) {
  if (2 * from >= std::ssize(shares) - 1) return 1;
  double out = 0;
  for (Number at = 0; at <= from; ++at) out += 2 * shares[static_cast<std::size_t>(at)];
  return out;
}

void page_exact(const std::vector<Ranks>& rows, Number l, OrderedYears& out) {
  std::map<Ranks, Shares> known;
  Shares all{1};
  Number least = 0;
  for (const Ranks& row : rows) {
    const Ranks ranks = sorted_ranks(row);
    const auto found = known.find(ranks);
    const Shares& here =
        found != known.end() ? found->second : known.emplace(ranks, shares_of(ranks)).first->second;
    all = together(all, here);
    least += ordered_sum(Ranks(ranks.rbegin(), ranks.rend()));
  }
  const Number above = l - least;
  out.page_p = both_tails(all, std::min(above, std::ssize(all) - 1 - above));
  out.page_smallest = both_tails(all, 0);
}

void page_normal(const std::vector<Ranks>& rows, Number l, OrderedYears& out) {
  const auto years = static_cast<double>(rows.front().size());
  const double of_numbers = years * (years * years - 1) / 12;
  double variance = 0;
  for (const Ranks& row : rows) {
    double squares = 0;
    for (const Number rank : row) {
      squares += (static_cast<double>(rank) - years - 1) * (static_cast<double>(rank) - years - 1);
    }
    variance += of_numbers * squares / (years - 1);
  }
  const double mean = static_cast<double>(rows.size()) * years * (years + 1) * (years + 1) / 2;
  out.page_exact = false;
  out.page_smallest = 0;
  if (variance == 0) return;
  const double z = std::abs(static_cast<double>(l) - mean) / std::sqrt(variance);
  out.page_p = std::erfc(z / std::numbers::sqrt2);
}

void page(const std::vector<Ranks>& rows, OrderedYears& out) {
  Number l = 0;
  for (const Ranks& row : rows) l += ordered_sum(row);
  out.page = static_cast<double>(l) / 2;
  const bool small =
      std::ssize(rows.front()) <= kMostOrderedYears && out.subjects <= kMostOrderedSubjects;
  if (small) {
    page_exact(rows, l, out);
  } else {
    page_normal(rows, l, out);
  }
}

/// The same L over the orders of the years for all subjects at once.
void page_by_years(const std::vector<Ranks>& rows, std::int64_t draws, std::uint64_t seed,
                   OrderedYears& out) {
  Ranks sums(rows.front().size());
  for (const Ranks& row : rows) {
    for (std::size_t at = 0; at < sums.size(); ++at) sums[at] += row[at];
  }
  const Number centre = (std::ssize(sums) + 1) * std::accumulate(sums.begin(), sums.end(), 0LL);
  const Number observed = std::abs(2 * ordered_sum(sums) - centre);
  const Number most = std::abs(2 * ordered_sum(sorted_ranks(sums)) - centre);
  const YearOrders orders(std::ssize(sums), draws, seed);
  Number beyond = 0;
  Number extreme = 0;
  Ranks moved(sums.size());
  orders.each(0, orders.count(), [&](std::int64_t, std::span<const Code> order) {
    for (std::size_t at = 0; at < sums.size(); ++at) {
      moved[at] = sums[static_cast<std::size_t>(order[at])];
    }
    const Number far = std::abs(2 * ordered_sum(moved) - centre);
    beyond += far >= observed ? 1 : 0;
    extreme += far == most ? 1 : 0;
  });
  out.page_orders = orders.orders();
  out.page_years_p = out.page_orders.p(beyond);
  out.page_years_smallest = out.page_orders.smallest(extreme);
}

}  // namespace

OrderedYears ordered_years(const Yearly& values, std::int64_t draws, std::uint64_t seed) {
  const std::vector<Ranks> rows = ranks_of(values);
  OrderedYears out;
  out.subjects = static_cast<Code>(rows.size());
  if (rows.empty() || values.cols() < 2) return out;
  page(rows, out);
  page_by_years(rows, draws, seed, out);
  friedman(rows, draws, seed, out);
  return out;
}

}  // namespace lantoa
