#include "regions.hpp"

#include <algorithm>

namespace lantoa {
namespace {

constexpr std::size_t kFewest = 64;  // slots; a power of two

std::size_t hash_of(std::span<const Word> key) {
  Word hash = 0;
  for (const Word word : key) {
    hash = (hash ^ word) * 0x9E3779B97F4A7C15U;
    hash ^= hash >> 29U;
  }
  return hash;
}

}  // namespace

std::vector<std::size_t> Joint::position(std::size_t cell) const {
  std::vector<std::size_t> at(sizes.size());
  for (std::size_t i = sizes.size(); i-- > 0;) {
    at[i] = cell % sizes[i];
    cell /= sizes[i];
  }
  return at;
}

Code Numbering::number_of(std::span<const Word> key) {
  if (2 * size_ >= slots_.size()) grow();
  Code& slot = slots_[slot_of(key)];
  if (slot < 0) {
    slot = static_cast<Code>(size_++);
    keys_.insert(keys_.end(), key.begin(), key.end());
  }
  return slot;
}

/// Where a key is, or would go.
std::size_t Numbering::slot_of(std::span<const Word> key) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = hash_of(key) & mask;
  while (slots_[at] >= 0 && !std::ranges::equal(this->key(Table::index(slots_[at])), key)) {
    at = (at + 1) & mask;
  }
  return at;
}

void Numbering::grow() {
  slots_.assign(std::max(kFewest, 2 * slots_.size()), -1);
  for (std::size_t i = 0; i < size_; ++i) slots_[slot_of(key(i))] = static_cast<Code>(i);
}

}  // namespace lantoa
