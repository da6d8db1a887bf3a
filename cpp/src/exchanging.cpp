#include "exchanging.hpp"

#include <algorithm>
#include <string>

#include "lantoa/error.hpp"
#include "lantoa/revolving.hpp"
#include "sources.hpp"

namespace lantoa {
namespace {

/// How many arrangements n items have, of which so many are alike each.
std::int64_t arrangements(const std::vector<std::int64_t>& repeats) {
  std::int64_t left = 0;
  std::int64_t count = 1;
  for (const std::int64_t one : repeats) {
    left += one;
    count = times(count, subset_count(left, one));
  }
  return count;
}

}  // namespace

void check(const Codes& adopted, const Codes& stratum) {
  if (adopted.size() != stratum.size()) {
    throw InputError("adopted must have a period for each of " + std::to_string(stratum.size()) +
                     " codes of strata, not " + std::to_string(adopted.size()));
  }
  for (Eigen::Index row = 0; row < adopted.size(); ++row) {
    if (adopted[row] < 0 || adopted[row] == kNotSeen) {
      throw InputError("adopted must be 0 or more, not " + std::to_string(adopted[row]) +
                       " in row " + std::to_string(row));
    }
    if (stratum[row] < kHeld || stratum[row] >= stratum.size()) {
      throw InputError("stratum must be -1 to " + std::to_string(stratum.size() - 1) + ", not " +
                       std::to_string(stratum[row]) + " in row " + std::to_string(row));
    }
  }
}

Exchange::Exchange(const Codes& adopted, const Codes& stratum) {
  check(adopted, stratum);
  std::vector<std::vector<std::uint32_t>> rows(static_cast<std::size_t>(stratum.size()));
  for (Eigen::Index row = 0; row < adopted.size(); ++row) {
    times_.push_back(adopted[row] == 0 ? kNotSeen : adopted[row]);
    if (stratum[row] == kHeld) continue;
    latest_ = std::max(latest_, adopted[row]);
    seen_ += adopted[row] > 0 ? 1 : 0;
    rows[static_cast<std::size_t>(stratum[row])].push_back(static_cast<std::uint32_t>(row));
  }
  for (const auto& members : rows) add(members);
}

void Exchange::add(const std::vector<std::uint32_t>& rows) {
  Stratum out{.rows = rows, .seen = {}, .values = {}, .repeats = {}};
  std::vector<Code> sorted;
  sorted.reserve(rows.size());
  for (const std::uint32_t row : rows) sorted.push_back(times_[row]);
  std::ranges::sort(sorted);
  for (const Code time : sorted) {
    if (time != kNotSeen) out.seen.push_back(time);
    if (out.values.empty() || out.values.back() != time) {
      out.values.push_back(time);
      out.repeats.push_back(0);
    }
    ++out.repeats.back();
  }
  if (out.values.size() < 2) return;
  out.count = arrangements(out.repeats);
  count_ = lantoa::times(count_, out.count);
  strata_.push_back(std::move(out));
}

std::int64_t Exchange::moving() const {
  std::int64_t rows = 0;
  for (const Stratum& stratum : strata_) rows += std::ssize(stratum.rows);
  return rows;
}

void Exchange::arrange(std::int64_t number, std::vector<Code>& times) const {
  for (const Stratum& stratum : strata_) {
    std::int64_t rest = number % stratum.count;
    number /= stratum.count;
    std::vector<std::int64_t> repeats = stratum.repeats;
    std::int64_t count = stratum.count;
    auto left = std::ssize(stratum.rows);
    for (const std::uint32_t row : stratum.rows) {
      for (std::size_t at = 0;; ++at) {
        const std::int64_t with = count * repeats[at] / left;  // whole: those that begin with it
        if (rest >= with) {
          rest -= with;
          continue;
        }
        times[row] = stratum.values[at];
        --repeats[at];
        count = with;
        break;
      }
      --left;
    }
  }
}

void Exchange::step(std::vector<Code>& times, std::vector<Code>& scratch) const {
  step(times, scratch, [&](std::uint32_t row, Code time) { times[row] = time; });
}

void Exchange::shuffle(Picks picks, std::vector<std::uint32_t>& rows,
                       std::vector<Code>& times) const {
  for (const Stratum& stratum : strata_) {
    rows.assign(stratum.rows.begin(), stratum.rows.end());
    const auto n = static_cast<std::uint32_t>(rows.size());
    const auto seen = static_cast<std::uint32_t>(stratum.seen.size());
    choose(picks, rows.data(), n, std::min(seen, n - 1));
    for (std::uint32_t at = 0; at < seen; ++at) times[rows[at]] = stratum.seen[at];
    for (std::uint32_t at = seen; at < n; ++at) times[rows[at]] = kNotSeen;
  }
}

}  // namespace lantoa
