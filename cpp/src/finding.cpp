#include "finding.hpp"

#include <algorithm>

namespace lantoa {
namespace {

bool is_one_of(std::span<const Code> ids, Code code) {
  return std::ranges::find(ids, code) != ids.end();
}

/// The only membership on a day where all first days are known: of most people on most days.
const Membership* only_one(std::span<const Membership> of, Day day) {
  const Membership* only = nullptr;
  for (const Membership& membership : of) {
    if (!membership.sure) return nullptr;
    if (!membership.covers(day)) continue;
    if (only != nullptr) return nullptr;
    only = &membership;
  }
  return only;
}

/// Whether somebody is in a unit of ours, whichever of several it is.
Tri is_member(const Belonging& found, auto own) {
  const bool every =
      std::ranges::all_of(found.perhaps, own) && (is_blank(found.unit) || own(found.unit));
  return tri(found.somewhere && every, own(found.unit) || std::ranges::any_of(found.perhaps, own));
}

}  // namespace

EventFinder::EventFinder(const Facts& facts, const Plan& plan, const Rule& rule)
    : facts_(facts),
      policy_(plan.policy),
      rule_(rule),
      fact_(plan.facts[Table::index(rule.fact)]),
      table_(facts.table(fact_.table)),
      first_year_(plan.window.first),
      first_day_(plan.window.first_day()),
      last_day_(plan.window.last_day()),
      filter_(table_, fact_),
      levels_(table_, fact_),
      year_(table_, fact_.year),
      seen_on_(table_, fact_.seen_on),
      key_(table_, fact_.key),
      share_(table_, fact_.share),
      recognised_(table_, fact_.recognised),
      place_(table_, fact_.place),
      filters_(!rule.levels.empty() || !rule.shares.empty() || !rule.recognised.empty()) {
  for (std::size_t i = 0; i < fact_.counts_on.size(); ++i) {
    counts_on_.push_back({Cells(table_, fact_.counts_on[i]), fact_.counts_on_year[i] != 0});
  }
  for (int year = plan.window.first; year <= plan.window.last; ++year) {
    last_days_.push_back(day_of(year, 12, 31));
  }
  for (const Code column : fact_.recognised_by) recognised_by_.emplace_back(table_, column);
}

std::span<Event> EventFinder::find(const Asker& asker) {
  events_.clear();
  if (!asker.is_unit || rule_.over != Over::kMembers) {
    for (const Segment& segment : asker.segments) find_own(asker, segment);
  }
  if (asker.is_unit && rule_.over != Over::kSelf) find_members(asker);
  return events_;
}

void EventFinder::find_own(const Asker& asker, const Segment& segment) {
  for (Code row = table_.begin(segment.subject); row < table_.end(segment.subject); ++row) {
    consider(asker, row, segment.subject,
             [&](Day day) { return tri(segment.has_day(day), false); });
  }
}

void EventFinder::find_members(const Asker& asker) {
  members_.clear();
  for (const Segment& segment : asker.segments) {
    for (const Membership& m : facts_.of_unit(segment.subject)) {
      const bool has_rows = table_.begin(m.person) != table_.end(m.person);
      if (has_rows) members_.push_back({m.person, m.only ? &m : nullptr});
    }
  }
  // Those of one id come in order.
  if (!std::ranges::is_sorted(members_, {}, &Person::person)) {
    std::ranges::sort(members_, {}, &Person::person);
  }
  const auto again = std::ranges::unique(members_, {}, &Person::person);
  members_.erase(again.begin(), again.end());
  for (const Person& member : members_) find_of_member(asker, member);
}

void EventFinder::find_of_member(const Asker& asker, const Person& member) {
  const Code person = member.person;
  const auto memberships =
      member.only != nullptr ? std::span(member.only, 1) : facts_.of_person(person);
  const Tri now = rule_.members_on_as_of_date ? is_member_now(asker, memberships) : Tri::kNo;
  for (Code row = table_.begin(person); row < table_.end(person); ++row) {
    consider(asker, row, person, [&](Day day) {
      return rule_.members_on_as_of_date ? now : was_member(asker, memberships, day);
    });
  }
}

Tri EventFinder::is_member_now(const Asker& asker, std::span<const Membership> of) const {
  const Belonging found = belonging(of, asker.clock);
  return is_member(found, [&](Code unit) { return is_one_of(asker.ids, unit); });
}

Tri EventFinder::was_member(const Asker& asker, std::span<const Membership> of, Day day) const {
  const auto own = [&](Code unit) {
    return std::ranges::any_of(
        asker.segments, [&](const Segment& s) { return s.subject == unit && s.has_day(day); });
  };
  const Membership* only = only_one(of, day);
  return only != nullptr ? tri(own(only->unit), false) : is_member(belonging(of, day), own);
}

/// The 31 December of a year.
Day EventFinder::last_day_of(int year) const {
  const auto at = static_cast<std::size_t>(std::int64_t{year} - first_year_);
  return at < last_days_.size() ? last_days_[at] : day_of(year, 12, 31);
}

/// The day of the first of the `counts_on` columns that is filled.
EventFinder::Dated EventFinder::dated(Code row) const {
  for (const DayColumn& column : counts_on_) {
    const Code cell = column.cells[row];
    if (is_blank(cell)) continue;
    const Day day = column.holds_year ? last_day_of(cell) : cell;
    return {day, day};
  }
  const Code year = year_[row];
  if (is_blank(year)) return {};
  return {day_of(year, 1, 1), day_of(year + 1, 12, 31)};
}

/// What a row is counted by; a unit under any of its names is the same.
Code EventFinder::key_of(Code row) const {
  const Code key = key_.exist() ? key_[row] : row;
  if (is_blank(key)) return kNoKey;
  return fact_.key_is_subject && facts_.is_unit(key) ? same_unit(facts_, policy_, key) : key;
}

template <class Member>
void EventFinder::consider(const Asker& asker, Code row, Code subject, Member member_on) {
  const Dated dates = dated(row);
  if (dates.last < first_day_ || dates.first > last_day_) return;
  const Tri standing = filter_.counts(row, asker.clock);
  if (standing == Tri::kNo) return;
  if (fact_.key_is_subject && is_one_of(asker.ids, key_[row])) return;
  Event& event = events_.emplace_back();  // taken back if it does not count
  event.key = key_of(row);
  event.table_row = row;
  event.subject = subject;
  event.place = place_[row];
  if (dates.exact()) {
    event.day = dates.first;
    const Tri counts = both(standing, on_day(row, event.day, member_on, event.why));
    const Day seen = seen_on_[row];
    const bool is_seen = (is_blank(seen) ? event.day : seen) <= asker.clock;
    if (is_seen) event.counts = counts;
    event.later = counts;
    event.late = !is_seen && counts != Tri::kNo;
  } else {
    undated(asker, dates, member_on, event);
    event.counts = both(standing, event.counts);
    event.later = both(standing, event.later);
  }
  if (standing == Tri::kPerhaps) event.why = Why::kCellUnreadable;
  if (event.counts == Tri::kNo && !event.late) events_.pop_back();
}

template <class Member>
Tri EventFinder::on_day(Code row, Day day, Member member_on, Why& why) const {
  if (day < first_day_ || day > last_day_) return Tri::kNo;
  const Tri fits = filters_ ? this->fits(row, rule_.in_force(day)) : Tri::kYes;
  if (fits == Tri::kNo) return Tri::kNo;
  why = fits == Tri::kPerhaps ? Why::kCellUnreadable : Why::kMembership;
  return both(fits, member_on(day));
}

/// An undated row counts where every day would, perhaps where some would.
template <class Member>
void EventFinder::undated(const Asker& asker, Dated dates, Member member_on, Event& event) {
  const Day seen = seen_on_[event.table_row];
  const bool row_is_seen = !is_blank(seen) && seen <= asker.clock;
  const bool row_is_late = !is_blank(seen) && seen > asker.clock;
  const Day first = std::max(dates.first, first_day_);
  const Day last = std::min(dates.last, last_day_);
  bool every = dates.first >= first_day_ && dates.last <= last_day_;  // every day counts
  bool every_seen = true;
  Why ignored{};
  cut_into_stretches(asker, event.subject, first, last);
  for (const Day day : stretches_) {
    const Tri counts = on_day(event.table_row, day, member_on, ignored);
    const bool is_seen = row_is_seen || (!row_is_late && day <= asker.clock);
    every = every && counts == Tri::kYes;
    every_seen = every_seen && is_seen;
    if (counts == Tri::kNo) continue;
    event.later = Tri::kPerhaps;
    if (is_seen) {
      event.counts = Tri::kPerhaps;
    } else {
      event.late = true;
    }
  }
  if (every) event.later = Tri::kYes;
  if (every && every_seen) event.counts = Tri::kYes;
}

/// The first days of stretches in which no filter, membership, line or sight of a row changes.
void EventFinder::cut_into_stretches(const Asker& asker, Code subject, Day first, Day last) {
  stretches_ = {first};
  const auto cut = [&](Day day) {
    if (first < day && day <= last) stretches_.push_back(day);
  };
  cut(asker.clock + 1);
  for (const Day since : rule_.since) cut(since);
  for (const Segment& segment : asker.segments) {
    cut(segment.from);
    cut(segment.to + 1);
  }
  if (facts_.is_unit(subject)) return;
  for (const Membership& m : facts_.of_person(subject)) {
    cut(m.from);
    cut(m.to + 1);
  }
}

/// Whether a row passes the filters of the rule, as they are in force.
Tri EventFinder::fits(Code row, std::size_t at) const {
  Tri result = Tri::kYes;
  if (!rule_.levels.empty()) {
    const Levels levels = levels_.of(row);
    const Levels wanted = rule_.levels[at];
    result = both(result, tri((levels & ~wanted) == 0, (levels & wanted) != 0));
  }
  if (!rule_.shares.empty() && rule_.shares[at] > 0) {
    const Code share = share_[row];
    result = both(result, tri(!is_blank(share) && share >= rule_.shares[at], is_blank(share)));
  }
  if (!rule_.recognised.empty() && rule_.recognised[at] != 0) {
    result = both(result, recognised(row));
  }
  return result;
}

/// A blank `recognised` is a yes where the row has a decision or a scope.
Tri EventFinder::recognised(Code row) const {
  const Code cell = recognised_[row];
  if (!is_blank(cell)) return tri(cell != 0, false);
  if (cell == kUnreadable) return Tri::kPerhaps;
  return tri(std::ranges::any_of(recognised_by_,
                                 [&](const Cells& cells) { return !is_blank(cells[row]); }),
             true);
}

}  // namespace lantoa
