// Event rules and judgements: which rows of a register count, and what that makes of a rule.
//
// A row counts, perhaps counts (a cell that the rule asks for is blank), or does not.
// `docs/verdicts.md` defines each.
#pragma once

#include <span>

#include "lantoa/yearly.hpp"

namespace lantoa {

/// Who is asked, for event rules and judgements.
struct Asker {
  std::span<const Segment> segments;  ///< own rows
  std::span<const Code> ids;          ///< own ids, for judgements and for `as_of_date`
  bool is_unit = false;
  Day clock = 0;
  Day opened = kFirstDay;  ///< of a unit: presence, for launches
  Day closed = kLastDay;
};

/// Measures `events_at_least`, `never`, `place_within` or `ratio_at_least`; the table is present.
[[nodiscard]] Measured measure_events(const Facts& facts, const Plan& plan, const Rule& rule,
                                      const Asker& asker, Notes* notes);

/// Measures `attested`: the share of the latest judgement, -1 where it is not met.
[[nodiscard]] Measured measure_judgements(const Facts& facts, const Plan& plan, const Rule& rule,
                                          const Asker& asker, Notes* notes);

}  // namespace lantoa
