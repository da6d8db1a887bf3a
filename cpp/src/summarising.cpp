#include <cmath>
#include <functional>
#include <map>
#include <vector>

#include "lantoa/cohort.hpp"

namespace lantoa {
namespace {

using Rows = std::vector<Eigen::Index>;

/// A weighted sum of cells whose weights are estimated too: both move with the subjects.
struct Line {
  double effect = 0;
  Eigen::ArrayXd cells;    // weights
  Eigen::ArrayXd cohorts;  // what the weights add to the influence of a cohort's subjects
};

class Summing {
 public:
  explicit Summing(const GroupTime& cells) : cells_(cells) {}

  [[nodiscard]] Line none() const {
    return {0, Eigen::ArrayXd::Zero(cells_.effect.size()),
            Eigen::ArrayXd::Zero(cells_.first.size())};
  }

  /// Cells by the size of their cohort.
  [[nodiscard]] Line by_size(const Rows& rows) const {
    std::vector<Line> lines;
    std::vector<Code> groups;
    for (const Eigen::Index row : rows) {
      lines.push_back(none());
      lines.back().effect = cells_.effect[row];
      lines.back().cells[row] = 1;
      groups.push_back(cells_.group[row]);
    }
    return by_size(lines, groups);
  }

  [[nodiscard]] Line by_size(const std::vector<Line>& lines,
                             const std::vector<Code>& groups) const {
    double all = 0;
    for (const Code group : groups) all += size_of(group);
    Line out = none();
    for (std::size_t at = 0; at < lines.size(); ++at) {
      add(lines[at], size_of(groups[at]) / all, out);
    }
    for (std::size_t at = 0; at < lines.size(); ++at) {
      out.cohorts[cohort_of(groups[at])] += cells_.subjects / all * (lines[at].effect - out.effect);
    }
    return out;
  }

  [[nodiscard]] Line plain(const std::vector<Line>& lines) const {
    Line out = none();
    for (const Line& line : lines) add(line, 1.0 / static_cast<double>(lines.size()), out);
    return out;
  }

  [[nodiscard]] Line plain(const Rows& rows) const {
    Line out = none();
    for (const Eigen::Index row : rows) {
      out.cells[row] = 1.0 / static_cast<double>(rows.size());
      out.effect += cells_.effect[row] * out.cells[row];
    }
    return out;
  }

  [[nodiscard]] double error_of(const Line& line) const {
    double sum = 0;
    for (Eigen::Index one = 0; one < line.cells.size(); ++one) {
      if (line.cells[one] == 0) continue;
      for (Eigen::Index other = 0; other < line.cells.size(); ++other) {
        sum += line.cells[one] * line.cells[other] * cells_.product(one, other);
      }
      for (Eigen::Index k = 0; k < line.cohorts.size(); ++k) {
        sum += 2 * line.cells[one] * line.cohorts[k] * cells_.sum(one, k);
      }
    }
    for (Eigen::Index k = 0; k < line.cohorts.size(); ++k) {
      sum += cells_.size[k] * line.cohorts[k] * line.cohorts[k];
    }
    return std::sqrt(std::max(sum, 0.0)) / cells_.subjects;
  }

 private:
  static void add(const Line& line, double weight, Line& out) {
    out.effect += weight * line.effect;
    out.cells += weight * line.cells;
    out.cohorts += weight * line.cohorts;
  }

  [[nodiscard]] Eigen::Index cohort_of(Code group) const {
    Eigen::Index k = 0;
    while (cells_.first[k] != group) ++k;
    return k;
  }

  [[nodiscard]] double size_of(Code group) const { return cells_.size[cohort_of(group)]; }

  const GroupTime& cells_;
};

Code key_of(const GroupTime& cells, Eigen::Index at, Summary by) {
  if (by == Summary::kSimple) return 0;
  if (by == Summary::kGroup) return cells.group[at];
  return by == Summary::kCalendar ? cells.period[at] : cells.period[at] - cells.group[at];
}

/// The cells of each key; those before exposure belong to the dynamic summary only.
std::map<Code, Rows> keyed(const GroupTime& cells, Summary by) {
  std::map<Code, Rows> out;
  for (Eigen::Index at = 0; at < cells.effect.size(); ++at) {
    if (by != Summary::kDynamic && cells.period[at] < cells.group[at]) continue;
    out[key_of(cells, at, by)].push_back(at);
  }
  return out;
}

}  // namespace

Summarised summarised(const GroupTime& cells, Summary by) {
  const Summing sums(cells);
  std::vector<Line> lines;
  std::vector<Line> counted;
  std::vector<Code> at;
  Summarised out;
  for (const auto& [key, rows] : keyed(cells, by)) {
    lines.push_back(by == Summary::kGroup ? sums.plain(rows) : sums.by_size(rows));
    at.push_back(key);
    if (by == Summary::kDynamic && key < 0) continue;
    counted.push_back(lines.back());
    out.cells += static_cast<Code>(rows.size());
  }
  if (!counted.empty()) {
    const Line overall = by == Summary::kGroup ? sums.by_size(lines, at) : sums.plain(counted);
    out.overall = overall.effect;
    out.overall_error = sums.error_of(overall);
  }
  if (by == Summary::kSimple) lines.clear();
  const auto count = std::ssize(lines);
  out.at = Eigen::Map<const Codes>(at.data(), count);
  out.effect = out.error = Eigen::ArrayXd(count);
  for (Eigen::Index line = 0; line < count; ++line) {
    out.effect[line] = lines[static_cast<std::size_t>(line)].effect;
    out.error[line] = sums.error_of(lines[static_cast<std::size_t>(line)]);
  }
  return out;
}

}  // namespace lantoa
