#include "lantoa/rank.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "keys.hpp"
#include "lantoa/error.hpp"

namespace lantoa {
namespace {

void check(const Contest& contest) {
  const Eigen::Index n = contest.group.size();
  if (contest.entry.size() != n || contest.low.rows() != n || contest.high.rows() != n ||
      contest.low.cols() != contest.high.cols()) {
    throw InputError("group, entry, low and high must have a row for each of " + std::to_string(n) +
                     " subjects, low and high as many columns");
  }
  for (Eigen::Index column = 0; column < contest.low.cols(); ++column) {
    for (Eigen::Index row = 0; row < n; ++row) {
      if (contest.high(row, column) < contest.low(row, column)) {
        throw InputError("row " + std::to_string(row) + ": high lies below low");
      }
    }
  }
}

/// Whose keys are counted: smaller ones stand before.
using Pool = std::vector<Key>;

/// Of those who are asked, how many of a pool stand before them, or do not stand behind them.
///
/// @param asked  sorted as `Keys` are, as is the pool
/// @param out    by row, only of those who are asked
void count(const Keys& keys, const std::vector<Keyed>& asked, const Pool& pool, bool equals_too,
           Codes& out) {
  std::size_t at = 0;       // how many of the pool stand before, all groups together
  std::size_t earlier = 0;  // how many are of an earlier group
  for (const Keyed& one : asked) {
    const Key start = keys.start_of(one.key);
    while (earlier < pool.size() && pool[earlier] < start) ++earlier;
    while (at < pool.size() && (pool[at] < one.key || (equals_too && pool[at] == one.key))) ++at;
    out[one.row] = static_cast<Code>(at - earlier);
  }
}

/// Adds those who may be of any group to the rivals that everybody may have.
void count_anywhere(const Keys& keys, Places& out) {
  if (keys.anywhere.empty()) return;
  const auto begin = keys.anywhere.begin();
  for (const Keyed& one : keys.low) {
    const Key key = one.key - keys.start_of(one.key);
    out.worst[one.row] += static_cast<Code>(std::ranges::lower_bound(keys.anywhere, key) - begin);
    out.last_worst[one.row] +=
        static_cast<Code>(std::ranges::upper_bound(keys.anywhere, key) - begin);
  }
}

/// The keys of those whose entry is one of some.
template <typename Chosen>
Pool pool_of(const Contest& contest, const std::vector<Keyed>& sorted, Chosen&& chosen) {
  Pool found;
  for (const Keyed& one : sorted) {
    if (chosen(static_cast<Entry>(contest.entry[one.row]))) found.push_back(one.key);
  }
  return found;
}

/// Puts right what counting everybody of a pool got wrong about the one who asks.
void leave_out_itself(const Contest& contest, const Keys& keys, Places& out) {
  std::vector<Key> low(static_cast<std::size_t>(contest.group.size()));
  for (const Keyed& one : keys.low) low[Table::index(one.row)] = one.key;
  for (const Keyed& best : keys.high) {
    const Code row = best.row;
    const Key key = low[Table::index(row)];
    const auto entry = static_cast<Entry>(contest.entry[row]);
    // At its best it may stand before itself on record: it is no rival of its own.
    out.worst[row] += 1 - (best.key < key ? 1 : 0);
    out.best[row] += 1;
    out.last_best[row] += 1 - (entry == Entry::kIn && best.key == key ? 1 : 0);
    const bool has_place = entry == Entry::kIn || entry == Entry::kSoFar;
    out.tied[row] = has_place ? out.tied[row] - out.place[row] : 0;
    out.place[row] = has_place ? out.place[row] + 1 : 0;
  }
}

/// Counts the different keys of those on record, up to each of them.
void count_steps(const Contest& contest, const Keys& keys, Codes& out) {
  Key start = 0;  // of the group
  Key seen = 0;   // the last key that was counted
  Code steps = 0;
  for (const Keyed& one : keys.low) {
    const auto entry = static_cast<Entry>(contest.entry[one.row]);
    if (entry != Entry::kIn && entry != Entry::kSoFar) continue;
    const bool is_first = steps == 0 || keys.start_of(one.key) != start;
    if (is_first) start = keys.start_of(one.key);
    if (is_first || one.key != seen) steps = is_first ? 1 : steps + 1;
    seen = one.key;
    out[one.row] = steps;
  }
}

/// Places where nothing is open: every interval is the place itself.
Places settled(const Contest& contest, const Keys& keys) {
  const Codes none = Codes::Zero(contest.group.size());
  Places out{none, none, none, none, none, none, none};
  for (std::size_t first = 0, last = 0, start = 0; first < keys.low.size(); first = last) {
    const Key key = keys.low[first].key;
    if (keys.start_of(key) != keys.start_of(keys.low[start].key)) start = first;
    while (last < keys.low.size() && keys.low[last].key == key) ++last;
    for (std::size_t at = first; at < last; ++at) {
      out.place[keys.low[at].row] = static_cast<Code>(1 + first - start);
      out.tied[keys.low[at].row] = static_cast<Code>(last - first);
    }
  }
  count_steps(contest, keys, out.step);
  out.best = out.place;
  out.worst = out.place;
  out.last_best = (out.place + out.tied).array().max(1) - 1;
  out.last_worst = out.last_best;
  return out;
}

bool is_settled(const Contest& contest, const Keys& keys) {
  const auto is_in = [&](const Keyed& one) {
    return contest.entry[one.row] == static_cast<Code>(Entry::kIn);
  };
  return keys.is_settled && keys.anywhere.empty() && std::ranges::all_of(keys.low, is_in);
}

/// Places and the interval of each.
Places open(const Contest& contest, const Keys& keys) {
  const auto is_in = [](Entry entry) { return entry == Entry::kIn; };
  const auto on_record = [](Entry entry) { return entry == Entry::kIn || entry == Entry::kSoFar; };
  const auto anybody = [](Entry) { return true; };
  const Pool sure = pool_of(contest, keys.low, is_in);
  const Pool seen = pool_of(contest, keys.low, on_record);
  const Pool possible = pool_of(contest, keys.high, anybody);

  const Codes none = Codes::Zero(contest.group.size());
  Places out{none, none, none, none, none, none, none};
  count(keys, keys.low, seen, false, out.place);
  count(keys, keys.low, seen, true, out.tied);
  count(keys, keys.high, sure, false, out.best);
  count(keys, keys.high, sure, true, out.last_best);
  count(keys, keys.low, possible, false, out.worst);
  count(keys, keys.low, possible, true, out.last_worst);
  leave_out_itself(contest, keys, out);
  count_anywhere(keys, out);
  count_steps(contest, keys, out.step);
  return out;
}

}  // namespace

Places rank(const Contest& contest) {
  check(contest);
  const Keys keys = keys_of(contest);
  return is_settled(contest, keys) ? settled(contest, keys) : open(contest, keys);
}

Codes shared(const Places& places, TieRule tie_rule) {
  if (tie_rule == TieRule::kMin) return places.place;
  if (tie_rule == TieRule::kDense) return places.step;
  return (places.place + places.tied).array().max(1) - 1;
}

Eigen::VectorXd average_ranks(const Places& places) {
  constexpr double kHalf = 0.5;
  const Codes others = places.tied.array().max(1) - 1;
  return places.place.cast<double>() + kHalf * others.cast<double>();
}

}  // namespace lantoa
