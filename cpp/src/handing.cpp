#include "handing.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>

namespace lantoa {
namespace {

constexpr double kFar = 3.5;     // most of the numbers lie between this and less this
constexpr std::size_t kFew = 2;  // bins for each number
constexpr std::size_t kBits = 64;

constexpr std::int64_t pairs_of(std::int64_t n) { return n * (n - 1) / 2; }

}  // namespace

NormalSorting::NormalSorting(std::size_t n) : begin_(kFew * n + 1), bin_(n), sorted_(n), rows_(n) {}

std::size_t NormalSorting::bin_of(double number) const {
  const auto last = static_cast<double>(begin_.size() - 1);
  const double at = (number + kFar) * (last / (2 * kFar));
  return static_cast<std::size_t>(std::clamp(at, 0.0, last));
}

std::span<const std::uint32_t> NormalSorting::rows(const Eigen::VectorXd& numbers) {
  std::ranges::fill(begin_, 0);
  for (std::size_t row = 0; row < bin_.size(); ++row) {
    bin_[row] = bin_of(numbers[static_cast<Eigen::Index>(row)]);
    ++begin_[bin_[row]];
  }
  std::exclusive_scan(begin_.begin(), begin_.end(), begin_.begin(), std::size_t{0});
  for (std::size_t row = 0; row < bin_.size(); ++row) {
    const std::size_t at = begin_[bin_[row]]++;
    sorted_[at] = numbers[static_cast<Eigen::Index>(row)];
    rows_[at] = static_cast<std::uint32_t>(row);
  }
  for (std::size_t at = 1; at < rows_.size(); ++at) {
    for (std::size_t to = at; to > 0 && sorted_[to] < sorted_[to - 1]; --to) {
      std::swap(sorted_[to], sorted_[to - 1]);
      std::swap(rows_[to], rows_[to - 1]);
    }
  }
  return rows_;
}

PlacesOfEquals::PlacesOfEquals(const Order& sorted) {
  const auto n = static_cast<std::size_t>(sorted.size());
  begin_.resize(n);
  end_.resize(n);
  for (std::size_t begin = 0, end = 0; begin < n; begin = end) {
    const std::int64_t value = sorted[static_cast<Eigen::Index>(begin)];
    while (end < n && sorted[static_cast<Eigen::Index>(end)] == value) ++end;
    for (std::size_t at = begin; at < end; ++at) {
      begin_[at] = begin;
      end_[at] = end;
    }
    pairs_ += pairs_of(static_cast<std::int64_t>(end - begin));
  }
}

HandedTau::HandedTau(const Order& first, const Order& second)
    : all_{pairs_of(first.size())},
      first_(first),
      second_(second),
      parted_{std::sqrt(static_cast<double>(all_ - first_.pairs()) *
                        static_cast<double>(all_ - second_.pairs()))},
      early_(static_cast<std::size_t>(first.size())),
      late_(static_cast<std::size_t>(first.size())),
      place_(static_cast<std::size_t>(first.size())),
      entered_(place_.size() / kBits + 1),
      equal_(place_.size()) {}

double HandedTau::of(const Eigen::VectorXd& one, const Eigen::VectorXd& other) {
  if (parted_ == 0) return 0;
  const auto late = late_.rows(other);
  for (std::size_t at = 0; at < late.size(); ++at) place_[late[at]] = at;
  const auto early = early_.rows(one);
  std::ranges::fill(entered_, 0);
  std::int64_t discordant = 0;
  std::int64_t tied_both = 0;
  for (std::size_t begin = 0; begin < early.size(); begin = first_.end(begin)) {
    const auto equals = early.subspan(begin, first_.end(begin) - begin);
    for (const std::uint32_t row : equals) {
      discordant += above(place_[row]);
      tied_both += equal_[second_.begin(place_[row])]++;
    }
    for (const std::uint32_t row : equals) {
      enter(place_[row]);
      equal_[second_.begin(place_[row])] = 0;
    }
  }
  const std::int64_t tied = first_.pairs() + second_.pairs() - tied_both;
  return static_cast<double>(all_ - tied - 2 * discordant) / parted_;
}

/// Those with less in the first year and more in the second.
std::int64_t HandedTau::above(std::size_t place) const {
  const std::size_t end = second_.end(place);
  std::size_t word = end / kBits;
  std::int64_t out = std::popcount(entered_[word] >> (end % kBits));
  while (++word < entered_.size()) out += std::popcount(entered_[word]);
  return out;
}

void HandedTau::enter(std::size_t place) {
  entered_[place / kBits] |= std::uint64_t{1} << (place % kBits);
}

}  // namespace lantoa
