#include "ratios.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace lantoa {
namespace {

Day last_day_of(int year) { return day_of(year, 12, 31); }

bool take_one(int& left) {
  if (left == 0) return false;
  --left;
  return true;
}

}  // namespace

AnswerRatio::AnswerRatio(const Facts& facts, const Plan& plan, const Rule& rule)
    : facts_(facts),
      fact_(plan.facts[Table::index(rule.fact)]),
      window_(plan.window),
      answer_gaps_(facts, fact_.table),
      launch_gaps_(facts, fact_.launches) {}

Measured AnswerRatio::measure(const Asker& asker, std::span<const Event> answers, Notes* notes) {
  count_blank_keys(answers, false);
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
  return total(asker, answers, hidden);
}

/// @param future  also those that are not seen yet
void AnswerRatio::count_blank_keys(std::span<const Event> answers, bool future) {
  blank_.assign(Table::index(window_.years()) + 1, 0);
  for (const Event& answer : answers) {
    if (answer.key != kNoKey || (future ? answer.later : answer.counts) == Tri::kNo) continue;
    const bool dated = answer.day != kNoDay;
    ++(dated ? blank_[Table::index(year_of(answer.day) - window_.first)] : blank_.back());
  }
}

/// The days of the window so far on which the subject was there, perhaps with holes between.
AnswerRatio::Days AnswerRatio::undated(const Asker& asker) const {
  const Days days{window_.first_day(), std::min(asker.clock, window_.last_day())};
  if (asker.is_unit) return {std::max(days.first, asker.opened), days.last};
  Days there;
  for (const Membership& membership : facts_.of_person(asker.last_subject())) {
    there = {std::min(there.first, membership.from), std::max(there.last, membership.to)};
  }
  return {std::max(days.first, there.first), std::min(days.last, there.last)};
}

AnswerRatio::Launched AnswerRatio::launched(const Asker& asker, std::span<const Event> answers,
                                            Code row) const {
  const Table& launches = facts_.table(fact_.launches);
  const Day day = launches.at(fact_.launched, row);
  const Code key = launches.at(fact_.launch_key, row);
  const bool dated = !is_blank(day);
  const Days days = dated ? Days{day, day} : undated(asker);
  Launched out{.there = dated ? present(asker, day) : tri(false, days.first <= days.last),
               .dated = dated};
  if (out.there == Tri::kNo) return out;
  const int first = year_of(days.first);
  const int last = year_of(days.last);
  out.first_year = first - window_.first;
  out.last_year = last - window_.first;
  out.hidden = answer_gaps_.touch(days.first, std::min(asker.clock, last_day_of(last)));
  out.surely_may_come = asker.clock < last_day_of(first);
  out.may_come = asker.clock < last_day_of(last);
  if (out.hidden) out.answered = Tri::kPerhaps;
  for (const Event& answer : answers) {
    const bool has_day = answer.day != kNoDay;
    const int year = has_day ? year_of(answer.day) : first;
    if (answer.key != key || year < first || year > last) continue;
    const bool surely = has_day && first == last;
    out.answered =
        std::max(out.answered, surely ? answer.counts : both(answer.counts, Tri::kPerhaps));
    out.surely_may_come |= surely && answer.later == Tri::kYes;
    out.may_come |= answer.later != Tri::kNo;
  }
  return out;
}

/// Writes down a launch that has no sure answer.
void AnswerRatio::note(const Asker& asker, const Launched& launched, Code row, Notes& notes) const {
  const Code subject = asker.last_subject();
  const bool blank_key =
      !launched.dated || blank_.back() > 0 || blank_[Table::index(launched.first_year)] > 0;
  if (launched.there == Tri::kPerhaps && launched.dated) {
    notes.miss(Part::kPerhaps, Why::kMembership, fact_.launches, row, subject);
  } else if (launched.hidden) {
    notes.miss(Part::kPerhaps, Why::kRegisterGap, fact_.launches, row, subject);
  } else if (launched.answered == Tri::kPerhaps || blank_key) {
    notes.miss(Part::kPerhaps, Why::kCellUnreadable, fact_.launches, row, subject);
  } else {
    const Part part = launched.surely_may_come ? Part::kOpenYear : Part::kBreaks;
    notes.add(part, fact_.launches, row, subject);
  }
}

/// Whether something was launched by now, in the window, while the subject was there.
Tri AnswerRatio::present(const Asker& asker, Day day) const {
  if (day > asker.clock || day < window_.first_day() || day > window_.last_day()) return Tri::kNo;
  if (asker.is_unit) return tri(asker.opened <= day, false);
  const Belonging found = belonging(facts_.of_person(asker.last_subject()), day);
  return tri(found.somewhere, !found.perhaps.empty());
}

/// Uses up an answer without a key that may be for this launch: one of a year that is possible,
/// else one without a day.
bool AnswerRatio::take_blank_key(const Launched& launched) {
  for (int year = launched.first_year; year <= launched.last_year; ++year) {
    if (take_one(blank_[Table::index(year)])) return true;
  }
  return take_one(blank_.back());
}

/// The share at one corner.
///
/// @param best    fill what is not known in the subject's favour, or against it
/// @param future  let every answer come that still may
AnswerRatio::Share AnswerRatio::share(std::span<const Event> answers, bool best, bool future) {
  Share out;
  unanswered_.clear();
  for (const Launched& l : launched_) {
    const bool comes = future && (best ? l.may_come : l.surely_may_come);
    const bool answered = comes || l.answered == Tri::kYes || (best && l.answered == Tri::kPerhaps);
    if (best && !answered) unanswered_.push_back(&l);
    if (l.there != Tri::kYes && answered != best) continue;
    ++out.asked;
    out.answered += answered ? 1 : 0;
  }
  if (!best) return out;
  count_blank_keys(answers, future);
  // First for what is surely asked; what is perhaps asked is so only where it is answered. A launch
  // that can take fewer of the keys left comes first.
  std::ranges::sort(unanswered_, {}, [](const Launched* l) {
    return std::tuple(l->there != Tri::kYes, l->last_year - l->first_year, l);
  });
  for (const Launched* l : unanswered_) {
    if (!take_blank_key(*l)) continue;
    ++out.answered;
    out.asked += l->there != Tri::kYes ? 1 : 0;
  }
  return out;
}

Measured AnswerRatio::total(const Asker& asker, std::span<const Event> answers,
                            bool launches_hidden) {
  const bool open = asker.clock < window_.last_day();
  // More keys that nobody answers bring any share down to 0.
  const Notch worst = launches_hidden ? 0 : share(answers, false, false).notch();
  const Notch best = with_more(share(answers, true, false), launches_hidden);
  Share later = share(answers, false, true);
  if (launches_hidden) ++later.asked;
  Notch worst_hi = with_more(later, open);
  if (launches_hidden && !open) worst_hi = 0;
  return {.worst_lo = open ? 0 : worst,
          .worst_hi = worst_hi,
          .best_lo = open ? 0 : best,
          .best_hi = with_more(share(answers, true, true), open || launches_hidden),
          .provisional_worst = worst,
          .provisional_best = best};
}

/// More keys, all of them answered: as near to 1000 per mille as one likes.
Notch AnswerRatio::with_more(Share share, bool more) {
  return !more || share.answered == share.asked ? share.notch() : 1999;
}

}  // namespace lantoa
