// Yearly rules: what the years of a fact make of `every_year`, `years_at_least`, `latest` and
// `mean_over_window`.
#pragma once

#include "holds.hpp"
#include "lantoa/measured.hpp"

namespace lantoa {

/// A yearly rule, asked of the cells of its fact. It borrows plan and rule.
class YearlyRule {
 public:
  YearlyRule(const Plan& plan, const Rule& rule);

  /// @param clock  the day on which the subject is judged
  [[nodiscard]] Measured measure(const YearCells& cells, Day clock) const;

  /// How many more years must hold, at the worst filling, before the rule is met; -1 for a mean.
  ///
  /// Of a run the years between its ends that are open; kMany where no run can be long enough.
  [[nodiscard]] std::int32_t needed(const YearCells& cells, Day clock) const;

  /// Writes down the rows and years that decide.
  ///
  /// @param rows  the rows of the years, as they were read into `cells`
  void note(const Asker& asker, const YearCells& cells, std::span<const YearRow> rows,
            Notes& notes) const;

 private:
  const Plan& plan_;
  const Rule& rule_;
  const FactRule& fact_;
  std::size_t years_;

  [[nodiscard]] Hold holds(const YearCell& cell, std::size_t year) const;
  [[nodiscard]] Measured counted(const YearCells& cells) const;
  [[nodiscard]] Measured latest(const YearCells& cells) const;
  [[nodiscard]] Measured mean(const YearCells& cells, Day clock) const;
  [[nodiscard]] std::uint8_t enough_rated(const YearCells& cells) const;
  [[nodiscard]] std::int32_t needed_in_a_row(const YearCells& cells) const;
  /// The year that a `latest` rule looks at, the first of several where one may be left out; -1
  /// before the first.
  [[nodiscard]] int latest_year(const YearCells& cells) const;
};

}  // namespace lantoa
