#include "evaluating.hpp"

#include <algorithm>

#include "lantoa/parallel.hpp"

namespace lantoa {
namespace {

// About a millisecond each; fixed, so that every number of threads cuts the same blocks.
constexpr std::int64_t kUnits = 256;
constexpr std::int64_t kPeople = 8192;

Eigen::Index size_of(const auto& container) { return static_cast<Eigen::Index>(container.size()); }

std::size_t block_of(std::int64_t begin, std::int64_t grain) {
  return static_cast<std::size_t>(begin / grain);
}

}  // namespace

UnitBits judge_units(const Facts& facts, const Plan& plan, const Lineage& lineage, int threads,
                     Recorders* recorders) {
  std::vector<Subject> units;
  for (const Unit& unit : lineage.units()) units.push_back(subject_of(unit));
  UnitBits bits{BitTable(size_of(units), size_of(plan.rules)), BitColumn(size_of(units)),
                BitColumn(size_of(units))};
  if (recorders != nullptr) {
    recorders->expect(true, static_cast<std::size_t>(block_count(size_of(units), kUnits)));
  }
  parallel_for_blocks(
      size_of(units), kUnits,
      [&](std::int64_t begin, std::int64_t end) {
        const auto block = std::span(units).subspan(static_cast<std::size_t>(begin),
                                                    static_cast<std::size_t>(end - begin));
        Judge(facts, plan, nullptr)
            .judge(block,
                   {bits.rules.middleRows(begin, end - begin), bits.all.segment(begin, end - begin),
                    bits.countable.segment(begin, end - begin)},
                   recorders == nullptr ? nullptr
                                        : &recorders->start(true, block_of(begin, kUnits), block));
      },
      threads);
  return bits;
}

Evaluator::Evaluator(const Facts& facts, const Plan& plan, int threads)
    : facts_(facts), plan_(plan), threads_(threads), lineage_(facts, plan) {}

Evaluation Evaluator::evaluate(Recorders* recorders) {
  unit_bits_ = judge_units(facts_, plan_, lineage_, threads_, recorders);
  out_.out = Codes(facts_.subjects());
  find_units();
  find_people();
  resize();
  copy_units();
  judge_people(Links(facts_, plan_, lineage_, unit_bits_.rules), recorders);
  return std::move(out_);
}

void Evaluator::find_units() {
  for (Code id = 0; id < facts_.units(); ++id) {
    out_.out[id] = static_cast<Code>(plan_.judges_units ? lineage_.out(id) : Out::kNotAsked);
    if (!plan_.judges_units) continue;
    const Code unit = lineage_.unit_of(id);
    if (unit < 0) continue;
    const Unit& found = lineage_.units()[Table::index(unit)];
    if (found.id == id && found.out == Out::kIn) units_.push_back(unit);
  }
}

void Evaluator::find_people() {
  if (!plan_.judges_people) {
    out_.out.tail(facts_.people()).setConstant(static_cast<Code>(Out::kNotAsked));
    return;
  }
  const PeopleScope scope(facts_, plan_);
  people_.resize(static_cast<std::size_t>(block_count(facts_.people(), kPeople)));
  parallel_for_blocks(
      facts_.people(), kPeople,
      [&](std::int64_t begin, std::int64_t end) {
        Block& block = people_[block_of(begin, kPeople)];
        block.subjects.reserve(static_cast<std::size_t>(end - begin));
        block.units.reserve(static_cast<std::size_t>(end - begin));
        for (auto person = static_cast<Code>(begin); person < end; ++person) {
          const Code code = facts_.units() + person;
          const Presence standing = scope.of(code);
          out_.out[code] = static_cast<Code>(standing.out);
          if (standing.out != Out::kIn) continue;
          block.subjects.push_back(subject_of(code, standing));
          block.units.push_back(lineage_.named(standing.unit));
        }
      },
      threads_);
}

void Evaluator::resize() {
  Eigen::Index rows = size_of(units_);
  for (Block& block : people_) {
    block.first_row = rows;
    rows += size_of(block.subjects);
  }
  out_.subjects.resize(rows);
  out_.units.resize(rows);
  out_.bits.resize(rows, size_of(plan_.rules));
  out_.all.resize(rows);
  out_.countable.resize(rows);
}

void Evaluator::copy_units() {
  for (Eigen::Index row = 0; row < size_of(units_); ++row) {
    const Code unit = units_[static_cast<std::size_t>(row)];
    out_.subjects[row] = out_.units[row] = lineage_.units()[Table::index(unit)].id;
    out_.bits.row(row) = unit_bits_.rules.row(unit);
    out_.all[row] = unit_bits_.all[unit];
    out_.countable[row] = unit_bits_.countable[unit];
  }
}

void Evaluator::judge_people(const Links& links, Recorders* recorders) {
  if (recorders != nullptr) recorders->expect(false, people_.size());
  parallel_for_blocks(
      size_of(people_), 1,
      [&](std::int64_t number, std::int64_t) {
        const auto at = static_cast<std::size_t>(number);
        const Block& block = people_[at];
        const Eigen::Index n = size_of(block.subjects);
        for (Eigen::Index i = 0; i < n; ++i) {
          out_.subjects[block.first_row + i] = block.subjects[static_cast<std::size_t>(i)].id;
          out_.units[block.first_row + i] = block.units[static_cast<std::size_t>(i)];
        }
        Judge(facts_, plan_, &links)
            .judge(block.subjects,
                   {out_.bits.middleRows(block.first_row, n), out_.all.segment(block.first_row, n),
                    out_.countable.segment(block.first_row, n)},
                   recorders == nullptr ? nullptr : &recorders->start(false, at, block.subjects));
      },
      threads_);
}

}  // namespace lantoa
