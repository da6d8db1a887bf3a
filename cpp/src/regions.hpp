// Regions: at which combinations of some thresholds a subject counts as in.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "lantoa/cube.hpp"

namespace lantoa {

using Word = std::uint64_t;

/// Axes whose thresholds some gate joins, with a bit for every combination of them.
///
/// A gate that counts parts is no product of its parts, so that those of one gate stay together.
struct Joint {
  std::vector<std::size_t> axes;  // ascending
  std::vector<std::size_t> sizes;
  std::size_t cells = 1;
  std::size_t words = 1;       // of a region
  std::size_t first_word = 0;  // in the key of a record

  /// The position on each of the axes; the last axis is the fastest.
  [[nodiscard]] std::vector<std::size_t> position(std::size_t cell) const;
};

[[nodiscard]] constexpr bool has_bit(std::span<const Word> region, std::size_t cell) {
  return (region[cell / 64] >> (cell % 64) & 1U) != 0;
}
constexpr void set_bit(std::span<Word> region, std::size_t cell) {
  region[cell / 64] |= Word{1} << (cell % 64);
}

/// Gives every different key of some words a number, in the order in which they come.
class Numbering {
 public:
  explicit Numbering(std::size_t words) : words_(words) {}

  [[nodiscard]] Code number_of(std::span<const Word> key);
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] std::span<const Word> key(std::size_t number) const {
    return std::span(keys_).subspan(number * words_, words_);
  }

 private:
  std::size_t words_;
  std::size_t size_ = 0;
  std::vector<Word> keys_;
  std::vector<Code> slots_;  // a hash table, -1 where free

  void grow();
  [[nodiscard]] std::size_t slot_of(std::span<const Word> key) const;
};

/// Everybody's records for one mask of bits that must all be set.
struct Layer {
  int sign = 1;  // a subject counts as in where the signed layers add up to 1
  std::size_t words = 1;
  std::vector<Word> regions;         // records x words
  std::vector<std::int64_t> counts;  // records x kCountColumns
  Codes record;                      // of each judged subject, -1: in at no combination

  [[nodiscard]] std::size_t size() const { return counts.size() / kCountColumns; }
  [[nodiscard]] std::span<const Word> region(std::size_t number) const {
    return std::span(regions).subspan(number * words, words);
  }
};

struct Cube::Held {
  Codes sizes;
  std::vector<Joint> joints;
  std::vector<Layer> layers;
};

/// Who is in in one cell of a cube.
class CellOf {
 public:
  /// @throws InputError when the cell lies outside
  CellOf(const Cube& cube, const Eigen::Ref<const Codes>& cell);

  [[nodiscard]] Eigen::Index rows() const { return held_.layers.front().record.size(); }
  /// Whether each record of a layer is in.
  [[nodiscard]] const std::vector<std::uint8_t>& of_layer(std::size_t layer) const {
    return passes_[layer];
  }
  [[nodiscard]] bool operator()(Eigen::Index row) const {
    int sum = 0;
    for (std::size_t i = 0; i < passes_.size(); ++i) {
      const Code record = held_.layers[i].record[row];
      if (record >= 0 && passes_[i][static_cast<std::size_t>(record)] != 0) {
        sum += held_.layers[i].sign;
      }
    }
    return sum != 0;
  }

 private:
  const Cube::Held& held_;
  std::vector<std::vector<std::uint8_t>> passes_;  // by layer and record
};

}  // namespace lantoa
