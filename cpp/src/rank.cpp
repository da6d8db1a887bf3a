#include "lantoa/rank.hpp"

#include <algorithm>
#include <span>
#include <string>
#include <vector>

#include "lantoa/error.hpp"

namespace lantoa {
namespace {

/// One row of numbers in one of two tables.
struct Key {
  const Points* table;
  Eigen::Index row;
};

/// Whether the first stands before the second.
bool before(const Key& one, const Key& other) {
  for (Eigen::Index column = 0; column < one.table->cols(); ++column) {
    const std::int64_t a = (*one.table)(one.row, column);
    const std::int64_t b = (*other.table)(other.row, column);
    if (a != b) return a > b;
  }
  return false;
}

void check(const Contest& contest) {
  const Eigen::Index n = contest.group.size();
  if (contest.entry.size() != n || contest.low.rows() != n || contest.high.rows() != n ||
      contest.low.cols() != contest.high.cols()) {
    throw InputError("group, entry, low and high must have a row for each of " + std::to_string(n) +
                     " subjects, low and high as many columns");
  }
  for (Eigen::Index row = 0; row < n; ++row) {
    if ((contest.high.row(row).array() < contest.low.row(row).array()).any()) {
      throw InputError("row " + std::to_string(row) + ": high lies below low");
    }
  }
}

/// The rows of one group, in the order of a table.
class Order {
 public:
  explicit Order(const Points& table) : table_(table) {}

  void add(Eigen::Index row) { rows_.push_back(row); }
  void sort() {
    std::ranges::sort(rows_, [this](Eigen::Index a, Eigen::Index b) {
      return before({&table_, a}, {&table_, b});
    });
  }
  /// How many stand before a key.
  [[nodiscard]] Code ahead_of(const Key& key) const {
    const auto end = std::ranges::partition_point(
        rows_, [&](Eigen::Index row) { return before({&table_, row}, key); });
    return static_cast<Code>(end - rows_.begin());
  }
  /// How many do not stand behind it.
  [[nodiscard]] Code not_behind(const Key& key) const {
    const auto end = std::ranges::partition_point(
        rows_, [&](Eigen::Index row) { return !before(key, {&table_, row}); });
    return static_cast<Code>(end - rows_.begin());
  }

 private:
  const Points& table_;
  std::vector<Eigen::Index> rows_;
};

/// The members of each group, by group.
std::vector<std::vector<Eigen::Index>> grouped(const Contest& contest) {
  std::vector<std::vector<Eigen::Index>> groups;
  for (Eigen::Index row = 0; row < contest.group.size(); ++row) {
    const Code group = contest.group[row];
    if (group < 0 || contest.entry[row] == static_cast<Code>(Entry::kOut)) continue;
    if (groups.size() <= Table::index(group)) groups.resize(Table::index(group) + 1);
    groups[Table::index(group)].push_back(row);
  }
  return groups;
}

void rank_group(const Contest& contest, std::span<const Eigen::Index> members, Places& out) {
  Order sure(contest.low);       // those who are in, by what is on record
  Order possible(contest.high);  // all who may be in, at their best
  const auto is_in = [&](Eigen::Index row) {
    return contest.entry[row] == static_cast<Code>(Entry::kIn);
  };
  for (const Eigen::Index row : members) {
    if (is_in(row)) sure.add(row);
    possible.add(row);
  }
  sure.sort();
  possible.sort();
  for (const Eigen::Index row : members) {
    const Key low{&contest.low, row};
    const Key high{&contest.high, row};
    out.best[row] = 1 + sure.ahead_of(high);
    // At its best it may stand before itself on record: it is no rival of its own.
    out.worst[row] = 1 + possible.ahead_of(low) - (before(high, low) ? 1 : 0);
    if (!is_in(row)) continue;
    out.place[row] = 1 + sure.ahead_of(low);
    out.tied[row] = 1 + sure.not_behind(low) - out.place[row];
  }
}

}  // namespace

Places rank(const Contest& contest) {
  check(contest);
  const Codes none = Codes::Zero(contest.group.size());
  Places out{none, none, none, none};
  for (const auto& members : grouped(contest)) rank_group(contest, members, out);
  return out;
}

}  // namespace lantoa
