#include "lantoa/parting.hpp"

#include <algorithm>
#include <span>
#include <string>
#include <vector>

#include "keys.hpp"
#include "lantoa/error.hpp"

namespace lantoa {
namespace {

void check(const Contest& contest) {
  const Eigen::Index n = contest.group.size();
  if (contest.entry.size() != n || contest.low.rows() != n || contest.low.cols() == 0) {
    throw InputError("group, entry and low must have a row for each of " + std::to_string(n) +
                     " subjects, low a column of points at least");
  }
}

/// Those who are in, by their points.
Keys by_points(const Contest& contest) {
  Contest asked{contest.group, contest.entry, contest.low.leftCols(1), {}};
  for (Eigen::Index row = 0; row < asked.entry.size(); ++row) {
    const bool is_in = asked.entry[row] == static_cast<Code>(Entry::kIn);
    if (!is_in || is_blank(asked.group[row])) asked.entry[row] = static_cast<Code>(Entry::kOut);
    if (is_in && asked.low(row, 0) == kNoNumber) {
      throw InputError("row " + std::to_string(row) + " is in and has no points");
    }
  }
  asked.high = asked.low;
  return keys_of(asked);
}

class Chain {
 public:
  Chain(const Points& numbers, Parted& out) : numbers_(numbers), out_(out) {}

  /// Begins a group.
  void begin() { steps_ = 0; }

  /// Parts those who are equal up to a column; `by` parted them from others.
  void part(std::span<Code> rows, Eigen::Index column, Code by) {
    const auto number = [&](Code row) { return numbers_(row, column); };
    const bool is_over = rows.size() == 1 || column == numbers_.cols();
    if (is_over) return settle(rows, by, kBlank);
    if (std::ranges::count(rows, kNoNumber, number) > 0) {
      return settle(rows, by, static_cast<Code>(column));
    }
    std::ranges::sort(rows, std::ranges::greater{}, number);
    for (std::size_t first = 0, last = 0; first < rows.size(); first = last) {
      while (last < rows.size() && number(rows[last]) == number(rows[first])) ++last;
      const bool is_parted = last - first < rows.size();
      part(rows.subspan(first, last - first), column + 1,
           is_parted ? static_cast<Code>(column) : by);
    }
  }

 private:
  const Points& numbers_;
  Parted& out_;
  Code steps_ = 0;

  void settle(std::span<const Code> rows, Code by, Code stopped) {
    ++steps_;
    for (const Code row : rows) {
      out_.step[row] = steps_;
      out_.by[row] = by;
      out_.stopped[row] = stopped;
    }
  }
};

}  // namespace

Parted part(const Contest& contest) {
  check(contest);
  const Keys keys = by_points(contest);
  const Codes none = Codes::Zero(contest.group.size());
  Parted out{none, none, Codes::Constant(none.size(), kBlank)};
  Chain chain(contest.low, out);
  std::vector<Code> rows(keys.low.size());
  std::ranges::transform(keys.low, rows.begin(), &Keyed::row);
  for (std::size_t first = 0, last = 0; first < rows.size(); first = last) {
    const Key key = keys.low[first].key;
    const bool is_new = first == 0 || keys.start_of(keys.low[first - 1].key) != keys.start_of(key);
    if (is_new) chain.begin();
    while (last < rows.size() && keys.low[last].key == key) ++last;
    chain.part(std::span(rows).subspan(first, last - first), 1, 0);
  }
  return out;
}

}  // namespace lantoa
