#include "lantoa/kendall.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <string>

#include "lantoa/error.hpp"
#include "orders_of_ties.hpp"

namespace lantoa {
namespace {

using Row = Eigen::Index;

constexpr std::int64_t kGrain = 16'384;  // rows, about half a millisecond
constexpr Row kTile = 256;               // rows whose counts stay in the nearest cache

void check(const Yearly& values) {
  if (values.cols() > kMostYears) {
    throw InputError("values must have at most " + std::to_string(kMostYears) + " years, not " +
                     std::to_string(values.cols()));
  }
}

/// Pairs of years of a tile of rows; a comparison with NaN is false, so it is in no pair.
struct Tile {
  std::array<std::int64_t, kTile> rising{};
  std::array<std::int64_t, kTile> falling{};
  std::array<std::int64_t, kTile> known{};
};

void count(const Yearly& values, Row begin, Row size, Tile& out) {
  out = {};
  for (Eigen::Index later = 0; later < values.cols(); ++later) {
    const double* b = values.col(later).data() + begin;
    for (Row i = 0; i < size; ++i)
      out.known[static_cast<std::size_t>(i)] += std::isnan(b[i]) ? 0 : 1;
    for (Eigen::Index earlier = 0; earlier < later; ++earlier) {
      const double* a = values.col(earlier).data() + begin;
      for (Row i = 0; i < size; ++i) {
        const auto at = static_cast<std::size_t>(i);
        out.rising[at] += b[i] > a[i] ? 1 : 0;
        out.falling[at] += b[i] < a[i] ? 1 : 0;
      }
    }
  }
}

Kendall none(Row n) { return {Codes::Zero(n), Codes::Zero(n), Codes::Zero(n)}; }

void count_block(const Yearly& values, Row begin, Row end, Kendall& out) {
  Tile tile;
  for (Row first = begin; first < end; first += kTile) {
    const Row size = std::min(kTile, end - first);
    count(values, first, size, tile);
    for (Row i = 0; i < size; ++i) {
      const auto at = static_cast<std::size_t>(i);
      out.years[first + i] = static_cast<Code>(tile.known[at]);
      out.s[first + i] = static_cast<Code>(tile.rising[at] - tile.falling[at]);
      out.unequal[first + i] = static_cast<Code>(tile.rising[at] + tile.falling[at]);
    }
  }
}

bool is_untied(const Kendall& counted, Row row) {
  return counted.unequal[row] == counted.years[row] * (counted.years[row] - 1) / 2;
}

/// How often each value of a row occurs; `kept` is room for them.
std::vector<int> ties_of_row(const Yearly& values, Row row, std::vector<double>& kept) {
  kept.clear();
  for (Eigen::Index year = 0; year < values.cols(); ++year) {
    if (!std::isnan(values(row, year))) kept.push_back(values(row, year));
  }
  std::ranges::sort(kept);
  return ties_of(kept);
}

double variance_of(double n) { return n * (n - 1) * (2 * n + 5); }

Threads threads_for(const Yearly& values, Threads threads) {
  return values.rows() > 4 * kGrain ? threads : 1;
}

}  // namespace

Kendall kendall(const Yearly& values, Threads threads) {
  check(values);
  Kendall out = none(values.rows());
  parallel_for_blocks(
      values.rows(), kGrain,
      [&](std::int64_t begin, std::int64_t end) { count_block(values, begin, end, out); },
      threads_for(values, threads));
  return out;
}

KendallNormal kendall_normal(const Yearly& values, Threads threads) {
  const Kendall counted = kendall(values, threads);
  const Row n = values.rows();
  KendallNormal out{Eigen::ArrayXd::Zero(n), Eigen::ArrayXd::Zero(n), Eigen::ArrayXd::Ones(n)};
  std::vector<double> room;
  for (Row row = 0; row < n; ++row) {
    double sum = variance_of(counted.years[row]);
    if (!is_untied(counted, row)) {
      for (const int times : ties_of_row(values, row, room)) sum -= variance_of(times);
    }
    out.variance[row] = sum / 18;
    const double s = counted.s[row];
    if (s == 0) continue;
    out.z[row] = std::copysign((std::abs(s) - 1) / std::sqrt(out.variance[row]), s);
    out.p[row] = std::erfc(std::abs(out.z[row]) / std::numbers::sqrt2);
  }
  return out;
}

KendallExact kendall_exact(const Yearly& values, Threads threads) {
  check(values);
  const Row n = values.rows();
  Kendall counted = none(n);
  KendallExact out{{}, Eigen::ArrayXd::Ones(n), Eigen::ArrayXd::Ones(n)};
  const auto test_block = [&](std::int64_t begin, std::int64_t end) {
    count_block(values, begin, end, counted);
    TailsOfS tails;
    std::vector<double> room;
    for (Row row = begin; row < end; ++row) {
      std::vector<int> ties;
      if (!is_untied(counted, row)) ties = ties_of_row(values, row, room);
      const auto& tail = ties.empty() ? tails.untied(counted.years[row]) : tails.tied(ties);
      out.p[row] = tail[static_cast<std::size_t>(std::abs(counted.s[row]))];
      out.smallest[row] = tail.back();
    }
  };
  parallel_for_blocks(n, kGrain, test_block, threads_for(values, threads));
  out.s = std::move(counted.s);
  return out;
}

}  // namespace lantoa
