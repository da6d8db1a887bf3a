#include "holds.hpp"

#include <algorithm>
#include <bit>

namespace lantoa {
namespace {

constexpr Hold kLeftOut{Does::kLeftOut, Does::kLeftOut, Does::kLeftOut, Does::kLeftOut};

Does does(bool holds) { return holds ? Does::kHolds : Does::kFails; }

Hold hold(bool worst_lo, bool worst_hi, bool best_lo, bool best_hi) {
  return {does(worst_lo), does(worst_hi), does(best_lo), does(best_hi)};
}

/// An open year, if every value holds, or some: it may end without a row, or be settled unseen.
Hold open_holds(const YearCell& cell, bool every, bool some) {
  const bool surely = every && !cell.empty;
  if (!cell.hidden) return hold(surely, some, surely, some);
  return hold(surely, every && some, some, some);
}

/// Several levels may be held side by side, and more may come.
Hold held_levels(const YearCell& cell, Levels wanted, Levels all) {
  const bool held = (cell.held & wanted) != 0;
  const bool filled = held || (cell.may & wanted) != 0;
  const bool comes = (cell.later & wanted) != 0;
  // The worst filling is the highest value that does not hold: only above it may more come.
  const Levels highest = std::bit_floor(cell.may & all & ~wanted);
  const Levels above = highest == 0 ? all : all & ~(2 * highest - 1);
  const bool comes_at_worst = (cell.later & wanted & above) != 0;
  const bool surely_comes = cell.due && ((all | cell.may) & ~wanted) == 0;
  return hold(held || surely_comes, held || comes_at_worst, filled || surely_comes,
              filled || comes);
}

/// The worst and the best of what a year may turn out to be.
class Either {
 public:
  void add(const Hold& one) {
    found_ =
        none_
            ? one
            : Hold{std::min(found_.worst_lo, one.worst_lo), std::min(found_.worst_hi, one.worst_hi),
                   std::max(found_.best_lo, one.best_lo), std::max(found_.best_hi, one.best_hi)};
    none_ = false;
  }
  [[nodiscard]] const Hold& found() const { return found_; }

 private:
  Hold found_;
  bool none_ = true;
};

/// A year whose state itself is not known.
Hold unsettled_holds(const YearCell& cell, Levels wanted, Levels all) {
  const bool some = (all & wanted) != 0;
  const bool every = (all & ~wanted) == 0;
  Either either;
  if ((cell.ways & kAsWritten) != 0) {
    const bool held = (cell.held & wanted) != 0;
    const bool all_hold = cell.due && cell.held == 0 && (cell.may & ~wanted) == 0;
    const bool filled = held || (cell.may & wanted) != 0 || (cell.hidden && some);
    either.add(hold(held || all_hold, held || all_hold, filled, filled));
  }
  if ((cell.ways & kAnyLevel) != 0) either.add(hold(every, every, some, some));
  if ((cell.ways & kNothing) != 0) either.add({});
  if ((cell.ways & kSkipped) != 0) either.add(kLeftOut);
  if ((cell.ways & kStillOpen) != 0) either.add(held_levels(cell, wanted, all));
  return either.found();
}

}  // namespace

Hold hold_of_levels(const YearCell& cell, Levels wanted, Levels all) {
  if (!cell.asked) return kLeftOut;
  if (cell.never) return {};
  if (cell.ways != 0) return unsettled_holds(cell, wanted, all);
  if (cell.any) return held_levels(cell, wanted, all);
  const bool every = (all & ~wanted) == 0;
  if (cell.open) return open_holds(cell, every, (all & wanted) != 0);
  const bool worst = (cell.may & ~wanted) == 0;
  const bool best = (cell.may & wanted) != 0;
  return hold(worst, worst, best, best);
}

Hold hold_of_ratio(const YearCell& cell, Notch least) {
  if (!cell.asked) return kLeftOut;
  if (cell.never) return {};
  if (cell.open) return open_holds(cell, least <= 0, true);
  const bool worst = cell.least >= least;
  const bool best = cell.most >= least;
  return hold(worst, worst, best, best);
}

YearCell provisionally(YearCell cell) {
  if (cell.open) cell.asked = false;
  if ((cell.ways & kStillOpen) != 0) {
    cell.ways = static_cast<std::uint8_t>((cell.ways & ~kStillOpen) | kSkipped);
  }
  return cell;
}

}  // namespace lantoa
