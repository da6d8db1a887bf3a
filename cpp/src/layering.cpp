#include "layering.hpp"

#include <algorithm>
#include <numeric>
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

std::vector<Row> all_of(std::size_t rows) {
  std::vector<Row> all(rows);
  std::iota(all.begin(), all.end(), Row{0});
  return all;
}

}  // namespace

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

/// Which rows meet every gate that is not varied.
Layering::Alive Layering::alive(const Rows& rows, bool are_units) const {
  Alive alive(rows.size(), 1);
  for (const Code gate : deciding_.gates) {
    if (joint_of(gate) >= 0 || (!are_units && !rule(gate).for_people)) continue;
    const auto bits = rows.column(gate);
    for (std::size_t row = 0; row < alive.size(); ++row) {
      alive[row] = static_cast<std::uint8_t>(alive[row] & ((bits[row] & mask_) == mask_ ? 1 : 0));
    }
  }
  return alive;
}

/// Rows with every cell's bit set.
Layering::Chosen Layering::everywhere(std::vector<Row> rows) const {
  std::vector<Word> whole(words_, 0);
  for (const Joint& joint : joints_.joints) {
    const auto part = std::span(whole).subspan(joint.first_word, joint.words);
    for (std::size_t cell = 0; cell < joint.cells; ++cell) set_bit(part, cell);
  }
  Chosen chosen{std::move(rows), {}};
  chosen.regions.reserve(chosen.rows.size() * words_);
  for (std::size_t i = 0; i < chosen.rows.size(); ++i) {
    chosen.regions.insert(chosen.regions.end(), whole.begin(), whole.end());
  }
  return chosen;
}

/// What the varied gates leave of the regions.
void Layering::restrict(const Rows& rows, bool are_units, Chosen& chosen) const {
  if (chosen.rows.empty()) return;
  for (const Code gate : deciding_.gates) {
    if (joint_of(gate) < 0 || (!are_units && !rule(gate).for_people)) continue;
    reaching_.restrict(rows, gate, mask_, chosen.rows,
                       {chosen.regions, words_, joint(gate).first_word});
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
    reaching_.restrict(rows, need, mask, all_of(rows.size()), {part, words, 0});
  });
  return regions;
}

Layering::Numbered Layering::units() const {
  Alive all_alive;  // of the lineage
  std::vector<Word> regions;
  for_each_unit_block(kept_, [&](const Rows& rows) {
    Chosen all = everywhere(all_of(rows.size()));
    restrict(rows, true, all);
    regions.insert(regions.end(), all.regions.begin(), all.regions.end());
    const Alive of_block = alive(rows, true);
    all_alive.insert(all_alive.end(), of_block.begin(), of_block.end());
  });
  Chosen judged;
  for (std::size_t row = 0; row < kept_.judged.size(); ++row) {
    const std::size_t unit = Table::index(kept_.judged[row]);
    if (all_alive[unit] == 0) continue;
    judged.rows.push_back(static_cast<Row>(row));
    const auto at = regions.begin() + static_cast<std::ptrdiff_t>(unit * words_);
    judged.regions.insert(judged.regions.end(), at, at + static_cast<std::ptrdiff_t>(words_));
  }
  return numbered(judged, kept_.judged.size(), 0, true);
}

template <class Body>
void Layering::for_each_head(const BlockRecord& record, Body body) const {
  for (std::size_t i = 0; i < deciding_.links.size(); ++i) {
    if (!rule(deciding_.links[i]).for_people) continue;
    for (const Head& head : record.heads(deciding_.links[i])) body(head, deciding_.needs[i]);
  }
}

Layering::Numbered Layering::people(const BlockRecord& record, Eigen::Index first) const {
  const Rows rows{record, kept_.evaluation.bits, first};
  Alive alive = this->alive(rows, false);
  for_each_head(record, [&](const Head& head, const std::vector<Code>& needs) {
    inherit_fixed(head, needs, alive);
  });
  std::vector<Row> left;
  for (std::size_t row = 0; row < alive.size(); ++row) {
    if (alive[row] != 0) left.push_back(static_cast<Row>(row));
  }
  Chosen chosen = everywhere(std::move(left));
  restrict(rows, false, chosen);
  for_each_head(record, [&](const Head& head, const std::vector<Code>& needs) {
    inherit(head, needs, chosen);
  });
  return numbered(chosen, rows.size(), first, false);
}

/// Strikes a head out whose unit misses a need that is not varied.
void Layering::inherit_fixed(const Head& head, const std::vector<Code>& needs, Alive& alive) const {
  const Bits mask = head.perhaps ? perhaps_mask() : mask_;
  const auto is_missed = [&](Code need) {
    return joint_of(need) < 0 && (kept_.unit_bits(head.unit, need) & mask) != mask;
  };
  const bool never_opened = head.unit < 0;
  if (never_opened ? (kUnknownBits & mask) != mask : std::ranges::any_of(needs, is_missed)) {
    alive[head.row] = 0;
  }
}

/// Takes from a head's region what its unit's varied needs take.
void Layering::inherit(const Head& head, const std::vector<Code>& needs, Chosen& chosen) const {
  const Bits mask = head.perhaps ? perhaps_mask() : mask_;
  const auto at = std::ranges::lower_bound(chosen.rows, static_cast<Row>(head.row));
  const bool is_out = at == chosen.rows.end() || *at != head.row;
  if (is_out || head.unit < 0 || mask == 0) return;
  const std::size_t row = static_cast<std::size_t>(at - chosen.rows.begin()) * words_;
  for (const Code need : needs) {
    if (joint_of(need) < 0) continue;
    const Joint& of = joint(need);
    const auto& regions = (head.perhaps ? perhaps_needs_ : needs_)[Table::index(need)];
    for (std::size_t word = 0; word < of.words; ++word) {
      chosen.regions[row + of.first_word + word] &=
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

Layering::Numbered Layering::numbered(const Chosen& chosen, std::size_t rows, Eigen::Index first,
                                      bool are_units) const {
  Numbered found{Numbering(words_), std::vector<Code>(rows, kDead), {}};
  for (std::size_t i = 0; i < chosen.rows.size(); ++i) {
    const auto region = std::span(chosen.regions).subspan(i * words_, words_);
    if (is_nowhere(region)) continue;
    const Code number = found.keys.number_of(region);
    found.counts.resize(found.keys.size() * kCountColumns);
    const bool kept = against_[first + static_cast<Eigen::Index>(chosen.rows[i])] != 0;
    const Count column = are_units ? (kept ? Count::kUnitsKept : Count::kUnitsGained)
                                   : (kept ? Count::kPeopleKept : Count::kPeopleGained);
    ++found.counts[(Table::index(number) * kCountColumns) + static_cast<std::size_t>(column)];
    found.of_row[chosen.rows[i]] = number;
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
