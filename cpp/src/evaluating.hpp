// One evaluation from facts to bits, in blocks of subjects.
#pragma once

#include <vector>

#include "judge.hpp"
#include "scope.hpp"

namespace lantoa {

/// Hands out a recorder for each block of subjects before it is judged, from any thread.
class Recorders {
 public:
  Recorders() = default;
  Recorders(const Recorders&) = delete;
  Recorders& operator=(const Recorders&) = delete;
  virtual ~Recorders() = default;

  virtual void expect(bool units, std::size_t blocks) = 0;
  [[nodiscard]] virtual Recorder& start(bool units, std::size_t block,
                                        std::span<const Subject> subjects) = 0;
};

/// The bits of the units of the lineage, those included that are not judged: heads need them.
struct UnitBits {
  BitTable rules;
  BitColumn all;
  BitColumn countable;
};

[[nodiscard]] UnitBits judge_units(const Facts& facts, const Plan& plan, const Lineage& lineage,
                                   int threads, Recorders* recorders = nullptr);

/// Judges everybody in scope. It borrows facts and plan.
class Evaluator {
 public:
  Evaluator(const Facts& facts, const Plan& plan, int threads);

  /// @param recorders  may be null
  [[nodiscard]] Evaluation evaluate(Recorders* recorders = nullptr);

  /// After `evaluate`: units of the lineage x rules.
  [[nodiscard]] const BitTable& unit_bits() const { return unit_bits_.rules; }
  /// Positions in the lineage of the units that are judged, in the order of the rows.
  [[nodiscard]] const std::vector<Code>& units() const { return units_; }

 private:
  /// People whose codes lie side by side, those who are judged.
  struct Block {
    std::vector<Subject> subjects;
    std::vector<Code> units;  // the unit of each
    Eigen::Index first_row = 0;
  };

  const Facts& facts_;
  const Plan& plan_;
  int threads_;
  Lineage lineage_;
  UnitBits unit_bits_;
  std::vector<Code> units_;
  std::vector<Block> people_;
  Evaluation out_;

  void find_units();
  void find_people();
  void resize();
  void copy_units();
  void judge_people(const Links& links, Recorders* recorders);
};

}  // namespace lantoa
