#include <algorithm>
#include <string>
#include <unordered_map>
#include <vector>

#include "lantoa/error.hpp"
#include "lantoa/hazard.hpp"

namespace lantoa {
namespace {

constexpr std::int64_t kGrain = 262'144;   // rows, about a millisecond
constexpr std::int64_t kDense = 1 << 22;   // cells that are counted in an array
constexpr std::int64_t kMost = 1LL << 62;  // cells that a key can tell apart

using Coded = Eigen::Ref<const Eigen::ArrayXXi>;

struct Counted {
  std::int64_t at_risk = 0;
  std::int64_t events = 0;
};

std::vector<std::int64_t> levels_of(const Coded& codes) {
  std::vector<std::int64_t> out;
  std::int64_t cells = 1;
  for (Eigen::Index column = 0; column < codes.cols(); ++column) {
    const int least = codes.rows() > 0 ? codes.col(column).minCoeff() : 0;
    const int most = codes.rows() > 0 ? codes.col(column).maxCoeff() : 0;
    if (least < 0) throw InputError("codes must be 0 or more, not " + std::to_string(least));
    out.push_back(static_cast<std::int64_t>(most) + 1);
    if (out.back() > kMost / cells) throw InputError("codes have too many levels to be counted");
    cells *= out.back();
  }
  return out;
}

/// A key for each row, in the order of the codes.
std::vector<std::int64_t> keys_of(const Coded& codes, const std::vector<std::int64_t>& levels,
                                  Threads threads) {
  std::vector<std::int64_t> out(static_cast<std::size_t>(codes.rows()));
  parallel_for_blocks(
      codes.rows(), kGrain,
      [&](std::int64_t begin, std::int64_t end) {
        for (Eigen::Index column = 0; column < codes.cols(); ++column) {
          const std::int64_t size = levels[static_cast<std::size_t>(column)];
          for (std::int64_t row = begin; row < end; ++row) {
            std::int64_t& key = out[static_cast<std::size_t>(row)];
            key = key * size + codes(row, column);
          }
        }
      },
      codes.rows() > 8 * kGrain ? threads : 1);
  return out;
}

using Cells = std::vector<std::pair<std::int64_t, Counted>>;  // by key

Cells counted_densely(const std::vector<std::int64_t>& keys, const Codes& events,
                      std::int64_t cells) {
  std::vector<Counted> counts(static_cast<std::size_t>(cells));
  for (std::size_t row = 0; row < keys.size(); ++row) {
    Counted& cell = counts[static_cast<std::size_t>(keys[row])];
    ++cell.at_risk;
    cell.events += events[static_cast<Eigen::Index>(row)];
  }
  Cells out;
  for (std::size_t key = 0; key < counts.size(); ++key) {
    if (counts[key].at_risk > 0) out.emplace_back(static_cast<std::int64_t>(key), counts[key]);
  }
  return out;
}

Cells counted_sparsely(const std::vector<std::int64_t>& keys, const Codes& events) {
  std::unordered_map<std::int64_t, Counted> counts;
  for (std::size_t row = 0; row < keys.size(); ++row) {
    Counted& cell = counts[keys[row]];
    ++cell.at_risk;
    cell.events += events[static_cast<Eigen::Index>(row)];
  }
  Cells out(counts.begin(), counts.end());
  std::ranges::sort(out, {}, [](const auto& cell) { return cell.first; });
  return out;
}

AtRisk told(const Cells& cells, const std::vector<std::int64_t>& levels) {
  const auto count = std::ssize(cells);
  AtRisk out{Eigen::ArrayXXi(count, std::ssize(levels)), Eigen::ArrayXd(count),
             Eigen::ArrayXd(count)};
  for (Eigen::Index row = 0; row < count; ++row) {
    auto [key, counts] = cells[static_cast<std::size_t>(row)];
    out.at_risk[row] = static_cast<double>(counts.at_risk);
    out.events[row] = static_cast<double>(counts.events);
    for (Eigen::Index column = std::ssize(levels); column-- > 0;) {
      const std::int64_t size = levels[static_cast<std::size_t>(column)];
      out.codes(row, column) = static_cast<int>(key % size);
      key /= size;
    }
  }
  return out;
}

}  // namespace

AtRisk counted_at_risk(const Coded& codes, const Codes& events, Threads threads) {
  if (events.size() != codes.rows()) {
    throw InputError("events must have " + std::to_string(codes.rows()) + " rows like codes, not " +
                     std::to_string(events.size()));
  }
  if (!std::ranges::all_of(events, [](Code flag) { return flag == 0 || flag == 1; })) {
    throw InputError("events must be 0 or 1");
  }
  const auto levels = levels_of(codes);
  std::int64_t cells = 1;
  for (const std::int64_t size : levels) cells *= size;
  const auto keys = keys_of(codes, levels, threads);
  return told(
      cells <= kDense ? counted_densely(keys, events, cells) : counted_sparsely(keys, events),
      levels);
}

}  // namespace lantoa
