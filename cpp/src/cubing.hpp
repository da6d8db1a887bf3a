// Making a cube from the statistics that an evaluation left behind.
#pragma once

#include <vector>

#include "kept.hpp"
#include "lantoa/cube.hpp"
#include "regions.hpp"

namespace lantoa {

/// Which joint, if any, the bits of each rule depend on.
struct Joints {
  std::vector<Joint> joints;
  std::vector<Code> of_rule;  // kBlank: its bits are the same in every cell
};

/// @param deciding  gates, and what a head's unit must meet
[[nodiscard]] Joints joints_of(const Plan& plan, const std::vector<Axis>& axes,
                               const std::vector<Code>& deciding);

/// The rows of one block, and where their bits under the thresholds in force are.
struct Rows {
  const BlockRecord& record;
  const BitTable& bits;
  Eigen::Index first = 0;

  [[nodiscard]] std::size_t size() const { return record.rows(); }
  [[nodiscard]] std::span<const Bits> column(Code rule) const {
    return {bits.col(rule).data() + first, size()};
  }
};

/// The regions of some rows, one after the other: those of one joint in each.
struct Regions {
  std::span<Word> words;
  std::size_t stride = 1;  // words of a row
  std::size_t first = 0;   // of the joint

  [[nodiscard]] Word& of(std::size_t row, std::size_t word) const {
    return words[(row * stride) + first + word];
  }
};

/// In which cells of a joint all bits of a mask are set, rule by rule.
class Reaching {
 public:
  Reaching(const Plan& plan, const std::vector<Axis>& axes, const Joints& joints);

  /// Takes from each chosen row's region the cells in which a rule does not hold.
  void restrict(const Rows& rows, Code rule, Bits mask, std::span<const Row> chosen,
                const Regions& regions) const;

 private:
  const Plan& plan_;
  const std::vector<Axis>& axes_;
  const Joints& joints_;
  std::vector<Code> axis_of_;  // by rule, kBlank: not varied

  [[nodiscard]] const Rule& rule(Code number) const { return plan_.rules[Table::index(number)]; }
  void bits_at(const Rows& rows, Code number, const std::vector<std::int32_t>& thresholds,
               std::vector<Bits>& out) const;
  [[nodiscard]] std::vector<std::int32_t> thresholds_at(const Joint& joint, std::size_t cell) const;
};

/// Makes the cube of what was kept.
///
/// @throws InputError when an axis names no threshold, or one that another names, or its
///         thresholds do not grow, or one of them, or those
///         that one gate joins, have more than `kMostJoint` cells
[[nodiscard]] Cube cube_of(const Measurements::Kept& kept, const std::vector<Axis>& axes,
                           Counting counting, bool countable_only,
                           const Eigen::Ref<const Codes>& against, int threads);

}  // namespace lantoa
