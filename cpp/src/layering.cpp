#include "layering.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "lantoa/parallel.hpp"

namespace lantoa {
namespace {

constexpr std::int64_t kBlocks = 8;  // of people, in one piece of work
constexpr Code kDead = -1;

template <class Body>
void for_each_unit_block(const Measurements::Kept& kept, Body body) {
  Eigen::Index first = 0;
  for (const auto& record : kept.units) {
    body(Rows{*record, kept.unit_bits, first});
    first += static_cast<Eigen::Index>(record->rows());
  }
}

}  // namespace

Deciding::Deciding(const Plan& plan, bool countable_only) {
  const auto counts = [&](Code rule) {
    return plan.rules[Table::index(rule)].countable || !countable_only;
  };
  for (Code number = 0; std::cmp_less(number, plan.rules.size()); ++number) {
    const Rule& rule = plan.rules[Table::index(number)];
    if (!rule.gate || !counts(number)) continue;
    (rule.kind == Kind::kLinked ? links : gates).push_back(number);
  }
  all = gates;
  for (const Code link : links) {
    auto& needed = needs.emplace_back();
    std::ranges::copy_if(plan.rules[Table::index(link)].needs, std::back_inserter(needed), counts);
    all.insert(all.end(), needed.begin(), needed.end());
  }
}

Layering::Layering(const Measurements::Kept& kept, const std::vector<Axis>& axes,
                   const Joints& joints, const Deciding& deciding, Bits mask,
                   const Eigen::Ref<const Codes>& against)
    : kept_(kept),
      joints_(joints),
      deciding_(deciding),
      reaching_(kept.plan, axes, joints),
      mask_(mask),
      against_(against),
      words_(joints.joints.empty() ? 1
                                   : joints.joints.back().first_word + joints.joints.back().words) {
}

Layer Layering::layer(int sign, int threads) {
  find_needs();
  const std::size_t pieces = kept_.people.size();
  std::vector<Numbered> found(pieces + 1, Numbered{Numbering(words_), {}, {}});
  found[0] = units();
  std::vector<Eigen::Index> first = {static_cast<Eigen::Index>(kept_.judged.size())};
  for (const auto& record : kept_.people) {
    first.push_back(first.back() + static_cast<Eigen::Index>(record->rows()));
  }
  parallel_for_blocks(
      static_cast<std::int64_t>(pieces), kBlocks,
      [&](std::int64_t begin, std::int64_t end) {
        for (auto i = static_cast<std::size_t>(begin); std::cmp_less(i, end); ++i) {
          found[i + 1] = people(*kept_.people[i], first[i]);
        }
      },
      threads);
  return merged(sign, found);
}

/// Rows that are in everywhere: every cell's bit is set.
Layering::Block Layering::everywhere(std::size_t rows) const {
  std::vector<Word> whole(words_, 0);
  for (const Joint& joint : joints_.joints) {
    const auto part = std::span(whole).subspan(joint.first_word, joint.words);
    for (std::size_t cell = 0; cell < joint.cells; ++cell) set_bit(part, cell);
  }
  Block block{std::vector<Word>(rows * words_), std::vector<std::uint8_t>(rows, 1)};
  for (std::size_t row = 0; row < rows; ++row) {
    std::ranges::copy(whole, block.regions.begin() + static_cast<std::ptrdiff_t>(row * words_));
  }
  return block;
}

/// What the gates leave of the regions of one block.
void Layering::restrict(const Rows& rows, bool are_units, Block& block) const {
  for (const Code gate : deciding_.gates) {
    if (!are_units && !rule(gate).for_people) continue;
    if (joint_of(gate) >= 0) {
      reaching_.restrict(rows, gate, mask_, block.regions, words_, joint(gate).first_word);
      continue;
    }
    const auto bits = rows.column(gate);
    for (std::size_t row = 0; row < bits.size(); ++row) {
      if ((bits[row] & mask_) != mask_) block.alive[row] = 0;
    }
  }
}

void Layering::find_needs() {
  needs_.resize(kept_.plan.rules.size());
  perhaps_needs_.resize(kept_.plan.rules.size());
  for (const auto& needed : deciding_.needs) {
    for (const Code need : needed) {
      if (joint_of(need) < 0 || !needs_[Table::index(need)].empty()) continue;
      needs_[Table::index(need)] = of_need(need, mask_);
      if (perhaps_mask() != 0) perhaps_needs_[Table::index(need)] = of_need(need, perhaps_mask());
    }
  }
}

/// Of each unit of the lineage the cells in which it meets a need.
std::vector<Word> Layering::of_need(Code need, Bits mask) const {
  const std::size_t words = joint(need).words;
  std::vector<Word> regions(static_cast<std::size_t>(kept_.unit_bits.rows()) * words, ~Word{0});
  for_each_unit_block(kept_, [&](const Rows& rows) {
    const auto part = std::span(regions).subspan(static_cast<std::size_t>(rows.first) * words,
                                                 rows.size() * words);
    reaching_.restrict(rows, need, mask, part, words, 0);
  });
  return regions;
}

Layering::Numbered Layering::units() const {
  Block all;  // of the lineage
  for_each_unit_block(kept_, [&](const Rows& rows) {
    Block block = everywhere(rows.size());
    restrict(rows, true, block);
    all.regions.insert(all.regions.end(), block.regions.begin(), block.regions.end());
    all.alive.insert(all.alive.end(), block.alive.begin(), block.alive.end());
  });
  Block judged;
  for (const Code unit : kept_.judged) {
    const auto at = all.regions.begin() + static_cast<std::ptrdiff_t>(Table::index(unit) * words_);
    judged.regions.insert(judged.regions.end(), at, at + static_cast<std::ptrdiff_t>(words_));
    judged.alive.push_back(all.alive[Table::index(unit)]);
  }
  return numbered(judged, 0, true);
}

Layering::Numbered Layering::people(const BlockRecord& record, Eigen::Index first) const {
  const Rows rows{record, kept_.evaluation.bits, first};
  Block block = everywhere(rows.size());
  restrict(rows, false, block);
  for (std::size_t i = 0; i < deciding_.links.size(); ++i) {
    if (!rule(deciding_.links[i]).for_people) continue;
    for (const Head& head : record.heads(deciding_.links[i])) {
      inherit(head, deciding_.needs[i], block);
    }
  }
  return numbered(block, first, false);
}

/// Takes from a head's region what the unit's needs take.
void Layering::inherit(const Head& head, const std::vector<Code>& needs, Block& block) const {
  const Bits mask = head.perhaps ? perhaps_mask() : mask_;
  if (head.unit < 0) {
    if ((kUnknownBits & mask) != mask) block.alive[head.row] = 0;
    return;
  }
  if (mask == 0) return;
  for (const Code need : needs) {
    if (joint_of(need) < 0) {
      if ((kept_.unit_bits(head.unit, need) & mask) != mask) block.alive[head.row] = 0;
      continue;
    }
    const Joint& of = joint(need);
    const auto& regions = (head.perhaps ? perhaps_needs_ : needs_)[Table::index(need)];
    for (std::size_t word = 0; word < of.words; ++word) {
      block.regions[(head.row * words_) + of.first_word + word] &=
          regions[(Table::index(head.unit) * of.words) + word];
    }
  }
}

bool Layering::is_nowhere(std::span<const Word> region) const {
  return std::ranges::any_of(joints_.joints, [&](const Joint& joint) {
    const auto part = region.subspan(joint.first_word, joint.words);
    return std::ranges::all_of(part, [](Word word) { return word == 0; });
  });
}

Layering::Numbered Layering::numbered(const Block& block, Eigen::Index first,
                                      bool are_units) const {
  Numbered found{Numbering(words_), std::vector<Code>(block.alive.size(), kDead), {}};
  for (std::size_t row = 0; row < block.alive.size(); ++row) {
    if (block.alive[row] == 0) continue;
    const auto region = std::span(block.regions).subspan(row * words_, words_);
    if (is_nowhere(region)) continue;
    const Code number = found.keys.number_of(region);
    found.counts.resize(found.keys.size() * kCountColumns);
    const bool gained = against_[first + static_cast<Eigen::Index>(row)] == 0;
    ++found.counts[(Table::index(number) * kCountColumns) + (are_units ? 0 : 2) + (gained ? 1 : 0)];
    found.of_row[row] = number;
  }
  return found;
}

Layer Layering::merged(int sign, const std::vector<Numbered>& found) const {
  Numbering keys(words_);
  Layer layer;
  layer.sign = sign;
  layer.words = words_;
  layer.record.resize(against_.size());
  Eigen::Index row = 0;
  for (const Numbered& block : found) {
    std::vector<Code> number(block.keys.size());
    for (std::size_t i = 0; i < number.size(); ++i) {
      number[i] = keys.number_of(block.keys.key(i));
      layer.counts.resize(keys.size() * kCountColumns);
      for (std::size_t count = 0; count < kCountColumns; ++count) {
        layer.counts[(Table::index(number[i]) * kCountColumns) + count] +=
            block.counts[(i * kCountColumns) + count];
      }
    }
    for (const Code of_row : block.of_row) {
      layer.record[row++] = of_row == kDead ? kDead : number[Table::index(of_row)];
    }
  }
  layer.regions.reserve(keys.size() * words_);
  for (std::size_t i = 0; i < keys.size(); ++i) {
    layer.regions.insert(layer.regions.end(), keys.key(i).begin(), keys.key(i).end());
  }
  return layer;
}

}  // namespace lantoa
