#include "judge.hpp"

#include <algorithm>
#include <utility>

namespace lantoa {
namespace {

std::span<Bits> span_of(auto&& column) {
  return {column.data(), static_cast<std::size_t>(column.size())};
}

std::vector<const Rule*> rules_of(const Plan& plan, const RuleGroup& group) {
  std::vector<const Rule*> rules;
  rules.reserve(group.rules.size());
  for (const Code number : group.rules) rules.push_back(&plan.rules[Table::index(number)]);
  return rules;
}

}  // namespace

void count_parts(std::span<const Bits* const> parts, std::int32_t least, std::span<Bits> out) {
  if (least < 1) {
    std::ranges::fill(out, kMetBits);
    return;
  }
  // at_least[k]: the bits that more than k of the parts so far have set
  std::vector<std::vector<Bits>> at_least(Table::index(least), std::vector<Bits>(out.size(), 0));
  for (const Bits* part : parts) {
    for (std::size_t k = at_least.size(); k-- > 0;) {
      for (std::size_t row = 0; row < out.size(); ++row) {
        const unsigned before = k == 0 ? kMetBits : at_least[k - 1][row];
        at_least[k][row] |= static_cast<Bits>(before & part[row]);
      }
    }
  }
  std::ranges::copy(at_least.back(), out.begin());
}

void intersect(std::span<Bits> with, std::span<const Bits> bits) {
  for (std::size_t row = 0; row < with.size(); ++row) with[row] &= bits[row];
}

Judge::Judge(const Facts& facts, const Plan& plan, const Links* links)
    : plan_(plan), links_(links) {
  for (RuleGroup& group : grouped(facts, plan)) {
    auto measures = is_blank(group.absent) ? measurer(facts, plan, rules_of(plan, group)) : nullptr;
    groups_.push_back({std::move(group), std::move(measures)});
  }
}

void Judge::judge(std::span<const Subject> block, BitRows rows, Recorder* recorder) {
  rows.rules.setConstant(kMetBits);
  rows.all.setConstant(kMetBits);
  rows.countable.setConstant(kMetBits);
  if (block.empty()) return;
  for (const Group& group : groups_) judge_group(block, group, rows, recorder);
  for (Code number = 0; std::cmp_less(number, plan_.rules.size()); ++number) {
    const Rule& asked = rule(number);
    if (!asks(asked, block.front())) continue;
    if (asked.kind == Kind::kKOf) count(number, rows);
    if (asked.kind == Kind::kLinked) link(block, number, rows, recorder);
    if (!asked.gate) continue;
    intersect(span_of(rows.all), span_of(rows.rules.col(number)));
    const bool counts = asked.countable && asked.kind != Kind::kLinked;
    if (counts) intersect(span_of(rows.countable), span_of(rows.rules.col(number)));
  }
}

void Judge::count(Code number, BitRows& rows) const {
  std::vector<const Bits*> parts;
  for (const Code part : rule(number).parts) parts.push_back(rows.rules.col(part).data());
  count_parts(parts, rule(number).threshold, span_of(rows.rules.col(number)));
}

void Judge::judge_group(std::span<const Subject> block, const Group& group, BitRows& rows,
                        Recorder* recorder) {
  std::vector<Code> asked;  // positions in the group
  for (std::size_t i = 0; i < group.of.rules.size(); ++i) {
    if (asks(rule(group.of.rules[i]), block.front())) asked.push_back(static_cast<Code>(i));
  }
  if (asked.empty()) return;
  if (group.measurer != nullptr) measure(block, group, asked, rows, recorder);
  for (const Code i : asked) {
    auto column = rows.rules.col(group.of.rules[Table::index(i)]);
    if (group.measurer == nullptr) column.setConstant(kUnknownBits);
    if (plan_.policy.leave_out_open_years) column = column.unaryExpr(&leave_out_open_years).eval();
  }
}

void Judge::measure(std::span<const Subject> block, const Group& group, std::span<const Code> asked,
                    BitRows& rows, Recorder* recorder) {
  struct Asked {
    Code number;
    std::size_t in_group;
    std::int32_t threshold;
    Bits* bits;
  };
  std::vector<Asked> columns;
  for (const Code i : asked) {
    const Code number = group.of.rules[Table::index(i)];
    columns.push_back(
        {number, Table::index(i), rule(number).threshold, rows.rules.col(number).data()});
  }
  const bool any = plan_.policy.merged == Merged::kAny;
  found_.resize(group.of.rules.size());
  for (std::size_t row = 0; row < block.size(); ++row) {
    for_each_line(block[row], group.of.own_ids, [&](const Asker& asker, std::size_t line) {
      group.measurer->measure(asker, found_);
      for (const Asked& column : columns) {
        const Measured& measured = found_[column.in_group];
        const Bits of_line = gate(measured, column.threshold);
        Bits& bits = column.bits[row];
        bits = line == 0 ? of_line : any ? bits | of_line : bits & of_line;
        if (recorder != nullptr) recorder->record(column.number, row, line, measured);
      }
    });
  }
}

/// What the units of heads leave of a linked rule; its countable bits go to the countable gates.
void Judge::link(std::span<const Subject> block, Code number, BitRows& rows,
                 Recorder* recorder) const {
  const bool counts = rule(number).gate && rule(number).countable;
  for (std::size_t i = 0; i < block.size(); ++i) {
    const auto row = static_cast<Eigen::Index>(i);
    const LinkBits bits = links_->of(block[i], number);
    rows.rules(row, number) = bits.all;
    if (counts) rows.countable[row] &= bits.countable;
    if (recorder == nullptr) continue;
    links_->for_each_headed(block[i], number, [&](const Membership&, Code unit, bool perhaps) {
      recorder->record_head(number, i, unit, perhaps);
    });
  }
}

}  // namespace lantoa
