#include "arranging.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "lantoa/error.hpp"
#include "lantoa/random.hpp"
#include "picks.hpp"

namespace lantoa {
namespace {

constexpr std::int64_t kGrain = 256;      // draws, about a millisecond of a large office
constexpr double kSquareDigits = 0x1p40;  // of the square of the largest value

/// The squares of a column as whole numbers, the largest 2^40.
Wholes squares_of(const Wholes& column) {
  double largest = 1;
  for (const std::int64_t value : column) {
    largest = std::max(largest, std::abs(static_cast<double>(value)));
  }
  Wholes out(column.size());
  std::ranges::transform(column, out.begin(), [&](std::int64_t value) {
    const double part = static_cast<double>(value) / largest;
    return static_cast<std::int64_t>(std::llrint(part * part * kSquareDigits));
  });
  return out;
}

/// How the variance of a stratum's sum follows from the sum and the sum of squares of those drawn.
struct Spread {
  double n = 0;
  double k = 0;
  double scale = 1;  // from the column to parts of its largest value
  double all = 0;    // the squares of the stratum
  double sum = 0;    // of the stratum, 0 but for roundings

  [[nodiscard]] double variance(std::int64_t drawn, std::int64_t squares) const {
    if (k == 0 || k == n) return 0;
    const double of_drawn = static_cast<double>(drawn) * scale;
    const double squared = static_cast<double>(squares) / kSquareDigits;
    const double rest = sum - of_drawn;
    const double one = std::max(0.0, squared - of_drawn * of_drawn / k) / (k - 1);
    const double other = std::max(0.0, all - squared - rest * rest / (n - k)) / (n - k - 1);
    const double weight = k * (n - k) / n;
    return weight * weight * (one / k + other / (n - k));
  }
};

Wholes picked(const Wholes& column, const std::vector<std::size_t>& members) {
  Wholes out(members.size());
  std::ranges::transform(members, out.begin(), [&](std::size_t row) { return column[row]; });
  return out;
}

std::vector<Spread> spreads_of(const Wholes& column, const Wholes& squares, const Lot& lot) {
  double largest = 1;
  for (const std::int64_t value : column) {
    largest = std::max(largest, std::abs(static_cast<double>(value)));
  }
  std::vector<Spread> out;
  for (std::size_t s = 0; s < lot.strata.size(); ++s) {
    Spread spread{.n = static_cast<double>(lot.strata[s].size()),
                  .k = static_cast<double>(lot.drawn[s]),
                  .scale = 1 / largest};
    for (const std::size_t row : lot.strata[s]) {
      spread.all += static_cast<double>(squares[row]) / kSquareDigits;
      spread.sum += static_cast<double>(column[row]) / largest;
    }
    out.push_back(spread);
  }
  return out;
}

/// Every sum of one with another: the first runs slowest.
template <typename Number>
std::vector<Number> crossed(const std::vector<Number>& one, std::vector<Number> other) {
  if (one.size() == 1 && one.front() == 0) return other;
  std::vector<Number> out;
  out.reserve(one.size() * other.size());
  for (const Number base : one) {
    for (const Number added : other) out.push_back(base + added);
  }
  return out;
}

class Arranging {
 public:
  Arranging(const std::vector<Wholes>& columns, const Lot& lot, bool has_variance)
      : columns_(columns), lot_(lot), has_variance_(has_variance) {
    if (!has_variance) return;
    squares_ = squares_of(columns.front());
    spreads_ = spreads_of(columns.front(), squares_, lot);
  }

  [[nodiscard]] Summed every() const {
    Summed out{{columns_.size(), Wholes{0}}, {}, true};
    if (has_variance_) out.variances = {0};
    for (std::size_t s = 0; s < lot_.strata.size(); ++s) add_stratum(s, out);
    return out;
  }

  [[nodiscard]] Summed sampled(const Budget& effort) const {
    Summed out{{columns_.size(), Wholes(static_cast<std::size_t>(effort.draws))}, {}, false};
    if (has_variance_) out.variances.resize(static_cast<std::size_t>(effort.draws));
    const auto block = [&](std::int64_t begin, std::int64_t end) {
      std::vector<std::uint32_t> rows;
      for (auto at = begin; at < end; ++at) {
        Picks picks(Draws(effort.seed, Stream::kLots, static_cast<std::uint64_t>(at)));
        for (std::size_t s = 0; s < lot_.strata.size(); ++s) {
          rows.assign(lot_.strata[s].begin(), lot_.strata[s].end());
          const auto k = static_cast<std::uint32_t>(lot_.drawn[s]);
          choose(picks, rows.data(), static_cast<std::uint32_t>(rows.size()), k);
          rows.resize(k);
          add_members(s, rows, static_cast<std::size_t>(at), out);
        }
      }
    };
    parallel_for_blocks(effort.draws, kGrain, block, effort.threads);
    return out;
  }

  [[nodiscard]] Summed of(const Codes& drawn) const {
    Summed out{{columns_.size(), Wholes(1)}, {}, true};
    if (has_variance_) out.variances = {0};
    std::vector<std::uint32_t> rows;
    for (std::size_t s = 0; s < lot_.strata.size(); ++s) {
      rows.clear();
      for (const std::size_t row : lot_.strata[s]) {
        if (drawn[static_cast<Eigen::Index>(row)] == 1) {
          rows.push_back(static_cast<std::uint32_t>(row));
        }
      }
      add_members(s, rows, 0, out);
    }
    return out;
  }

 private:
  void add_stratum(std::size_t s, Summed& out) const {
    Wholes first;
    for (std::size_t c = 0; c < columns_.size(); ++c) {
      Wholes sums = subset_sums(picked(columns_[c], lot_.strata[s]), lot_.drawn[s]);
      if (c == 0 && has_variance_) first = sums;
      out.sums[c] = crossed(out.sums[c], std::move(sums));
    }
    if (!has_variance_) return;
    const Wholes squares = subset_sums(picked(squares_, lot_.strata[s]), lot_.drawn[s]);
    std::vector<double> variances(squares.size());
    for (std::size_t at = 0; at < squares.size(); ++at) {
      variances[at] = spreads_[s].variance(first[at], squares[at]);
    }
    out.variances = crossed(out.variances, std::move(variances));
  }

  void add_members(std::size_t s, const std::vector<std::uint32_t>& rows, std::size_t at,
                   Summed& out) const {
    std::int64_t first = 0;
    for (std::size_t c = 0; c < columns_.size(); ++c) {
      std::int64_t sum = 0;
      for (const std::uint32_t row : rows) sum += columns_[c][row];
      out.sums[c][at] += sum;
      if (c == 0) first = sum;
    }
    if (!has_variance_) return;
    std::int64_t squares = 0;
    for (const std::uint32_t row : rows) squares += squares_[row];
    out.variances[at] += spreads_[s].variance(first, squares);
  }

  const std::vector<Wholes>& columns_;
  const Lot& lot_;
  bool has_variance_;
  Wholes squares_;
  std::vector<Spread> spreads_;
};

void check_lot(const Codes& drawn, const Codes& stratum) {
  if (drawn.size() != stratum.size()) {
    throw InputError("drawn must have a flag for each of " + std::to_string(stratum.size()) +
                     " codes of strata, not " + std::to_string(drawn.size()));
  }
  for (Eigen::Index row = 0; row < drawn.size(); ++row) {
    if (drawn[row] != 0 && drawn[row] != 1) {
      throw InputError("drawn must be 0 or 1, not " + std::to_string(drawn[row]) + " in row " +
                       std::to_string(row));
    }
    if (stratum[row] < 0 || stratum[row] >= stratum.size()) {
      throw InputError("stratum must be 0 to " + std::to_string(stratum.size() - 1) + ", not " +
                       std::to_string(stratum[row]) + " in row " + std::to_string(row));
    }
  }
}

}  // namespace

Lot lot_of(const Codes& drawn, const Codes& stratum) {
  check_lot(drawn, stratum);
  Lot out{strata_of(stratum), {}};
  for (const auto& members : out.strata) {
    out.drawn.push_back(std::ranges::count_if(
        members, [&](std::size_t row) { return drawn[static_cast<Eigen::Index>(row)] == 1; }));
  }
  return out;
}

void check(const Budget& effort) {
  if (effort.most < 0 || effort.most > kMostArrangements) {
    throw InputError("most must be 0 to " + std::to_string(kMostArrangements) + ", not " +
                     std::to_string(effort.most));
  }
  if (effort.draws < 1 || effort.draws > kMostDraws) {
    throw InputError("draws must be 1 to " + std::to_string(kMostDraws) + ", not " +
                     std::to_string(effort.draws));
  }
}

std::int64_t arrangement_count(const Lot& lot) {
  std::int64_t count = 1;
  for (std::size_t s = 0; s < lot.strata.size(); ++s) {
    count = times(count, subset_count(std::ssize(lot.strata[s]), lot.drawn[s]));
  }
  return count;
}

Summed over_arrangements(const std::vector<Wholes>& columns, const Lot& lot, bool has_variance,
                         const Budget& effort) {
  const Arranging arranging(columns, lot, has_variance);
  return arrangement_count(lot) <= effort.most ? arranging.every() : arranging.sampled(effort);
}

Summed over_drawn(const std::vector<Wholes>& columns, const Lot& lot, const Codes& drawn,
                  bool has_variance) {
  return Arranging(columns, lot, has_variance).of(drawn);
}

}  // namespace lantoa
