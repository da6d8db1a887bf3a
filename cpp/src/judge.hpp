// Judges a block of subjects, rule by rule: each register is read once, in one pass.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "lantoa/verdict.hpp"
#include "links.hpp"
#include "measuring.hpp"
#include "subjects.hpp"

namespace lantoa {

/// Where the bits of a block go: a row per subject.
struct BitRows {
  Eigen::Ref<BitTable> rules;  ///< a column per rule; one that is not asked is met
  Eigen::Ref<BitColumn> all;
  Eigen::Ref<BitColumn> countable;
};

/// Receives every statistic as it is measured.
class Recorder {
 public:
  Recorder() = default;
  Recorder(const Recorder&) = delete;
  Recorder& operator=(const Recorder&) = delete;
  virtual ~Recorder() = default;

  /// @param row   of the block
  /// @param line  of the subject
  virtual void record(Code rule, std::size_t row, std::size_t line, const Measured& measured) = 0;
  /// @param unit     of the lineage, -1 for one that never opened
  /// @param perhaps  the role is blank
  virtual void record_head(Code rule, std::size_t row, Code unit, bool perhaps) = 0;
};

/// Keeps its memory from block to block; one per thread. It borrows facts, plan and links.
class Judge {
 public:
  /// @param links  for heads; null while units are judged
  Judge(const Facts& facts, const Plan& plan, const Links* links);

  /// The bits of every rule and over the gates.
  ///
  /// @param block     all of them units, or all of them people
  /// @param recorder  may be null
  void judge(std::span<const Subject> block, BitRows rows, Recorder* recorder = nullptr);

 private:
  struct Group {
    RuleGroup of;
    std::unique_ptr<Measurer> measurer;  // null where a register is absent
  };

  const Plan& plan_;
  const Links* links_;
  std::vector<Group> groups_;
  std::vector<Measured> found_;

  [[nodiscard]] const Rule& rule(Code number) const { return plan_.rules[Table::index(number)]; }
  void judge_group(std::span<const Subject> block, const Group& group, BitRows& rows,
                   Recorder* recorder);
  void measure(std::span<const Subject> block, const Group& group, std::span<const Code> asked,
               BitRows& rows, Recorder* recorder);
  void count(Code number, BitRows& rows) const;
  void link(std::span<const Subject> block, Code number, BitRows& rows, Recorder* recorder) const;
};

/// Makes the strict bits those of the provisional verdict.
[[nodiscard]] constexpr Bits leave_out_open_years(Bits bits) {
  return static_cast<Bits>((bits & 0xF0) | (bits >> 4));
}

/// Counts the parts of a `k_of` that hold, bit by bit: a bit is set where at least `least` are.
///
/// @param parts  a column of bits for each part, as long as `out`
void count_parts(std::span<const Bits* const> parts, std::int32_t least, std::span<Bits> out);

/// Clears the bits of `with` that `bits` has not.
void intersect(std::span<Bits> with, std::span<const Bits> bits);

}  // namespace lantoa
