#include "lantoa/ordered_years.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>
#include <numbers>
#include <numeric>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "averages.hpp"
#include "lantoa/error.hpp"
#include "lantoa/random.hpp"

namespace lantoa {
namespace {

using Number = std::int64_t;
using Ranks = std::vector<Number>;  // twice the average rank of each year: whole numbers
using Shares = std::vector<double>;

constexpr std::int64_t kMostSteps = 1'000'000;  // of a column sum to the next, about half a second

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

Ranks sorted(Ranks ranks) {
  std::ranges::sort(ranks);
  return ranks;
}

/// The sum of the year's number, from 1, times twice its rank.
Number ordered_sum(const Ranks& ranks) {
  Number out = 0;
  for (std::size_t at = 0; at < ranks.size(); ++at) out += static_cast<Number>(at + 1) * ranks[at];
  return out;
}

/// The share of the orders of some ranks that give each sum, from the least on.
Shares shares_of(const Ranks& ranks) {
  Ranks order = sorted(ranks);
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
    const Ranks ranks = sorted(row);
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

/// The squares of column sums; a whole number that rises with Q.
Number squares_of(const Ranks& sums) {
  return std::inner_product(sums.begin(), sums.end(), sums.begin(), Number{0});
}

Ranks sums_of(const std::vector<Ranks>& rows) {
  Ranks out(rows.front().size());
  for (const Ranks& row : rows) {
    for (std::size_t at = 0; at < row.size(); ++at) out[at] += row[at];
  }
  return out;
}

double q_of(const std::vector<Ranks>& rows) {
  const auto years = static_cast<double>(rows.front().size());
  const double mean = static_cast<double>(rows.size()) * (years + 1);
  double between = 0;
  for (const Number sum : sums_of(rows)) {
    between += (static_cast<double>(sum) - mean) * (static_cast<double>(sum) - mean);
  }
  double within = 0;
  for (const Ranks& row : rows) {
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
using States = std::map<Ranks, double>;

double orders_of(const Ranks& ranks) {
  double out = 1;
  double same = 0;
  const Ranks row = sorted(ranks);
  for (std::size_t at = 0; at < row.size(); ++at) {
    same = at > 0 && row[at] == row[at - 1] ? same + 1 : 1;
    out *= static_cast<double>(at + 1) / same;
  }
  return std::round(out);
}

States with_row(const States& states, const Ranks& ranks) {
  States out;
  const double share = 1 / orders_of(ranks);
  for (const auto& [sums, weight] : states) {
    Ranks order = sorted(ranks);
    do {
      Ranks next = sums;
      for (std::size_t at = 0; at < next.size(); ++at) next[at] += order[at];
      out[sorted(std::move(next))] += weight * share;
    } while (std::ranges::next_permutation(order).found);
  }
  return out;
}

/// Sets p where the column sums stay few enough; says whether they do.
bool friedman_exact(const std::vector<Ranks>& rows, OrderedYears& out) {
  States states{{Ranks(rows.front().size()), 1.0}};
  double steps = 0;
  for (const Ranks& row : rows) {
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

void shuffle(Ranks& ranks, const Draws& draws, std::uint32_t& position) {
  for (std::size_t last = ranks.size(); last > 1; --last, ++position) {
    const double u = draws.uniforms(position / 2)[position % 2];
    std::swap(ranks[last - 1], ranks[static_cast<std::size_t>(u * static_cast<double>(last))]);
  }
}

void friedman_drawn(std::vector<Ranks> rows, std::int64_t draws, std::uint64_t seed,
                    OrderedYears& out) {
  if (draws < 1) throw InputError("draws must be 1 or more, not " + std::to_string(draws));
  const Number observed = squares_of(sums_of(rows));
  out.friedman_orders = {draws, false};
  std::int64_t beyond = 0;
  for (std::int64_t at = 0; at < draws; ++at) {
    const Draws here(seed, Stream::kRanks, static_cast<std::uint64_t>(at));
    std::uint32_t position = 0;
    for (Ranks& row : rows) shuffle(row = sorted(std::move(row)), here, position);
    beyond += squares_of(sums_of(rows)) >= observed ? 1 : 0;
  }
  out.friedman_p = out.friedman_orders.p(beyond);
  out.friedman_smallest = out.friedman_orders.p(0);
}

}  // namespace

OrderedYears ordered_years(const Yearly& values, std::int64_t draws, std::uint64_t seed) {
  const std::vector<Ranks> rows = ranks_of(values);
  OrderedYears out;
  out.subjects = static_cast<Code>(rows.size());
  if (rows.empty() || values.cols() < 2) return out;
  page(rows, out);
  out.friedman = q_of(rows);
  if (out.subjects > kMostOrderedSubjects) {
    friedman_many(out, values.cols());
  } else if (!friedman_exact(rows, out)) {
    friedman_drawn(rows, draws, seed, out);
  }
  return out;
}

}  // namespace lantoa
