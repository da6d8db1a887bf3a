#include "kept.hpp"

namespace lantoa {
namespace {

/// Keeps a record for each block.
class Keeping : public Recorders {
 public:
  explicit Keeping(const Plan& plan) : plan_(plan) {}

  void expect(bool units, std::size_t blocks) override { of(units).resize(blocks); }
  Recorder& start(bool units, std::size_t block, std::span<const Subject> subjects) override {
    auto& record = of(units)[block];
    record = std::make_unique<BlockRecord>(plan_, subjects);
    return *record;
  }
  [[nodiscard]] Records& of(bool units) { return units ? units_ : people_; }

 private:
  const Plan& plan_;
  Records units_;
  Records people_;
};

}  // namespace

Measurements::Kept::Kept(const Facts& facts, Plan of_plan, int threads) : plan(std::move(of_plan)) {
  Keeping keeping(plan);
  Evaluator evaluator(facts, plan, threads);
  evaluation = evaluator.evaluate(&keeping);
  unit_bits = evaluator.unit_bits();
  judged = evaluator.units();
  units = std::move(keeping.of(true));
  people = std::move(keeping.of(false));
}

}  // namespace lantoa
