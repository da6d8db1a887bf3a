#include "lantoa/level_step.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "lantoa/error.hpp"
#include "levelled.hpp"
#include "summing.hpp"
#include "year_orders.hpp"

namespace lantoa {
namespace {

using Index = Eigen::Index;

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr double kFewestForASpread = 5;
constexpr Index kFewestBeside = 2;  // years on either side of a jump that nobody declared
constexpr Index kMostSets = 20;     // years whose sets are gone through as bits

/// The numbers of the years that have one, about their mean, and where they stand.
struct Known {
  std::vector<double> numbers;
  std::vector<Index> columns;
  double doubt = 0;
};

Known known_of(const Eigen::Ref<const Eigen::ArrayXd>& profile) {
  Known out;
  for (Index year = 0; year < profile.size(); ++year) {
    if (std::isnan(profile[year])) continue;
    out.numbers.push_back(profile[year]);
    out.columns.push_back(year);
  }
  double sum = 0;
  double largest = 0;
  for (const double number : out.numbers) {
    sum += number;
    largest = std::max(largest, std::abs(number));
  }
  const auto years = static_cast<double>(std::max<std::size_t>(out.numbers.size(), 1));
  for (double& number : out.numbers) number -= sum / years;
  out.doubt = 16 * years * std::numeric_limits<double>::epsilon() * largest;
  return out;
}

/// Numbers add up to 0, so both means follow from the sum over one side.
double difference(double sum_after, Index after, Index years) {
  return sum_after * (1 / static_cast<double>(after) + 1 / static_cast<double>(years - after));
}

/// |difference| of every set of so many years, each once.
std::vector<double> of_all_sets(const std::vector<double>& numbers, Index after) {
  const Index years = std::ssize(numbers);
  const std::uint32_t end = 1U << static_cast<unsigned>(years);
  std::vector<double> out;
  for (std::uint32_t set = (1U << static_cast<unsigned>(after)) - 1; set < end;) {
    double sum = 0;
    for (Index year = 0; year < years; ++year) {
      if ((set >> static_cast<unsigned>(year) & 1U) != 0)
        sum += numbers[static_cast<std::size_t>(year)];
    }
    out.push_back(std::abs(difference(sum, after, years)));
    const std::uint32_t lowest = set & (~set + 1);  // the next larger set of the same size
    const std::uint32_t ripple = set + lowest;
    set = (((ripple ^ set) >> 2U) / lowest) | ripple;
  }
  return out;
}

/// The difference at one place in an order, weighed.
struct Jump {
  double size = 0;
  Index after = 0;
};

Jump greatest(const std::vector<double>& numbers, std::span<const Code> order, Index fewest,
              Index most) {
  const Index years = std::ssize(numbers);
  Jump out;
  double sum = 0;
  for (Index after = 1; after <= most; ++after) {
    sum += numbers[static_cast<std::size_t>(order[static_cast<std::size_t>(years - after)])];
    if (after < fewest) continue;
    const double weight =
        std::sqrt(static_cast<double>(after * (years - after)) / static_cast<double>(years));
    const double size = std::abs(difference(sum, after, years)) * weight;
    if (size > out.size || out.after == 0) out = {size, after};
  }
  return out;
}

std::vector<double> of_all_orders(const std::vector<double>& numbers, const YearOrders& orders,
                                  Index fewest, Index most) {
  std::vector<double> out(static_cast<std::size_t>(orders.count()));
  orders.each(0, orders.count(), [&](std::int64_t at, std::span<const Code> order) {
    out[static_cast<std::size_t>(at)] = greatest(numbers, order, fewest, most).size;
  });
  return out;
}

void judge(const std::vector<double>& found, double observed, double doubt,
           const OrderCount& orders, LevelStep& out) {
  const auto at_least = [&](double number) {
    return std::ranges::count_if(found, [&](double one) { return one >= number - doubt; });
  };
  out.orders = orders;
  out.p = orders.p(at_least(observed));
  out.smallest = orders.smallest(at_least(std::max(observed, *std::ranges::max_element(found))));
}

double sum_of_last(const std::vector<double>& numbers, Index after) {
  double sum = 0;
  for (Index at = std::ssize(numbers) - after; at < std::ssize(numbers); ++at) {
    sum += numbers[static_cast<std::size_t>(at)];
  }
  return sum;
}

double spread_of(const Yearly& values, Index year) {
  const auto column = values.col(year);
  Eigen::ArrayXd known = (!column.isNaN()).select(column, 0);
  const double largest = known.size() > 0 ? known.abs().maxCoeff() : 0;
  const auto n = static_cast<double>((!column.isNaN()).count());
  if (n < kFewestForASpread || largest == 0) return kNone;
  known /= largest;
  const double mean = unordered_sum(known) / n;
  const double squares = unordered_sum((!column.isNaN()).select((known - mean).square(), 0));
  return squares > 0 ? std::log(squares / (n - 1)) / 2 + std::log(largest) : kNone;
}

}  // namespace

YearProfile year_profile(const Yearly& values) {
  const Levelled rows = levelled(values, false);
  const Eigen::ArrayXd there = rows.known.colwise().sum();
  YearProfile out;
  out.level = out.spread = Eigen::ArrayXd::Constant(values.cols(), kNone);
  for (Index year = 0; year < values.cols(); ++year) {
    if (there[year] > 0)
      out.level[year] = unordered_sum(rows.values.col(year)) / there[year] * rows.scale;
    out.spread[year] = spread_of(values, year);
  }
  return out;
}

LevelStep declared_step(const Eigen::Ref<const Eigen::ArrayXd>& profile, Index at,
                        std::int64_t draws, std::uint64_t seed) {
  if (at < 0 || at >= profile.size()) {
    throw InputError("at must be a column, 0 to " + std::to_string(profile.size() - 1) + ", not " +
                     std::to_string(at));
  }
  const Known known = known_of(profile);
  const Index years = std::ssize(known.numbers);
  const Index after = std::ranges::count_if(known.columns, [&](Index one) { return one >= at; });
  LevelStep out;
  if (after == 0 || after == years) return out;
  out.at = at;
  out.difference = difference(sum_of_last(known.numbers, after), after, years);
  if (years <= kMostSets) {
    const std::vector<double> found = of_all_sets(known.numbers, after);
    judge(found, std::abs(out.difference), known.doubt, {std::ssize(found), true}, out);
    return out;
  }
  const YearOrders orders(years, draws, seed);
  const std::vector<double> found = of_all_orders(known.numbers, orders, after, after);
  const Jump here = greatest(known.numbers, as_they_were(std::ssize(known.numbers)), after, after);
  judge(found, here.size, known.doubt * static_cast<double>(years), orders.orders(), out);
  return out;
}

LevelStep undeclared_step(const Eigen::Ref<const Eigen::ArrayXd>& profile, std::int64_t draws,
                          std::uint64_t seed) {
  const Known known = known_of(profile);
  const Index years = std::ssize(known.numbers);
  LevelStep out;
  if (years < 2 * kFewestBeside) return out;
  const YearOrders orders(years, draws, seed);
  const Index most = years - kFewestBeside;
  const Jump here =
      greatest(known.numbers, as_they_were(std::ssize(known.numbers)), kFewestBeside, most);
  const std::vector<double> found = of_all_orders(known.numbers, orders, kFewestBeside, most);
  out.at = known.columns[static_cast<std::size_t>(years - here.after)];
  out.difference = difference(sum_of_last(known.numbers, here.after), here.after, years);
  judge(found, here.size, known.doubt * static_cast<double>(years), orders.orders(), out);
  return out;
}

}  // namespace lantoa
