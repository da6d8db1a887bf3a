// One layer of a cube: everybody's region for one mask of bits that must all be set.
#pragma once

#include <vector>

#include "cubing.hpp"

namespace lantoa {

/// What decides: gates without links, and links with what they need.
struct Deciding {
  std::vector<Code> gates;
  std::vector<Code> links;
  std::vector<std::vector<Code>> needs;  // of each link
  std::vector<Code> all;                 // gates and needs

  Deciding(const Plan& plan, bool countable_only);
};

class Layering {
 public:
  /// @param against  1 for whoever was in before
  Layering(const Measurements::Kept& kept, const std::vector<Axis>& axes, const Joints& joints,
           const Deciding& deciding, Bits mask, const Eigen::Ref<const Codes>& against);

  [[nodiscard]] Layer layer(int sign, int threads);

 private:
  /// The regions of the rows of one block; no word of a dead one is read.
  struct Block {
    std::vector<Word> regions;
    std::vector<std::uint8_t> alive;
  };
  /// What one block found, numbered by itself.
  struct Numbered {
    Numbering keys;
    std::vector<Code> of_row;
    std::vector<std::int64_t> counts;  // keys x kCountColumns
  };

  const Measurements::Kept& kept_;
  const Joints& joints_;
  const Deciding& deciding_;
  Reaching reaching_;
  Bits mask_;
  const Eigen::Ref<const Codes>& against_;
  std::size_t words_;
  std::vector<std::vector<Word>> needs_;          // by rule, regions of the units of the lineage
  std::vector<std::vector<Word>> perhaps_needs_;  // the same at the worst filling alone

  [[nodiscard]] const Rule& rule(Code number) const {
    return kept_.plan.rules[Table::index(number)];
  }
  [[nodiscard]] Code joint_of(Code number) const { return joints_.of_rule[Table::index(number)]; }
  [[nodiscard]] const Joint& joint(Code number) const {
    return joints_.joints[Table::index(joint_of(number))];
  }
  /// What must hold of a unit that is perhaps not headed at all.
  [[nodiscard]] Bits perhaps_mask() const { return static_cast<Bits>(mask_ & ~kUnknownBits); }

  [[nodiscard]] Block everywhere(std::size_t rows) const;
  void restrict(const Rows& rows, bool are_units, Block& block) const;
  void find_needs();
  [[nodiscard]] std::vector<Word> of_need(Code need, Bits mask) const;
  void inherit(const Head& head, const std::vector<Code>& needs, Block& block) const;
  [[nodiscard]] Numbered units() const;
  [[nodiscard]] Numbered people(const BlockRecord& record, Eigen::Index first) const;
  [[nodiscard]] bool is_nowhere(std::span<const Word> region) const;
  [[nodiscard]] Numbered numbered(const Block& block, Eigen::Index first, bool are_units) const;
  [[nodiscard]] Layer merged(int sign, const std::vector<Numbered>& found) const;
};

}  // namespace lantoa
