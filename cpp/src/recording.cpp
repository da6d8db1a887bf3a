#include "recording.hpp"

#include <algorithm>
#include <bit>

namespace lantoa {
namespace {

constexpr std::size_t kFewest = 64;  // slots; a power of two

std::size_t hash_of(const Measured& m) {
  std::uint64_t hash = m.also | (m.provisional_open ? 0x100U : 0U);
  for (const std::int32_t part :
       {m.worst_lo, m.worst_hi, m.best_lo, m.best_hi, m.provisional_worst, m.provisional_best}) {
    hash = (hash ^ static_cast<std::uint32_t>(part)) * 0x9E3779B97F4A7C15U;
    hash ^= hash >> 32U;
  }
  return hash;
}

}  // namespace

BlockRecord::BlockRecord(const Plan& plan, std::span<const Subject> subjects)
    : statistics_(plan.rules.size()), heads_(plan.rules.size()) {
  first_line_.reserve(subjects.size() + 1);
  first_line_.push_back(0);
  for (const Subject& subject : subjects) {
    first_line_.push_back(first_line_.back() + subject.lines());
  }
}

void BlockRecord::record(Code rule, std::size_t row, std::size_t line, const Measured& measured) {
  Statistics& statistics = statistics_[Table::index(rule)];
  if (statistics.code.empty()) statistics.code.assign(first_line_.back(), -1);
  statistics.code[first_line_[row] + line] = statistics.code_of(measured);
}

void BlockRecord::record_head(Code rule, std::size_t row, Code unit, bool perhaps) {
  heads_[Table::index(rule)].push_back({row, unit, perhaps});
}

std::int32_t BlockRecord::Statistics::code_of(const Measured& measured) {
  if (2 * different.size() >= slots.size()) grow();
  std::int32_t& slot = slots[slot_of(measured)];
  if (slot < 0) {
    slot = static_cast<std::int32_t>(different.size());
    different.push_back(measured);
  }
  return slot;
}

/// Where a statistic is, or would go.
std::size_t BlockRecord::Statistics::slot_of(const Measured& measured) const {
  const std::size_t mask = slots.size() - 1;
  std::size_t at = hash_of(measured) & mask;
  while (slots[at] >= 0 && different[Table::index(slots[at])] != measured) at = (at + 1) & mask;
  return at;
}

void BlockRecord::Statistics::grow() {
  slots.assign(std::max(kFewest, 2 * slots.size()), -1);
  for (std::size_t i = 0; i < different.size(); ++i) {
    slots[slot_of(different[i])] = static_cast<std::int32_t>(i);
  }
}

void BlockRecord::gate_all(const Policy& policy, Code rule, std::int32_t threshold,
                           std::span<Bits> out) const {
  const Statistics& statistics = statistics_[Table::index(rule)];
  const std::vector<Bits> gated = statistics.gated(threshold);
  for (std::size_t row = 0; row < out.size(); ++row) {
    out[row] = bits_of(policy, statistics, gated, row);
  }
}

std::vector<std::uint64_t> BlockRecord::reach(const Policy& policy, Code rule,
                                              const Codes& thresholds, Bits mask,
                                              std::span<const Row> rows) const {
  const Statistics& statistics = statistics_[Table::index(rule)];
  std::vector<std::vector<Bits>> gated;                              // of each threshold
  std::vector<std::uint64_t> alone(statistics.different.size(), 0);  // of a row of one line
  for (Eigen::Index i = 0; i < thresholds.size(); ++i) {
    gated.push_back(statistics.gated(thresholds[i]));
    for (std::size_t code = 0; code < alone.size(); ++code) {
      const Bits bits = gated.back()[code];
      const Bits left = policy.leave_out_open_years ? leave_out_open_years(bits) : bits;
      if ((left & mask) == mask) alone[code] |= std::uint64_t{1} << static_cast<unsigned>(i);
    }
  }
  std::vector<std::uint64_t> out(rows.size(), 0);
  for (std::size_t at = 0; at < out.size(); ++at) {
    const std::size_t row = rows[at];
    if (first_line_[row] + 1 == first_line_[row + 1]) {
      out[at] = alone[Table::index(statistics.code[first_line_[row]])];
      continue;
    }
    for (std::size_t i = 0; i < gated.size(); ++i) {
      const bool holds = (bits_of(policy, statistics, gated[i], row) & mask) == mask;
      if (holds) out[at] |= std::uint64_t{1} << i;
    }
  }
  return out;
}

std::vector<Bits> BlockRecord::Statistics::gated(std::int32_t threshold) const {
  std::vector<Bits> out;
  out.reserve(different.size());
  for (const Measured& measured : different) out.push_back(gate(measured, threshold));
  return out;
}

Bits BlockRecord::bits_of(const Policy& policy, const Statistics& statistics,
                          const std::vector<Bits>& gated, std::size_t row) const {
  const bool any = policy.merged == Merged::kAny;
  Bits bits = gated[Table::index(statistics.code[first_line_[row]])];
  for (std::size_t line = first_line_[row] + 1; line < first_line_[row + 1]; ++line) {
    if (statistics.code[line] < 0) break;  // judgements are asked of the first line only
    const Bits of_line = gated[Table::index(statistics.code[line])];
    bits = any ? bits | of_line : bits & of_line;
  }
  return policy.leave_out_open_years ? leave_out_open_years(bits) : bits;
}

}  // namespace lantoa
