#include "ratios.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace lantoa {
namespace {

Day last_day_of(int year) { return day_of(year, 12, 31); }

}  // namespace

AnswerRatio::AnswerRatio(const Facts& facts, const Plan& plan, const Rule& rule)
    : facts_(facts),
      fact_(plan.facts[Table::index(rule.fact)]),
      window_(plan.window),
      answer_gaps_(facts, fact_.table),
      launch_gaps_(facts, fact_.launches) {}

Measured AnswerRatio::measure(const Asker& asker, std::span<const Event> answers, Notes* notes) {
  count_blank_keys(answers);
  launched_.clear();
  const Table& launches = facts_.table(fact_.launches);
  for (Code row = 0; std::cmp_less(row, launches.row.size()); ++row) {
    const Launched found = launched(asker, answers, row);
    if (found.there == Tri::kNo) continue;
    launched_.push_back(found);
    if (notes != nullptr && found.answered != Tri::kYes) {
      note(asker, found, launches.row[Table::index(row)], *notes);
    }
  }
  const Day end = std::min(asker.clock, window_.last_day());
  const bool hidden = launch_gaps_.touch(window_.first_day(), end);
  if (hidden && notes != nullptr) {
    notes->miss(Part::kMissing, Why::kRegisterGap, fact_.launches, -1, asker.last_subject());
  }
  return total(asker, hidden);
}

void AnswerRatio::count_blank_keys(std::span<const Event> answers) {
  blank_.assign(Table::index(window_.years()) + 1, 0);
  for (const Event& answer : answers) {
    if (answer.key != kNoKey || answer.counts == Tri::kNo) continue;
    const bool dated = answer.day != kNoDay;
    ++(dated ? blank_[Table::index(year_of(answer.day) - window_.first)] : blank_.back());
  }
}

AnswerRatio::Launched AnswerRatio::launched(const Asker& asker, std::span<const Event> answers,
                                            Code row) const {
  const Table& launches = facts_.table(fact_.launches);
  const Day day = launches.at(fact_.launched, row);
  const Code key = launches.at(fact_.launch_key, row);
  const bool dated = !is_blank(day);
  // Launched on a day that is not known: at the latest in the year of the clock, in the worst
  // case in the first of the window.
  const int year = dated ? year_of(day) : window_.first;
  Launched out{.there = present(asker, day), .year = dated ? year - window_.first : -1};
  if (out.there == Tri::kNo) return out;
  out.hidden = dated && answer_gaps_.touch(day, std::min(asker.clock, last_day_of(year)));
  out.may_come = asker.clock < last_day_of(year);
  if (out.hidden) out.answered = Tri::kPerhaps;
  for (const Event& answer : answers) {
    const bool same_year = answer.day == kNoDay || !dated || year_of(answer.day) == year;
    if (answer.key != key || !same_year) continue;
    const bool surely = answer.counts == Tri::kYes && answer.day != kNoDay && dated;
    out.answered = std::max(out.answered, tri(surely, answer.counts != Tri::kNo));
    out.may_come |= answer.late;
  }
  return out;
}

/// Writes down a launch that has no sure answer.
void AnswerRatio::note(const Asker& asker, const Launched& launched, Code row, Notes& notes) const {
  const Code subject = asker.last_subject();
  const bool undated = launched.year < 0;
  const bool blank_key =
      undated || blank_.back() > 0 || blank_[Table::index(std::max(launched.year, 0))] > 0;
  if (launched.there == Tri::kPerhaps && !undated) {
    notes.miss(Part::kPerhaps, Why::kMembership, fact_.launches, row, subject);
  } else if (launched.hidden) {
    notes.miss(Part::kPerhaps, Why::kRegisterGap, fact_.launches, row, subject);
  } else if (launched.answered == Tri::kPerhaps || blank_key) {
    notes.miss(Part::kPerhaps, Why::kCellUnreadable, fact_.launches, row, subject);
  } else {
    const Part part = launched.may_come ? Part::kOpenYear : Part::kBreaks;
    notes.add(part, fact_.launches, row, subject);
  }
}

/// Whether something was launched by now, in the window, while the subject was there.
Tri AnswerRatio::present(const Asker& asker, Day day) const {
  if (is_blank(day)) return Tri::kPerhaps;
  if (day > asker.clock || day < window_.first_day() || day > window_.last_day()) return Tri::kNo;
  if (asker.is_unit) return tri(asker.opened <= day, false);
  const Belonging found = belonging(facts_.of_person(asker.last_subject()), day);
  return tri(!is_blank(found.unit), !found.perhaps.empty());
}

/// The share at one corner.
///
/// @param best    fill what is not known in the subject's favour, or against it
/// @param future  let every answer come that still may
AnswerRatio::Share AnswerRatio::share(bool best, bool future) {
  Share out;
  unanswered_.assign(blank_.size(), 0);
  for (const Launched& l : launched_) {
    const bool answered =
        l.answered == Tri::kYes || (best && l.answered == Tri::kPerhaps) || (future && l.may_come);
    if (l.there != Tri::kYes && answered != best) continue;
    ++out.asked;
    out.answered += answered ? 1 : 0;
    if (!answered) ++(l.year < 0 ? unanswered_.back() : unanswered_[Table::index(l.year)]);
  }
  if (!best) return out;
  // An answer without a key answers a key of its year; one without a day, any that is left.
  for (std::size_t year = 0; year + 1 < blank_.size(); ++year) {
    const int taken = std::min(unanswered_[year], blank_[year]);
    out.answered += taken;
    unanswered_[year] -= taken;
  }
  out.answered += std::min(blank_.back(), std::reduce(unanswered_.begin(), unanswered_.end()));
  return out;
}

Measured AnswerRatio::total(const Asker& asker, bool launches_hidden) {
  const bool open = asker.clock < window_.last_day();
  // More keys that nobody answers bring any share down to 0.
  const Notch worst = launches_hidden ? 0 : share(false, false).notch();
  const Notch best = with_more(share(true, false), launches_hidden);
  Share later = share(false, true);
  if (launches_hidden) ++later.asked;
  Notch worst_hi = with_more(later, open);
  if (launches_hidden && !open) worst_hi = 0;
  return {.worst_lo = open ? 0 : worst,
          .worst_hi = worst_hi,
          .best_lo = open ? 0 : best,
          .best_hi = with_more(share(true, true), open || launches_hidden),
          .provisional_worst = worst,
          .provisional_best = best};
}

/// More keys, all of them answered: as near to 1000 per mille as one likes.
Notch AnswerRatio::with_more(Share share, bool more) {
  return !more || share.answered == share.asked ? share.notch() : 1999;
}

}  // namespace lantoa
