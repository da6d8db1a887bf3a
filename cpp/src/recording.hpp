// The statistics of a block of subjects, each different one kept once.
#pragma once

#include <vector>

#include "judge.hpp"

namespace lantoa {

using Row = std::uint32_t;  ///< of a block

/// One unit that somebody heads, or perhaps heads.
struct Head {
  std::size_t row = 0;
  Code unit = 0;
  bool perhaps = false;
};

class BlockRecord : public Recorder {
 public:
  BlockRecord(const Plan& plan, std::span<const Subject> subjects);

  void record(Code rule, std::size_t row, std::size_t line, const Measured& measured) override;
  void record_head(Code rule, std::size_t row, Code unit, bool perhaps) override;

  /// Whether some statistic of a rule was recorded; else its bits are the same at any threshold.
  [[nodiscard]] bool has(Code rule) const { return !statistics_[Table::index(rule)].code.empty(); }
  [[nodiscard]] std::size_t rows() const { return first_line_.size() - 1; }
  [[nodiscard]] const std::vector<Head>& heads(Code rule) const {
    return heads_[Table::index(rule)];
  }

  /// The bits of a rule at a threshold, by row; a merged unit's lines are combined.
  void gate_all(const Policy& policy, Code rule, std::int32_t threshold, std::span<Bits> out) const;

  /// Of some rows a bit for every threshold at which all bits of a mask are set.
  ///
  /// @param thresholds  at most 64
  [[nodiscard]] std::vector<std::uint64_t> reach(const Policy& policy, Code rule,
                                                 const Codes& thresholds, Bits mask,
                                                 std::span<const Row> rows) const;

 private:
  /// The statistics of one rule: which of the different ones each line has.
  struct Statistics {
    std::vector<Measured> different;
    std::vector<std::int32_t> code;   // by line, -1 where the rule is not asked of the line
    std::vector<std::int32_t> slots;  // a hash table of `different`, -1 where free

    std::int32_t code_of(const Measured& measured);
    /// The bits of each different one at a threshold.
    [[nodiscard]] std::vector<Bits> gated(std::int32_t threshold) const;
    void grow();
    [[nodiscard]] std::size_t slot_of(const Measured& measured) const;
  };

  /// The bits of a row, from those of each different statistic.
  [[nodiscard]] Bits bits_of(const Policy& policy, const Statistics& statistics,
                             const std::vector<Bits>& gated, std::size_t row) const;

  std::vector<std::size_t> first_line_;  // of each row, and the number of lines
  std::vector<Statistics> statistics_;   // by rule
  std::vector<std::vector<Head>> heads_;
};

}  // namespace lantoa
