#include "weighed.hpp"

#include <algorithm>
#include <cstddef>
#include <map>
#include <numeric>
#include <string>
#include <utility>

#include "lantoa/error.hpp"

namespace lantoa {
namespace {

constexpr std::size_t kMostCriteria = 16;
constexpr std::int64_t kMostPoints = std::int64_t{1} << 24U;
constexpr std::int64_t kMostWeight = std::int64_t{1} << 34U;  // of all together

void check(const Sway& sway) {
  const std::size_t m = sway.weights.size();
  if (m < 1 || m > kMostCriteria || sway.spread.size() != m) {
    throw InputError("weights and spread must be of the same 1 to 16 criteria, not of " +
                     std::to_string(m) + " and " + std::to_string(sway.spread.size()));
  }
  std::int64_t total = 0;
  for (std::size_t j = 0; j < m; ++j) {
    if (sway.spread[j] < 0 || sway.spread[j] > sway.weights[j] || sway.weights[j] > kMostWeight) {
      throw InputError("weight " + std::to_string(j) + ": expected 0 <= spread <= weight <= 2^34");
    }
    total += sway.weights[j];
  }
  if (total > kMostWeight) throw InputError("the weights must sum to 2^34 at the most");
}

void check(const Weighed& weighed, std::size_t criteria) {
  const Eigen::Index n = weighed.contest.group.size();
  const auto m = static_cast<Eigen::Index>(criteria);
  const auto fits = [&](const Points& points) { return points.rows() == n && points.cols() == m; };
  if (weighed.contest.entry.size() != n || weighed.contest.low.rows() != n ||
      weighed.contest.high.rows() != n ||
      weighed.contest.low.cols() != weighed.contest.high.cols() || !fits(weighed.low) ||
      !fits(weighed.high)) {
    throw InputError("the contest, low and high must have a row for each of " + std::to_string(n) +
                     " subjects, low and high a column for each of " + std::to_string(m) +
                     " criteria");
  }
  if (n == 0) return;
  if (weighed.low.minCoeff() < 0 || weighed.high.maxCoeff() > kMostPoints ||
      (weighed.high - weighed.low).minCoeff() < 0) {
    throw InputError("points: expected 0 <= low <= high <= " + std::to_string(kMostPoints));
  }
}

void check(const Weighed& weighed, const Seats& seats) {
  const Eigen::Index groups = seats.on_record.size();
  if (seats.low.size() != groups || seats.high.size() != groups) {
    throw InputError("seats on record, low and high must be of the same groups");
  }
  for (Eigen::Index group = 0; group < groups; ++group) {
    if (seats.on_record[group] == kBlank) continue;
    if (seats.low[group] < 0 || seats.low[group] > seats.on_record[group] ||
        seats.on_record[group] > seats.high[group]) {
      throw InputError("group " + std::to_string(group) +
                       ": seats must grow from low over on record to high");
    }
  }
  for (Eigen::Index row = 0; row < weighed.contest.group.size(); ++row) {
    if (weighed.contest.group[row] >= groups) {
      throw InputError("row " + std::to_string(row) + ": its group has no entry in seats");
    }
  }
}

}  // namespace

void check(const Weighed& weighed, const Sway& sway, const Seats& seats) {
  check(sway);
  check(weighed, sway.weights.size());
  check(weighed, seats);
}

std::vector<GroupRows> group_rows(const Weighed& weighed, const Seats& seats) {
  std::map<Code, std::vector<Code>> groups;
  std::vector<Code> anywhere;
  for (Code row = 0; row < static_cast<Code>(weighed.contest.group.size()); ++row) {
    const Code group = weighed.contest.group[row];
    if (weighed.contest.entry[row] == static_cast<Code>(Entry::kOut)) continue;
    if (group == kUnreadable) anywhere.push_back(row);
    if (group >= 0 && seats.on_record[group] != kBlank) groups[group].push_back(row);
  }
  std::vector<GroupRows> out;
  for (auto& [group, rows] : groups) {
    rows.insert(rows.end(), anywhere.begin(), anywhere.end());
    out.push_back({{seats.on_record[group], seats.low[group], seats.high[group]}, std::move(rows)});
  }
  return out;
}

}  // namespace lantoa
