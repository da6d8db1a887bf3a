#include "lantoa/rating_steps.hpp"

#include <algorithm>
#include <functional>
#include <iterator>
#include <map>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include "lantoa/error.hpp"

namespace lantoa {
namespace {

using Counts = std::vector<double>;  // whole numbers of sequences, by what they come to
using Times = std::vector<int>;      // how often each level occurs, lowest level first

/// What a sequence comes to, as a number, when a level follows another.
using Step = std::function<std::size_t(std::size_t so_far, std::size_t from, std::size_t to)>;

/// Which levels are used up to now: digits of a number, one for each level.
struct Digits {
  explicit Digits(const Times& times) : most{times}, stride(times.size() + 1, 1) {
    for (std::size_t level = 0; level < times.size(); ++level) {
      stride[level + 1] = stride[level] * (static_cast<std::size_t>(times[level]) + 1);
    }
  }
  [[nodiscard]] bool has_left(std::size_t used, std::size_t level) const {
    const auto digit = used % stride[level + 1] / stride[level];
    return std::cmp_less(digit, most[level]);
  }
  Times most;
  std::vector<std::size_t> stride;
};

/// How many sequences of the levels come to each number, starting from `begin`.
Counts sequences(const Times& times, std::size_t numbers, std::size_t begin, const Step& step) {
  const Digits digits(times);
  const std::size_t levels = times.size();
  const std::size_t all = digits.stride[levels];
  std::vector<Counts> at(all * levels);  // by what is used and by the last level
  for (std::size_t level = 0; level < levels; ++level) {
    Counts& alone = at[digits.stride[level] * levels + level];
    alone.assign(numbers, 0);
    alone[begin] = 1;
  }
  for (std::size_t used = 1; used + 1 < all; ++used) {
    for (std::size_t from = 0; from < levels; ++from) {
      const Counts here = std::exchange(at[used * levels + from], {});
      for (std::size_t to = 0; to < levels && !here.empty(); ++to) {
        if (!digits.has_left(used, to)) continue;
        Counts& there = at[(used + digits.stride[to]) * levels + to];
        there.resize(numbers);
        for (std::size_t one = 0; one < numbers; ++one) {
          if (here[one] > 0) there[step(one, from, to)] += here[one];
        }
      }
    }
  }
  Counts out(numbers);
  for (std::size_t level = 0; level < levels; ++level) {
    const Counts& last = at[(all - 1) * levels + level];
    for (std::size_t one = 0; one < last.size(); ++one) out[one] += last[one];
  }
  return out;
}

/// Shares of the sequences at or beyond each number.
struct Tails {
  Counts balance;  ///< by |ups - downs|
  Counts ups;
  Counts run;
};

Counts upper(const Counts& counts) {
  Counts out(counts.size());
  std::partial_sum(counts.rbegin(), counts.rend(), out.rbegin());
  const double all = out.empty() ? 1 : out.front();
  for (double& share : out) share /= all;
  return out;
}

Tails tails_of(const Times& times) {
  const auto years = static_cast<std::size_t>(std::accumulate(times.begin(), times.end(), 0));
  const Counts balance = sequences(times, 2 * years + 1, years, [](auto now, auto from, auto to) {
    return now + (to > from ? 1U : 0U) - (to < from ? 1U : 0U);
  });
  Counts folded(years + 1);
  for (std::size_t at = 0; at < balance.size(); ++at) {
    folded[at > years ? at - years : years - at] += balance[at];
  }
  const Counts ups = sequences(
      times, years, 0, [](auto now, auto from, auto to) { return now + (to > from ? 1U : 0U); });
  // A run as it stands now and the longest so far: now + years * longest.
  const Counts pairs = sequences(times, years * years, 0, [&](auto both, auto from, auto to) {
    const auto now = to > from ? both % years + 1 : 0;
    return now + years * std::max(both / years, now);
  });
  Counts runs(years);
  for (std::size_t at = 0; at < pairs.size(); ++at) runs[at / years] += pairs[at];
  return {upper(folded), upper(ups), upper(runs)};
}

std::vector<Code> rated(const Eigen::Ref<const Ratings>& ratings, Eigen::Index row) {
  std::vector<Code> out;
  for (Eigen::Index year = 0; year < ratings.cols(); ++year) {
    if (ratings(row, year) >= 0) out.push_back(ratings(row, year));
  }
  return out;
}

Times times_of(const std::vector<Code>& row) {
  std::map<Code, int> found;
  for (const Code level : row) ++found[level];
  Times out;
  for (const auto& [level, times] : found) out.push_back(times);
  return out;
}

void count_row(const std::vector<Code>& row, Eigen::Index at, RatingSteps& out) {
  Code now = 0;
  for (std::size_t year = 1; year < row.size(); ++year) {
    const bool up = row[year] > row[year - 1];
    out.ups[at] += up ? 1 : 0;
    out.downs[at] += row[year] < row[year - 1] ? 1 : 0;
    now = up ? now + 1 : 0;
    out.run[at] = std::max(out.run[at], now);
  }
}

/// The share of the sequences that are as far out as any.
double least(const Counts& tail) { return *std::prev(std::ranges::find(tail, 0.0)); }

void test_row(const Tails& tails, Eigen::Index at, RatingSteps& out) {
  const auto index = [](Code code) { return static_cast<std::size_t>(code < 0 ? -code : code); };
  out.p[at] = tails.balance[index(out.ups[at] - out.downs[at])];
  out.p_ups[at] = tails.ups[index(out.ups[at])];
  out.p_run[at] = tails.run[index(out.run[at])];
  out.smallest[at] = least(tails.balance);
  out.smallest_ups[at] = least(tails.ups);
  out.smallest_run[at] = least(tails.run);
}

}  // namespace

RatingSteps rating_steps(const Eigen::Ref<const Ratings>& ratings) {
  if (ratings.cols() > kMostRatedYears || (ratings >= kMostLevels).any()) {
    throw InputError("ratings must have at most " + std::to_string(kMostRatedYears) +
                     " years and levels below " + std::to_string(kMostLevels));
  }
  const Eigen::Index n = ratings.rows();
  const Codes zero = Codes::Zero(n);
  const Eigen::ArrayXd one = Eigen::ArrayXd::Ones(n);
  RatingSteps out{zero, zero, zero, zero, one, one, one, one, one, one};
  std::map<Times, Tails> known;
  for (Eigen::Index at = 0; at < n; ++at) {
    const std::vector<Code> row = rated(ratings, at);
    out.years[at] = static_cast<Code>(row.size());
    if (row.empty()) continue;
    count_row(row, at, out);
    const Times times = times_of(row);
    auto found = known.find(times);
    if (found == known.end()) found = known.emplace(times, tails_of(times)).first;
    test_row(found->second, at, out);
  }
  return out;
}

}  // namespace lantoa
