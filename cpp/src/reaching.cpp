#include <algorithm>
#include <numeric>
#include <string>

#include "cubing.hpp"
#include "lantoa/error.hpp"

namespace lantoa {
namespace {

/// The axes of a rule and of what it counts.
void collect(const Plan& plan, const std::vector<Code>& axis_of, Code rule,
             std::vector<std::size_t>& found) {
  const Code axis = axis_of[Table::index(rule)];
  if (axis >= 0) found.push_back(Table::index(axis));
  for (const Code part : plan.rules[Table::index(rule)].parts) {
    collect(plan, axis_of, part, found);
  }
}

std::vector<Code> axes_by_rule(const Plan& plan, const std::vector<Axis>& axes) {
  std::vector<Code> axis_of(plan.rules.size(), kBlank);
  for (std::size_t i = 0; i < axes.size(); ++i) {
    axis_of[Table::index(axes[i].rule)] = static_cast<Code>(i);
  }
  return axis_of;
}

Joint joint_of(std::vector<std::size_t> members, const std::vector<Axis>& axes) {
  Joint joint;
  joint.axes = std::move(members);
  for (const std::size_t axis : joint.axes) {
    joint.sizes.push_back(static_cast<std::size_t>(axes[axis].thresholds.size()));
    joint.cells *= joint.sizes.back();
    if (std::cmp_greater(joint.cells, kMostJoint)) {
      throw InputError("one axis, or axes that one gate counts together, have more than " +
                       std::to_string(kMostJoint) + " combinations");
    }
  }
  joint.words = (joint.cells + 63) / 64;
  return joint;
}

}  // namespace

Joints joints_of(const Plan& plan, const std::vector<Axis>& axes,
                 const std::vector<Code>& deciding) {
  const std::vector<Code> axis_of = axes_by_rule(plan, axes);
  std::vector<std::size_t> leader(axes.size());
  std::iota(leader.begin(), leader.end(), std::size_t{0});
  std::vector<std::vector<std::size_t>> of_deciding;
  for (const Code rule : deciding) {
    collect(plan, axis_of, rule, of_deciding.emplace_back());
    for (const std::size_t axis : of_deciding.back()) {
      const std::size_t old = leader[axis];
      std::ranges::replace(leader, old, leader[of_deciding.back().front()]);
    }
  }
  Joints out{{}, std::vector<Code>(plan.rules.size(), kBlank)};
  std::vector<Code> joint_of_axis(axes.size(), kBlank);
  for (std::size_t axis = 0; axis < axes.size(); ++axis) {
    if (joint_of_axis[axis] >= 0) continue;
    std::vector<std::size_t> members;
    for (std::size_t other = axis; other < axes.size(); ++other) {
      if (leader[other] != leader[axis]) continue;
      joint_of_axis[other] = static_cast<Code>(out.joints.size());
      members.push_back(other);
    }
    const std::size_t first =
        out.joints.empty() ? 0 : out.joints.back().first_word + out.joints.back().words;
    out.joints.push_back(joint_of(std::move(members), axes));
    out.joints.back().first_word = first;
  }
  for (std::size_t i = 0; i < deciding.size(); ++i) {
    if (!of_deciding[i].empty()) {
      out.of_rule[Table::index(deciding[i])] = joint_of_axis[of_deciding[i].front()];
    }
  }
  return out;
}

Reaching::Reaching(const Plan& plan, const std::vector<Axis>& axes, const Joints& joints)
    : plan_(plan), axes_(axes), joints_(joints), axis_of_(axes_by_rule(plan, axes)) {}

void Reaching::restrict(const Rows& rows, Code number, Bits mask, std::span<const Row> chosen,
                        const Regions& regions) const {
  const Joint& joint = joints_.joints[Table::index(joints_.of_rule[Table::index(number)])];
  const Code axis = axis_of_[Table::index(number)];
  if (axis >= 0 && joint.words == 1 && joint.axes.size() == 1 && rows.record.has(number)) {
    const Codes& thresholds = axes_[Table::index(axis)].thresholds;
    const auto reach = rows.record.reach(plan_.policy, number, thresholds, mask, chosen);
    for (std::size_t i = 0; i < chosen.size(); ++i) regions.of(i, 0) &= reach[i];
    return;
  }
  std::vector<Bits> bits(rows.size());
  for (std::size_t cell = 0; cell < joint.cells; ++cell) {
    bits_at(rows, number, thresholds_at(joint, cell), bits);
    const Word without = ~(Word{1} << (cell % 64));
    for (std::size_t i = 0; i < chosen.size(); ++i) {
      if ((bits[chosen[i]] & mask) != mask) regions.of(i, cell / 64) &= without;
    }
  }
}

/// The thresholds of all rules in one cell of a joint.
std::vector<std::int32_t> Reaching::thresholds_at(const Joint& joint, std::size_t cell) const {
  std::vector<std::int32_t> thresholds;
  thresholds.reserve(plan_.rules.size());
  for (const Rule& rule : plan_.rules) thresholds.push_back(rule.threshold);
  const auto position = joint.position(cell);
  for (std::size_t i = 0; i < position.size(); ++i) {
    const Axis& axis = axes_[joint.axes[i]];
    thresholds[Table::index(axis.rule)] = axis.thresholds[static_cast<Eigen::Index>(position[i])];
  }
  return thresholds;
}

/// The bits of a rule with other thresholds, by row.
void Reaching::bits_at(const Rows& rows, Code number, const std::vector<std::int32_t>& thresholds,
                       std::vector<Bits>& out) const {
  const std::int32_t threshold = thresholds[Table::index(number)];
  if (rule(number).kind == Kind::kKOf) {
    std::vector<std::vector<Bits>> parts;
    std::vector<const Bits*> columns;
    columns.reserve(rule(number).parts.size());
    for (const Code part : rule(number).parts) {
      parts.emplace_back(rows.size());
      bits_at(rows, part, thresholds, parts.back());
    }
    for (const auto& part : parts) columns.push_back(part.data());
    count_parts(columns, threshold, out);
  } else if (axis_of_[Table::index(number)] >= 0 && rows.record.has(number)) {
    rows.record.gate_all(plan_.policy, number, threshold, out);
  } else {
    std::ranges::copy(rows.column(number), out.begin());
  }
}

}  // namespace lantoa
