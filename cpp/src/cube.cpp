#include "lantoa/cube.hpp"

#include <algorithm>
#include <limits>
#include <string>
#include <utility>

#include "lantoa/error.hpp"
#include "regions.hpp"

namespace lantoa {
namespace {

/// A coefficient at a cell: who counts there is the sum over the cells from it on.
struct Step {
  std::size_t cell = 0;
  std::int64_t by = 0;
};

/// The cell of all axes to which a cell of one joint belongs, the other axes at their first value.
std::size_t spread(const Joint& joint, std::size_t cell, std::span<const std::size_t> strides) {
  const auto position = joint.position(cell);
  std::size_t at = 0;
  for (std::size_t i = 0; i < position.size(); ++i) at += position[i] * strides[joint.axes[i]];
  return at;
}

/// What has to stand in the cells of a joint for a region to be their sums from the back.
std::vector<Step> steps_of(const Joint& joint, std::span<const Word> region,
                           std::span<const std::size_t> strides) {
  std::vector<std::int64_t> value(joint.cells);
  for (std::size_t cell = 0; cell < joint.cells; ++cell) value[cell] = has_bit(region, cell);
  std::size_t stride = 1;
  for (std::size_t i = joint.sizes.size(); i-- > 0;) {
    for (std::size_t cell = 0; cell + stride < joint.cells; ++cell) {
      const bool is_last = cell / stride % joint.sizes[i] + 1 == joint.sizes[i];
      if (!is_last) value[cell] -= value[cell + stride];
    }
    stride *= joint.sizes[i];
  }
  std::vector<Step> steps;
  for (std::size_t cell = 0; cell < joint.cells; ++cell) {
    if (value[cell] != 0) steps.push_back({spread(joint, cell, strides), value[cell]});
  }
  return steps;
}

/// Every product of a step of each joint.
std::vector<Step> product(const std::vector<Step>& left, const std::vector<Step>& right) {
  std::vector<Step> out;
  out.reserve(left.size() * right.size());
  for (const Step& a : left) {
    for (const Step& b : right) out.push_back({a.cell + b.cell, a.by * b.by});
  }
  return out;
}

/// Turns steps into counts: along each axis every cell gets the sum from it on.
void add_up(Points& table, const Codes& sizes, std::span<const std::size_t> strides) {
  const Eigen::Index cells = table.rows();
  for (Eigen::Index axis = 0; axis < sizes.size(); ++axis) {
    const auto stride = static_cast<Eigen::Index>(strides[static_cast<std::size_t>(axis)]);
    for (Eigen::Index cell = cells - stride; cell-- > 0;) {
      if (cell / stride % sizes[axis] + 1 != sizes[axis])
        table.row(cell) += table.row(cell + stride);
    }
  }
}

std::vector<std::size_t> strides_of(const Codes& sizes) {
  std::vector<std::size_t> strides(static_cast<std::size_t>(sizes.size()), 1);
  for (std::size_t i = strides.size(); i-- > 1;) {
    strides[i - 1] = strides[i] * static_cast<std::size_t>(sizes[static_cast<Eigen::Index>(i)]);
  }
  return strides;
}

/// Whether each record of a layer counts in a cell.
std::vector<std::uint8_t> passing(const Cube::Held& held, const Layer& layer,
                                  const Eigen::Ref<const Codes>& cell) {
  std::vector<std::uint8_t> passes(layer.size(), 1);
  for (const Joint& joint : held.joints) {
    std::size_t at = 0;
    for (std::size_t i = 0; i < joint.axes.size(); ++i) {
      at = at * joint.sizes[i] +
           static_cast<std::size_t>(cell[static_cast<Eigen::Index>(joint.axes[i])]);
    }
    for (std::size_t i = 0; i < passes.size(); ++i) {
      if (!has_bit(layer.region(i).subspan(joint.first_word, joint.words), at)) passes[i] = 0;
    }
  }
  return passes;
}

void expect_inside(const Codes& sizes, const Eigen::Ref<const Codes>& cell) {
  const bool fits = cell.size() == sizes.size() && (cell.array() >= 0).all() &&
                    (cell.array() < sizes.array()).all();
  if (!fits) {
    throw InputError("a cell has a position on each of the " + std::to_string(sizes.size()) +
                     " axes, from 0 and below its size");
  }
}

}  // namespace

Cube::Cube(std::shared_ptr<const Held> held) : held_(std::move(held)) {}

const Codes& Cube::sizes() const { return held_->sizes; }

std::int64_t Cube::cells() const {
  std::int64_t cells = 1;
  for (const Code size : held_->sizes) {
    if (__builtin_mul_overflow(cells, std::int64_t{size}, &cells)) {
      return std::numeric_limits<std::int64_t>::max();
    }
  }
  return cells;
}

std::int64_t Cube::records() const {
  std::int64_t records = 0;
  for (const Layer& layer : held_->layers) records += static_cast<std::int64_t>(layer.size());
  return records;
}

CellOf::CellOf(const Cube& cube, const Eigen::Ref<const Codes>& cell) : held_(cube.held()) {
  expect_inside(held_.sizes, cell);
  for (const Layer& layer : held_.layers) passes_.push_back(passing(held_, layer, cell));
}

Points Cube::at(const Eigen::Ref<const Codes>& cell) const {
  const CellOf is_in(*this, cell);
  Points found = Points::Zero(1, kCountColumns);
  for (std::size_t at = 0; at < held_->layers.size(); ++at) {
    const Layer& layer = held_->layers[at];
    for (std::size_t i = 0; i < layer.size(); ++i) {
      if (is_in.of_layer(at)[i] == 0) continue;
      for (Eigen::Index count = 0; count < kCountColumns; ++count) {
        found(0, count) +=
            layer.sign * layer.counts[(i * kCountColumns) + static_cast<std::size_t>(count)];
      }
    }
  }
  return found;
}

Points Cube::table() const {
  if (cells() > kMostCells) {
    throw InputError("a table has at most " + std::to_string(kMostCells) +
                     " cells; one cell of many can be asked for by itself");
  }
  const auto strides = strides_of(held_->sizes);
  Points table = Points::Zero(cells(), kCountColumns);
  for (const Layer& layer : held_->layers) {
    for (std::size_t i = 0; i < layer.size(); ++i) {
      std::vector<Step> steps = {{0, layer.sign}};
      for (const Joint& joint : held_->joints) {
        const auto region = layer.region(i).subspan(joint.first_word, joint.words);
        steps = product(steps, steps_of(joint, region, strides));
      }
      const Eigen::Map<const Eigen::Matrix<std::int64_t, 1, kCountColumns>> counts(
          &layer.counts[i * kCountColumns]);
      for (const Step& step : steps) {
        table.row(static_cast<Eigen::Index>(step.cell)) += step.by * counts;
      }
    }
  }
  add_up(table, held_->sizes, strides);
  return table;
}

Codes Cube::counted(const Eigen::Ref<const Codes>& cell) const {
  const CellOf is_in(*this, cell);
  Codes found(is_in.rows());
  for (Eigen::Index row = 0; row < found.size(); ++row) found[row] = is_in(row) ? 1 : 0;
  return found;
}

}  // namespace lantoa
