#include "cubing.hpp"

#include <string>
#include <utility>

#include "lantoa/error.hpp"
#include "layering.hpp"

namespace lantoa {
namespace {

constexpr Bits kMet = kWorstLo | kBestLo;
constexpr Bits kPossible = 0x0A;  // some future, at the worst and at the best filling

/// The masks of bits by which a counting is told, and their signs.
///
/// Those who are met or still open: all bits of `kMet`, or those of `kPossible` and not `kBestLo`.
std::vector<std::pair<int, Bits>> masks_of(Counting counting) {
  if (counting == Counting::kMet) return {{1, kMet}};
  if (counting == Counting::kProvisional) return {{1, static_cast<Bits>(kMet << 4U)}};
  return {{1, kMet}, {1, kPossible}, {-1, static_cast<Bits>(kPossible | kBestLo)}};
}

void check(const Plan& plan, const std::vector<Axis>& axes) {
  std::vector<bool> seen(plan.rules.size(), false);
  for (const Axis& axis : axes) {
    const bool exists = axis.rule >= 0 && std::cmp_less(axis.rule, plan.rules.size());
    if (!exists || plan.rules[Table::index(axis.rule)].kind == Kind::kLinked) {
      throw InputError("an axis names a rule that has no threshold");
    }
    if (seen[Table::index(axis.rule)]) throw InputError("two axes name one rule");
    seen[Table::index(axis.rule)] = true;
    for (Eigen::Index i = 1; i < axis.thresholds.size(); ++i) {
      if (axis.thresholds[i] > axis.thresholds[i - 1]) continue;
      throw InputError("the thresholds of an axis must grow");
    }
    if (axis.thresholds.size() == 0) throw InputError("an axis has no thresholds");
  }
}

}  // namespace

Cube cube_of(const Measurements::Kept& kept, const std::vector<Axis>& axes, Counting counting,
             bool countable_only, const Eigen::Ref<const Codes>& against, int threads) {
  check(kept.plan, axes);
  if (against.size() != kept.evaluation.subjects.size()) {
    throw InputError("against must have a number for each judged subject");
  }
  const Deciding deciding(kept.plan, countable_only);
  const Joints joints = joints_of(kept.plan, axes, deciding.all);
  auto held = std::make_shared<Cube::Held>();
  held->sizes.resize(static_cast<Eigen::Index>(axes.size()));
  for (std::size_t i = 0; i < axes.size(); ++i) {
    held->sizes[static_cast<Eigen::Index>(i)] = static_cast<Code>(axes[i].thresholds.size());
  }
  for (const auto& [sign, mask] : masks_of(counting)) {
    held->layers.push_back(
        Layering(kept, axes, joints, deciding, mask, against).layer(sign, threads));
  }
  held->joints = joints.joints;
  return Cube(std::move(held));
}

}  // namespace lantoa
