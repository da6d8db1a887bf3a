#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "yearly.hpp"

namespace lantoa {
namespace {

/// Which rows decide a year whose least or most ratio is asked.
struct Extreme {
  Take take = Take::kMin;
  Notch least = 0;

  [[nodiscard]] bool decides(Notch ratio, const Hold& hold, bool some_unread) const {
    if (hold.sure()) return take == Take::kMin || ratio >= least;
    if (hold.never()) return take == Take::kMax || (ratio >= 0 && ratio < least);
    return !some_unread || ratio == kNoRatio;
  }
};

/// Writes down one year of a rule.
class YearNoter {
 public:
  YearNoter(Code table, Code subject, int year, std::optional<Extreme> extreme, Notes& notes)
      : table_(table), subject_(subject), year_(year), extreme_(extreme), notes_(notes) {}

  /// A year before the subject came that is asked all the same.
  void not_there() { notes_.add(Part::kBreaks, table_, -1, subject_, year_); }

  /// @return  whether the year is open for the rule
  bool note(const YearCell& cell, const Hold& hold, std::span<const YearRow> rows) {
    std::vector<YearRow> seen;
    std::ranges::copy_if(rows, std::back_inserter(seen), [](const YearRow& r) { return !r.late; });
    const bool decided = !seen.empty() && (hold.sure() || hold.never());
    const bool is_open = cell.open && !decided;
    if (is_open) note_open(rows);
    if (is_open && hold.settled()) return true;
    if (seen.empty()) note_absent(cell, hold);
    const bool some_unread =
        std::ranges::any_of(seen, [](const YearRow& r) { return r.ratio == kNoRatio; });
    for (const YearRow& row : seen) {
      if (!extreme_ || extreme_->decides(row.ratio, hold, some_unread)) note_seen(row, cell, hold);
    }
    return is_open;
  }

 private:
  Code table_;
  Code subject_;
  int year_;
  std::optional<Extreme> extreme_;
  Notes& notes_;

  void note_open(std::span<const YearRow> rows) {
    bool any = false;
    for (const YearRow& row : rows) {
      if (!row.late) continue;
      notes_.add(Part::kOpenYear, table_, row.row, row.subject, year_);
      any = true;
    }
    if (!any) notes_.add(Part::kOpenYear, table_, -1, subject_, year_);
  }

  void note_absent(const YearCell& cell, const Hold& hold) {
    if (cell.left_out) {
      notes_.add(Part::kMissing, table_, -1, subject_, year_);
    } else if (!hold.settled()) {
      notes_.miss(Part::kMissing, cell.why, table_, -1, subject_, year_);
    } else if (!hold.sure()) {
      notes_.add(Part::kBreaks, table_, -1, subject_, year_);
    }
  }

  void note_seen(const YearRow& row, const YearCell& cell, const Hold& hold) {
    if (cell.left_out || cell.never) {
      notes_.add(Part::kNotRated, table_, row.row, row.subject, year_);
    } else if (!hold.settled()) {
      notes_.miss(Part::kPerhaps, cell.why, table_, row.row, row.subject, year_);
    } else {
      notes_.add(hold.sure() ? Part::kCounts : Part::kBreaks, table_, row.row, row.subject, year_);
    }
  }
};

/// Whose row of a year it would be: of a merged unit's line, the predecessor's or its own.
Code subject_in(const Asker& asker, int year) {
  Code subject = asker.last_subject();
  for (const Segment& segment : asker.segments) {
    if (segment.has_year(year)) subject = segment.subject;
  }
  return subject;
}

}  // namespace

void YearlyRule::note(const Asker& asker, const YearCells& cells, std::span<const YearRow> rows,
                      Notes& notes) const {
  const int only = rule_.kind == Kind::kLatest ? latest_year(cells) : -1;
  const Late late = asker.is_unit ? plan_.policy.new_unit : plan_.policy.joined_late;
  const bool one_decides =
      fact_.has_ratio && (fact_.take == Take::kMin || fact_.take == Take::kMax);
  for (std::size_t at = 0; at < years_; ++at) {
    const YearCell& cell = cells.years[at];
    const bool looked_at = only < 0 || (std::cmp_greater_equal(at, only) && cell.closed);
    if (!looked_at || !(cell.asked || cell.left_out)) continue;
    const int year = plan_.window.first + static_cast<int>(at);
    std::vector<YearRow> of_year;
    std::ranges::copy_if(rows, std::back_inserter(of_year), [&](const YearRow& row) {
      const bool superseded = fact_.take == Take::kLatestDecision && !is_blank(row.decided) &&
                              row.decided < cells.gathered[at].latest &&
                              !plan_.policy.conflicts_are_unknown;
      return row.year == year && !superseded;
    });
    std::optional<Extreme> extreme;
    if (one_decides) extreme = Extreme{fact_.take, rule_.least[at]};
    YearNoter noter(fact_.table, subject_in(asker, year), year, extreme, notes);
    if (late == Late::kWholeWindow && year < asker.first_year) {
      noter.not_there();
    } else if (noter.note(cell, holds(cell, at), of_year)) {
      notes.open_years |= 1U << at;
    }
  }
}

}  // namespace lantoa
