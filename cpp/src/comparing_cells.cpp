#include "comparing_cells.hpp"

#include <algorithm>
#include <string>

#include "lantoa/error.hpp"

namespace lantoa {
namespace {

Code base_of(Code first, Code period, const Comparison& how) {
  const Code last_clean = first - 1 - how.anticipation;
  return how.base == Base::kVarying && period <= last_clean ? period - 1 : last_clean;
}

bool is_control(Code first, const Cell& cell, const Comparison& how) {
  if (first == kNeverExposed) return true;
  return how.controls == Controls::kNotYet &&
         first > std::max(cell.period, cell.base) + how.anticipation;
}

}  // namespace

std::vector<Cell> cells_of(const Codes& first, const Codes& size, Eigen::Index periods,
                           const Comparison& how) {
  if (how.anticipation < 0) {
    throw InputError("anticipation must be 0 or more, not " + std::to_string(how.anticipation));
  }
  std::vector<Cell> out;
  for (Eigen::Index k = 0; k < first.size(); ++k) {
    if (first[k] == kNeverExposed) continue;
    for (Code period = 1; period <= periods; ++period) {
      Cell cell{k, period, base_of(first[k], period, how), {}, 0};
      if (cell.base < 1 || cell.base == period) continue;
      for (Eigen::Index other = 0; other < first.size(); ++other) {
        if (other == k || !is_control(first[other], cell, how)) continue;
        cell.controls.push_back(other);
        cell.control_size += size[other];
      }
      if (!cell.controls.empty()) out.push_back(cell);
    }
  }
  return out;
}

GroupTime empty_cells(const std::vector<Cell>& cells, const Codes& first, const Codes& size,
                      const Comparison& how) {
  const auto count = std::ssize(cells);
  GroupTime out;
  out.group = out.period = out.base = out.treated = out.controls = Codes::Zero(count);
  out.effect = out.error = Eigen::ArrayXd::Zero(count);
  out.product = Eigen::ArrayXXd::Zero(count, count);
  out.sum = Eigen::ArrayXXd::Zero(count, first.size());
  out.first = first;
  out.size = size;
  out.anticipation = how.anticipation;
  for (Eigen::Index k = 0; k < first.size(); ++k) out.subjects += first[k] == 1 ? 0 : size[k];
  for (Eigen::Index at = 0; at < count; ++at) {
    const Cell& cell = cells[static_cast<std::size_t>(at)];
    out.group[at] = first[cell.cohort];
    out.period[at] = cell.period;
    out.base[at] = cell.base;
    out.treated[at] = size[cell.cohort];
    out.controls[at] = static_cast<Code>(cell.control_size);
  }
  return out;
}

}  // namespace lantoa
