// What an evaluation leaves behind, so that other thresholds redo comparisons only.
#pragma once

#include <memory>
#include <utility>
#include <vector>

#include "evaluating.hpp"
#include "lantoa/measurements.hpp"
#include "recording.hpp"

namespace lantoa {

using Records = std::vector<std::unique_ptr<BlockRecord>>;

struct Measurements::Kept {
  Plan plan;
  Evaluation evaluation;
  BitTable unit_bits;        // units of the lineage x rules
  std::vector<Code> judged;  // units of the lineage, by row
  Records units;             // by block of units of the lineage
  Records people;            // by block of people who are judged

  Kept(const Facts& facts, Plan of_plan, int threads);
};

}  // namespace lantoa
