// One layer of a cube: everybody's region for one mask of bits that must all be set.
#pragma once

#include <vector>

#include "cubing.hpp"
#include "deciding.hpp"

namespace lantoa {

class Layering {
 public:
  /// @param against  1 for whoever was in before
  Layering(const Measurements::Kept& kept, const std::vector<Axis>& axes, const Joints& joints,
           const Deciding& deciding, Bits mask, const Eigen::Ref<const Codes>& against);

  [[nodiscard]] Layer layer(int sign, int threads);

 private:
  using Alive = std::vector<std::uint8_t>;  // of each row of a block, 0 or 1

  /// Some rows of a block, ascending, with their regions.
  struct Chosen {
    std::vector<Row> rows;
    std::vector<Word> regions;  // rows x words
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

  [[nodiscard]] Alive alive(const Rows& rows, bool are_units) const;
  [[nodiscard]] Chosen everywhere(std::vector<Row> rows) const;
  void restrict(const Rows& rows, bool are_units, Chosen& chosen) const;
  void find_needs();
  [[nodiscard]] std::vector<Word> of_need(Code need, Bits mask) const;
  void inherit_fixed(const Head& head, const std::vector<Code>& needs, Alive& alive) const;
  void inherit(const Head& head, const std::vector<Code>& needs, Chosen& chosen) const;
  template <class Body>
  void for_each_head(const BlockRecord& record, Body body) const;
  [[nodiscard]] Numbered units() const;
  [[nodiscard]] Numbered people(const BlockRecord& record, Eigen::Index first) const;
  [[nodiscard]] bool is_nowhere(std::span<const Word> region) const;
  [[nodiscard]] Numbered numbered(const Chosen& chosen, std::size_t rows, Eigen::Index first,
                                  bool are_units) const;
  [[nodiscard]] Layer merged(int sign, const std::vector<Numbered>& found) const;
};

}  // namespace lantoa
