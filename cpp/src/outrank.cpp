#include "lantoa/outrank.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <limits>
#include <string>
#include <vector>

#include "keys.hpp"
#include "lantoa/error.hpp"
#include "paired.hpp"

namespace lantoa {
namespace {

constexpr double kMost = 1e290;              // sums of a million and their halves stay finite
constexpr std::int64_t kTogether = 200'000;  // cells that are not worth a second thread
constexpr Eigen::Index kRows = Eigen::Index{1} << 26U;  // counts that `times` takes

using Values = Eigen::Ref<const Eigen::MatrixXd>;

/// What a preference function says of differences, whichever it is: nothing up to `low`, all above
/// `high`, and in between a half or a ramp.
struct Shape {
  double low = 0;
  double high = 0;
  bool is_ramp = false;
};

Shape shape_of(const Preferences& preferences, Eigen::Index at) {
  const double q = preferences.indifference[at];
  const double p = preferences.preference[at];
  switch (static_cast<Preference>(preferences.kind[at])) {
    case Preference::kUsual:
      return {};
    case Preference::kU:
      return {.low = q, .high = q};
    case Preference::kV:
      return {.low = 0, .high = p, .is_ramp = p > 0};
    case Preference::kLevel:
      return {.low = q, .high = p};
    case Preference::kLinear:
      return {.low = q, .high = p, .is_ramp = p > q};
  }
  throw InputError("kind " + std::to_string(preferences.kind[at]) + " is no preference function");
}

std::string named(Eigen::Index column) { return "column " + std::to_string(column); }

void check(const Values& values) {
  if (values.rows() >= kRows) throw InputError("values must have fewer than 2^26 rows");
  for (Eigen::Index column = 0; column < values.cols(); ++column) {
    for (Eigen::Index row = 0; row < values.rows(); ++row) {
      if (std::abs(values(row, column)) > kMost) {
        throw InputError("row " + std::to_string(row) + ", " + named(column) +
                         ": values must lie within 1e290");
      }
    }
  }
}

void check(const Values& values, const Orders& orders, const Preferences& preferences) {
  const Eigen::Index m = values.cols();
  if (orders.row.rows() != values.rows() || orders.row.cols() != m || orders.known.size() != m) {
    throw InputError("the orders are not those of the values");
  }
  if (preferences.kind.size() != m || preferences.indifference.size() != m ||
      preferences.preference.size() != m) {
    throw InputError("kind, indifference and preference must have " + std::to_string(m) +
                     " entries, one for each column");
  }
  for (Eigen::Index at = 0; at < m; ++at) {
    const Shape shape = shape_of(preferences, at);
    if (!(shape.low >= 0 && shape.high >= shape.low && shape.high <= kMost)) {
      throw InputError(named(at) + ": thresholds must be 0 <= indifference <= preference <= 1e290");
    }
  }
}

/// The same order in whole numbers; of two zeros either may come first.
Key key_of(double value) {
  constexpr Key kSign = Key{1} << 63U;
  const auto bits = std::bit_cast<Key>(value);
  return (bits & kSign) != 0 ? ~bits : bits | kSign;
}

/// Sorts one column; its missing values end it.
void sort_column(const Values& values, Eigen::Index column, Orders& out) {
  std::vector<Keyed> keyed;
  keyed.reserve(static_cast<std::size_t>(values.rows()));
  Eigen::Index missing = values.rows();
  Key least = std::numeric_limits<Key>::max();
  Key most = 0;
  for (Eigen::Index row = 0; row < values.rows(); ++row) {
    if (std::isnan(values(row, column))) {
      out.row(--missing, column) = static_cast<Code>(row);
      continue;
    }
    const Key key = key_of(values(row, column));
    least = std::min(least, key);
    most = std::max(most, key);
    keyed.push_back({.key = key, .row = static_cast<Code>(row)});
  }
  for (Keyed& one : keyed) one.key -= least;
  sort_keyed(keyed, keyed.empty() ? 0 : static_cast<int>(std::bit_width(most - least)));
  for (std::size_t i = 0; i < keyed.size(); ++i) {
    out.row(static_cast<Eigen::Index>(i), column) = keyed[i].row;
  }
  out.known[column] = static_cast<Code>(keyed.size());
}

/// Memory that the columns of a block share.
struct Desk {
  std::vector<double> sorted;
  std::vector<Paired> sums;   ///< of the first i sorted values
  std::vector<Code> full;     ///< how many values lie more than `high` below each
  std::vector<Code> some;     ///< how many lie more than `low` below each
  std::vector<Paired> found;  ///< sums of degrees
};

/// How many of the sorted values lie more than a threshold below each of them: going up, ever more.
void count_below(const std::vector<double>& sorted, double threshold, std::vector<Code>& out) {
  out.resize(sorted.size());
  std::size_t below = 0;
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    while (sorted[i] - sorted[below] > threshold) ++below;
    out[i] = static_cast<Code>(below);
  }
}

/// Sums of ramps: between * (value - low) less the rivals' values, and a unit for each of the rest.
void add_ramps(const Shape& shape, Desk& desk) {
  desk.sums.resize(desk.sorted.size() + 1);
  PairedSum running;
  for (std::size_t i = 0; i < desk.sorted.size(); ++i) {
    running.add(desk.sorted[i]);
    desk.sums[i + 1] = running.total();
  }
  const double unit = shape.high - shape.low;
  for (std::size_t i = 0; i < desk.sorted.size(); ++i) {
    const double between = desk.some[i] - desk.full[i];
    const Paired above = sum_of(desk.sorted[i], -shape.low);
    PairedSum sum;
    sum.add(product_of(desk.full[i], unit));
    sum.add(product_of(between, above.high));
    sum.subtract(desk.sums[Table::index(desk.some[i])]);
    sum.add(desk.sums[Table::index(desk.full[i])]);
    sum.add(Paired{0, between * above.low});
    desk.found[i] = sum.total();
  }
}

/// The sums of degrees by which each of the sorted values is preferred to the others.
void add_up(const Shape& shape, Desk& desk) {
  count_below(desk.sorted, shape.low, desk.some);
  desk.found.resize(desk.sorted.size());
  if (shape.high > shape.low) {
    count_below(desk.sorted, shape.high, desk.full);
  } else {
    desk.full = desk.some;
  }
  if (shape.is_ramp) {
    add_ramps(shape, desk);
    return;
  }
  for (std::size_t i = 0; i < desk.sorted.size(); ++i) {
    desk.found[i] = {.high = (desk.full[i] + desk.some[i]) / 2.0};
  }
}

/// Turns the values the other way up: what is preferred to one is what its mirror is preferred to.
void mirror(std::vector<double>& sorted) {
  std::ranges::reverse(sorted);
  for (double& value : sorted) value = -value;
}

void add_column(const Values& values, const Orders& orders, const Shape& shape, Eigen::Index column,
                Desk& desk, Flows& out) {
  const Code known = orders.known[column];
  desk.sorted.resize(Table::index(known));
  for (Code i = 0; i < known; ++i) {
    desk.sorted[Table::index(i)] = values(orders.row(i, column), column);
  }
  add_up(shape, desk);
  for (Code i = 0; i < known; ++i) {
    const Paired& sum = desk.found[Table::index(i)];
    out.plus(orders.row(i, column), column) = sum.high;
    if (shape.is_ramp) out.plus_rest(orders.row(i, column), column) = sum.low;
  }
  mirror(desk.sorted);
  add_up(shape, desk);
  for (Code i = 0; i < known; ++i) {
    const Paired& sum = desk.found[Table::index(known - 1 - i)];
    out.minus(orders.row(i, column), column) = sum.high;
    if (shape.is_ramp) out.minus_rest(orders.row(i, column), column) = sum.low;
  }
  if (shape.is_ramp) out.unit[column] = shape.high - shape.low;
}

/// Flows of nobody yet.
Flows none_of(const Values& values, bool has_ramp) {
  const Eigen::Index n = values.rows();
  const Eigen::Index m = values.cols();
  Flows out;
  for (Eigen::MatrixXd* sums : {&out.plus, &out.minus}) sums->setZero(n, m);
  for (Eigen::MatrixXd* rest : {&out.plus_rest, &out.minus_rest})
    rest->setZero(n, has_ramp ? m : 0);
  out.unit.setOnes(m);
  return out;
}

/// How many columns make a block: one where a second thread pays, else all.
std::int64_t grain_of(const Values& values) {
  return values.size() < kTogether ? std::max<std::int64_t>(values.cols(), 1) : 1;
}

}  // namespace

Orders orders_of(const Values& values, Threads threads) {
  check(values);
  Orders out{.row = {}, .known = Codes::Zero(values.cols())};
  out.row.resize(values.rows(), values.cols());
  const auto body = [&](std::int64_t begin, std::int64_t end) {
    for (std::int64_t column = begin; column < end; ++column) sort_column(values, column, out);
  };
  parallel_for_blocks(values.cols(), grain_of(values), body, threads);
  return out;
}

Flows flows_of(const Values& values, const Orders& orders, const Preferences& preferences,
               Threads threads) {
  check(values, orders, preferences);
  std::vector<Shape> shapes;
  shapes.reserve(static_cast<std::size_t>(values.cols()));
  for (Eigen::Index at = 0; at < values.cols(); ++at) shapes.push_back(shape_of(preferences, at));
  const bool has_ramp = std::ranges::any_of(shapes, &Shape::is_ramp);
  Flows out = none_of(values, has_ramp);
  const auto body = [&](std::int64_t begin, std::int64_t end) {
    Desk desk;
    for (std::int64_t column = begin; column < end; ++column) {
      add_column(values, orders, shapes[static_cast<std::size_t>(column)], column, desk, out);
    }
  };
  parallel_for_blocks(values.cols(), grain_of(values), body, threads);
  return out;
}

Outranking outranking_of(const Flows& flows, const Eigen::Ref<const Eigen::VectorXd>& weights) {
  const Eigen::Index n = flows.plus.rows();
  if (weights.size() != flows.plus.cols()) {
    throw InputError("weights must have " + std::to_string(flows.plus.cols()) + " entries, not " +
                     std::to_string(weights.size()));
  }
  const Eigen::VectorXd none = Eigen::VectorXd::Zero(n);
  Outranking out{none, none, none};
  const auto rivals = static_cast<double>(std::max<Eigen::Index>(n - 1, 1));
  const bool has_rest = flows.plus_rest.cols() > 0;
  for (Eigen::Index at = 0; at < weights.size(); ++at) {
    const double share = weights[at] / rivals;
    const double unit = flows.unit[at];
    const auto plus = flows.plus.col(at).array();
    const auto minus = flows.minus.col(at).array();
    out.plus.array() += share * (plus / unit);
    out.minus.array() += share * (minus / unit);
    if (!has_rest) {
      out.net.array() += share * (plus - minus);
      continue;
    }
    const auto rest = flows.plus_rest.col(at).array() - flows.minus_rest.col(at).array();
    out.net.array() += share * (((plus - minus) + rest) / unit);
  }
  return out;
}

}  // namespace lantoa
