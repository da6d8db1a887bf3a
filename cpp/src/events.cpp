#include "lantoa/events.hpp"

#include <algorithm>

#include "rows.hpp"

namespace lantoa {
namespace {

constexpr Code kNoKey = kBlank;

/// The days on which a row may lie; one day, or a span where it is not dated.
struct Dated {
  Day first = kFirstDay;
  Day last = kLastDay;
  [[nodiscard]] bool exact() const { return first == last; }
};

/// A row that counts or perhaps counts.
struct Event {
  Code key = kNoKey;
  Code table_row = 0;
  Code subject = 0;
  Tri counts = Tri::kNo;  // as of the clock
  bool late = false;      // not seen yet: it may come
  Code place = kBlank;
  Day day = kNoDay;  // kNoDay: not dated
  Why why = Why::kCellUnreadable;
};

/// Finds the rows of a subject, or of the members of a unit, that count for a rule.
class Finder {
 public:
  Finder(const Facts& facts, const Plan& plan, const Rule& rule, const Asker& asker)
      : facts_(facts),
        plan_(plan),
        rule_(rule),
        fact_(plan.facts[Table::index(rule.fact)]),
        table_(facts.table(fact_.table)),
        asker_(asker),
        window_first_(plan.window.first_day()),
        window_last_(plan.window.last_day()) {}

  std::vector<Event> find() {
    const bool own = rule_.over != Over::kMembers || !asker_.is_unit;
    if (own) {
      for (const Segment& segment : asker_.segments) find_own(segment);
    }
    if (asker_.is_unit && rule_.over != Over::kSelf) find_members();
    return std::move(events_);
  }

 private:
  const Facts& facts_;
  const Plan& plan_;
  const Rule& rule_;
  const FactRule& fact_;
  const Table& table_;
  const Asker& asker_;
  Day window_first_;
  Day window_last_;
  std::vector<Event> events_;

  void find_own(const Segment& segment) {
    for (Code row = table_.begin(segment.subject); row < table_.end(segment.subject); ++row) {
      consider(row, segment.subject, [&](Day day) {
        return segment.from <= day && day <= segment.to ? Tri::kYes : Tri::kNo;
      });
    }
  }

  void find_members() {
    std::vector<Code> people;
    for (const Segment& segment : asker_.segments) {
      for (const Membership& m : facts_.of_unit(segment.subject)) people.push_back(m.person);
    }
    std::ranges::sort(people);
    people.erase(std::ranges::unique(people).begin(), people.end());
    for (const Code person : people) {
      if (table_.begin(person) == table_.end(person)) continue;
      const auto memberships = facts_.of_person(person);
      for (Code row = table_.begin(person); row < table_.end(person); ++row) {
        if (rule_.members_on_as_of_date) {
          const Tri member = is_member_now(memberships);
          consider(row, person, [&](Day) { return member; });
        } else {
          consider(row, person, [&](Day day) { return was_member(memberships, day); });
        }
      }
    }
  }

  [[nodiscard]] Tri is_member_now(std::span<const Membership> memberships) const {
    const Belonging found = belonging(memberships, asker_.clock);
    const auto own = [&](Code unit) {
      return std::ranges::find(asker_.ids, unit) != asker_.ids.end();
    };
    return tri(own(found.unit), std::ranges::any_of(found.perhaps, own));
  }

  [[nodiscard]] Tri was_member(std::span<const Membership> memberships, Day day) const {
    const Belonging found = belonging(memberships, day);
    const auto own = [&](Code unit) {
      return std::ranges::any_of(asker_.segments, [&](const Segment& s) {
        return s.subject == unit && s.from <= day && day <= s.to;
      });
    };
    return tri(own(found.unit), std::ranges::any_of(found.perhaps, own));
  }

  /// The day of the first of the `counts_on` columns that is filled.
  [[nodiscard]] Dated dated(Code row) const {
    for (std::size_t i = 0; i < fact_.counts_on.size(); ++i) {
      const Code cell = table_.at(fact_.counts_on[i], row);
      if (is_blank(cell)) continue;
      const Day day = fact_.counts_on_year[i] != 0 ? day_of(cell, 12, 31) : cell;
      return {day, day};
    }
    const Code year = fact_.year == kNoColumn ? kBlank : table_.at(fact_.year, row);
    if (is_blank(year)) return {};
    return {day_of(year, 1, 1), day_of(year + 1, 12, 31)};
  }

  template <class Member>
  void consider(Code row, Code subject, Member member_on) {
    const Tri standing = rows::counts(table_, fact_, row, asker_.clock);
    if (standing == Tri::kNo) return;
    const Code key = fact_.key == kNoColumn ? row : table_.at(fact_.key, row);
    if (fact_.key_is_subject && is_own(key)) return;
    const Dated dates = dated(row);
    const Code seen = fact_.seen_on == kNoColumn ? kBlank : table_.at(fact_.seen_on, row);
    Event event{.key = is_blank(key) ? kNoKey : key, .table_row = row, .subject = subject};
    if (fact_.place != kNoColumn) event.place = table_.at(fact_.place, row);
    Tri now = Tri::kNo;
    Tri later = Tri::kNo;
    if (dates.exact()) {
      event.day = dates.first;
      const Tri counts = on_day(row, dates.first, member_on, event);
      const bool is_seen = (is_blank(seen) ? dates.first : seen) <= asker_.clock;
      (is_seen ? now : later) = both(standing, counts);
    } else {
      undated(row, dates, seen, member_on, now, later);
      now = both(standing, now);
    }
    if (standing == Tri::kPerhaps) event.why = Why::kCellUnreadable;
    event.counts = now;
    event.late = later != Tri::kNo;
    if (now != Tri::kNo || event.late) events_.push_back(event);
  }

  [[nodiscard]] bool is_own(Code key) const {
    return std::ranges::find(asker_.ids, key) != asker_.ids.end();
  }

  template <class Member>
  Tri on_day(Code row, Day day, Member member_on, Event& event) const {
    if (day < window_first_ || day > window_last_) return Tri::kNo;
    const Tri fits = this->fits(row, rule_.in_force(day));
    if (fits == Tri::kNo) return Tri::kNo;
    const Tri member = member_on(day);
    event.why = fits == Tri::kPerhaps ? Why::kCellUnreadable : Why::kMembership;
    return both(fits, member);
  }

  /// An undated row counts where every day would, perhaps where some would.
  template <class Member>
  void undated(Code row, Dated dates, Code seen, Member member_on, Tri& now, Tri& later) const {
    const bool row_is_seen = !is_blank(seen) && seen <= asker_.clock;
    const bool row_is_late = !is_blank(seen) && seen > asker_.clock;
    const Day first = std::max(dates.first, window_first_);
    const Day last = std::min(dates.last, window_last_);
    bool every = dates.first >= window_first_ && dates.last <= window_last_;
    Event ignored;
    for (Day day = first; day <= last; ++day) {
      const Tri counts = on_day(row, day, member_on, ignored);
      const bool seen_then = row_is_seen || (!row_is_late && day <= asker_.clock);
      every = every && counts == Tri::kYes && seen_then;
      if (counts == Tri::kNo) continue;
      (seen_then ? now : later) = Tri::kPerhaps;
    }
    if (every && first <= last) now = Tri::kYes;
  }

  /// Whether a row passes the filters of the criterion, as they are in force.
  [[nodiscard]] Tri fits(Code row, std::size_t at) const {
    Tri result = Tri::kYes;
    if (!rule_.levels.empty()) {
      const Levels levels = rows::levels(table_, fact_, row);
      const Levels wanted = rule_.levels[at];
      result = both(result, tri((levels & ~wanted) == 0, (levels & wanted) != 0));
    }
    if (!rule_.shares.empty() && rule_.shares[at] > 0) {
      const Code share = table_.at(fact_.share, row);
      result = both(result, tri(!is_blank(share) && share >= rule_.shares[at], is_blank(share)));
    }
    if (!rule_.recognised.empty() && rule_.recognised[at] != 0) {
      result = both(result, recognised(row));
    }
    return result;
  }

  [[nodiscard]] Tri recognised(Code row) const {
    const Code cell = table_.at(fact_.recognised, row);
    if (!is_blank(cell)) return cell != 0 ? Tri::kYes : Tri::kNo;
    if (cell == kUnreadable) return Tri::kPerhaps;
    return tri(std::ranges::any_of(fact_.recognised_by,
                                   [&](Code column) { return !is_blank(table_.at(column, row)); }),
               true);
  }
};

/// Distinct keys among some events. A blank key is one more, or one already there.
class Keys {
 public:
  void add(const Event& event) {
    if (event.key == kNoKey) {
      ++blank_;
    } else {
      known_.push_back(event.key);
    }
  }
  [[nodiscard]] std::int32_t least() {
    const std::int32_t known = distinct();
    return std::max(known, blank_ > 0 ? 1 : 0);
  }
  [[nodiscard]] std::int32_t most() { return distinct() + blank_; }

 private:
  std::vector<Code> known_;
  std::int32_t blank_ = 0;

  std::int32_t distinct() {
    std::ranges::sort(known_);
    known_.erase(std::ranges::unique(known_).begin(), known_.end());
    return static_cast<std::int32_t>(known_.size());
  }
};

/// Low and high counts of events, now and with what may come.
struct Counts {
  std::int32_t sure = 0;
  std::int32_t perhaps = 0;     // sure ones included
  std::int32_t sure_later = 0;  // with all that is recorded and not seen yet
  std::int32_t perhaps_later = 0;
};

template <class Chosen>
Counts count(const std::vector<Event>& events, Chosen chosen) {
  Keys sure, perhaps, sure_later, perhaps_later;
  for (const Event& event : events) {
    const Tri counts = both(event.counts, chosen(event));
    const bool comes = event.late && chosen(event) != Tri::kNo;
    if (counts == Tri::kYes) sure.add(event);
    if (counts == Tri::kYes || comes) sure_later.add(event);
    if (counts != Tri::kNo) perhaps.add(event);
    if (counts != Tri::kNo || comes) perhaps_later.add(event);
  }
  return {sure.least(), perhaps.most(), sure_later.least(), perhaps_later.most()};
}

/// How far a fact's register is open or incomplete.
struct Reach {
  bool open = false;  // more events may come
  bool gap = false;   // rows may be hidden
};

Day last_day(const Plan& plan, const FactRule& fact) {
  return fact.has_closing ? fact.closing.of(plan.window.last) : plan.window.last_day();
}

Reach reach(const Facts& facts, const Plan& plan, const FactRule& fact, Day clock) {
  const Day end = last_day(plan, fact);
  return {clock < end,
          rows::has_gap(facts, fact.table, plan.window.first_day(), std::min(clock, end))};
}

Measured at_least(const Counts& counts, Reach reach) {
  const std::int32_t hidden = reach.gap ? kMany : 0;
  const std::int32_t coming = reach.open ? kMany : 0;
  return {.worst_lo = counts.sure,
          .worst_hi = counts.sure_later + coming,
          .best_lo = counts.perhaps + hidden,
          .best_hi = std::min(counts.perhaps_later + coming + hidden, kMany),
          .provisional_worst = counts.sure,
          .provisional_best = counts.perhaps + hidden};
}

/// The other way round: every event is bad news.
Measured none_of(const Counts& counts, Reach reach) {
  const std::int32_t hidden = reach.gap ? kMany : 0;
  const std::int32_t coming = reach.open ? kMany : 0;
  return {.worst_lo = -std::min(counts.perhaps_later + coming + hidden, kMany),
          .worst_hi = -(counts.perhaps + hidden),
          .best_lo = -(counts.sure_later + coming),
          .best_hi = -counts.sure,
          .provisional_worst = -(counts.perhaps + hidden),
          .provisional_best = -counts.sure};
}

std::uint8_t bits_of(const Measured& m, std::int32_t threshold) {
  const auto bit = [&](std::int32_t value, unsigned place) {
    return value >= threshold ? 1U << place : 0U;
  };
  return static_cast<std::uint8_t>(bit(m.worst_lo, 0) | bit(m.worst_hi, 1) | bit(m.best_lo, 2) |
                                   bit(m.best_hi, 3) | bit(m.provisional_worst, 4) |
                                   bit(m.provisional_worst, 5) | bit(m.provisional_best, 6) |
                                   bit(m.provisional_best, 7));
}

int year_index(const Plan& plan, const Event& event) {
  if (event.day == kNoDay) return plan.window.years() - 1;
  return std::clamp(year_of(event.day) - plan.window.first, 0, plan.window.years() - 1);
}

Tri placed(const Rule& rule, const Event& event, bool better) {
  if (event.place == kBlank) return Tri::kNo;  // it took part and was not ranked
  if (event.place == kUnreadable) return Tri::kPerhaps;
  const bool within = event.place <= rule.within[rule.in_force(event.day)];
  return within == better ? Tri::kYes : Tri::kNo;
}

/// Whether an event counts for the rule, and whether it speaks against it.
struct Speaks {
  Tri for_it = Tri::kYes;
  Tri against = Tri::kNo;
};

Speaks speaks(const Plan& plan, const Rule& rule, const Event& event) {
  if (rule.kind == Kind::kNever) return {Tri::kNo, Tri::kYes};
  if (rule.kind != Kind::kPlaceWithin) return {};
  return {placed(rule, event, true), rule.every ? placed(rule, event, false) : Tri::kNo};
}

void note_event(const FactRule& fact, Code row, const Event& event, const Speaks& speaks,
                bool key_tells, Notes& notes) {
  const Tri relevant = std::max(speaks.for_it, speaks.against);
  const Tri counts = both(event.counts, relevant);
  if (event.late && relevant != Tri::kNo) {
    notes.add(Part::kOpenYear, fact.table, row, event.subject);
  }
  if (counts == Tri::kNo) return;
  if (counts == Tri::kYes && key_tells) {
    const Part part = speaks.against == Tri::kYes ? Part::kBreaks : Part::kCounts;
    notes.add(part, fact.table, row, event.subject);
  } else {
    const Why why = event.counts == Tri::kPerhaps ? event.why : Why::kCellUnreadable;
    notes.miss(Part::kPerhaps, why, fact.table, row, event.subject);
  }
}

void note_events(const Facts& facts, const Plan& plan, const Rule& rule,
                 const std::vector<Event>& events, Notes& notes) {
  const FactRule& fact = plan.facts[Table::index(rule.fact)];
  const Table& table = facts.table(fact.table);
  for (const Event& event : events) {
    // A blank key beside others may be one of theirs.
    const bool key_tells = event.key != kNoKey || events.size() == 1 || rule.kind == Kind::kNever;
    const Code row = table.row[Table::index(event.table_row)];
    note_event(fact, row, event, speaks(plan, rule, event), key_tells, notes);
  }
}

void note_gap(const FactRule& fact, const Asker& asker, Reach reach, Notes& notes) {
  if (!reach.gap) return;
  notes.miss(Part::kMissing, Why::kRegisterGap, fact.table, -1, asker.segments.back().subject);
}

/// `ratio_at_least`: what was launched while the subject was there, and what it answered.
class Ratio {
 public:
  Ratio(const Facts& facts, const Plan& plan, const Rule& rule, const Asker& asker,
        const std::vector<Event>& answers)
      : facts_(facts),
        plan_(plan),
        rule_(rule),
        fact_(plan.facts[Table::index(rule.fact)]),
        asker_(asker),
        answers_(answers),
        blank_(Table::index(plan.window.years()), 0) {}

  Measured measure(Notes* notes) {
    for (const Event& answer : answers_) {
      if (answer.key == kNoKey && answer.counts != Tri::kNo) {
        if (answer.day == kNoDay) {
          ++undated_blank_;
        } else {
          ++blank_[Table::index(year_index(plan_, answer))];
        }
      }
    }
    const Table& launches = facts_.table(fact_.launches);
    for (std::size_t i = 0; i < launches.row.size(); ++i)
      add(launches, static_cast<Code>(i), notes);
    return total(notes);
  }

 private:
  /// A key with what is known of its answer, now and by the end of its year.
  struct Launched {
    Tri there = Tri::kYes;  // was the subject there, was it launched at all
    Tri answered = Tri::kNo;
    bool may_come = false;
    int year = 0;  // in the window; -1: not known
  };

  const Facts& facts_;
  const Plan& plan_;
  const Rule& rule_;
  const FactRule& fact_;
  const Asker& asker_;
  const std::vector<Event>& answers_;
  std::vector<int> blank_;  // answers of each year whose key is blank
  int undated_blank_ = 0;
  std::vector<Launched> launched_;

  void add(const Table& launches, Code row, Notes* notes) {
    const Day day = launches.at(fact_.launched, row);
    const Code key = launches.at(fact_.launch_key, row);
    Launched launched;
    launched.there = present(day);
    launched.year = is_blank(day) ? -1 : year_of(day) - plan_.window.first;
    if (launched.there == Tri::kNo) return;
    const bool hidden =
        !is_blank(day) && rows::has_gap(facts_, fact_.table, day,
                                        std::min(asker_.clock, day_of(year_of(day), 12, 31)));
    if (hidden) launched.answered = Tri::kPerhaps;
    bool late = false;
    for (const Event& answer : answers_) {
      if (answer.key != key || !same_year(answer, launched.year)) continue;
      const bool surely = answer.counts == Tri::kYes && answer.day != kNoDay && launched.year >= 0;
      const Tri counts = answer.counts == Tri::kNo ? Tri::kNo : tri(surely, true);
      launched.answered = std::max(launched.answered, counts);
      late |= answer.late;
    }
    // Launched on a day that is not known: at the latest in the year of the clock, in the worst
    // case in the first of the window.
    const int year = is_blank(day) ? plan_.window.first : year_of(day);
    launched.may_come = late || asker_.clock < day_of(year, 12, 31);
    if (notes != nullptr && launched.answered != Tri::kYes) {
      note(launched, launches.row[Table::index(row)], is_blank(day), hidden, *notes);
    }
    launched_.push_back(launched);
  }

  /// Writes down a launch that has no sure answer.
  void note(const Launched& launched, Code row, bool undated, bool hidden, Notes& notes) const {
    const Code subject = asker_.segments.back().subject;
    const bool blank_key =
        undated_blank_ > 0 || undated || blank_[Table::index(std::max(launched.year, 0))] > 0;
    if (launched.there == Tri::kPerhaps && !undated) {
      notes.miss(Part::kPerhaps, Why::kMembership, fact_.launches, row, subject);
    } else if (hidden) {
      notes.miss(Part::kPerhaps, Why::kRegisterGap, fact_.launches, row, subject);
    } else if (launched.answered == Tri::kPerhaps || blank_key) {
      notes.miss(Part::kPerhaps, Why::kCellUnreadable, fact_.launches, row, subject);
    } else {
      const Part part = launched.may_come ? Part::kOpenYear : Part::kBreaks;
      notes.add(part, fact_.launches, row, subject);
    }
  }

  [[nodiscard]] bool same_year(const Event& answer, int year) const {
    return answer.day == kNoDay || year < 0 || year_of(answer.day) - plan_.window.first == year;
  }

  /// Whether something was launched by now, in the window, while the subject was there.
  [[nodiscard]] Tri present(Day day) const {
    if (is_blank(day)) return Tri::kPerhaps;
    if (day > asker_.clock || day < plan_.window.first_day() || day > plan_.window.last_day()) {
      return Tri::kNo;
    }
    if (asker_.is_unit) {
      return asker_.opened <= day && day <= asker_.closed ? Tri::kYes : Tri::kNo;
    }
    const Belonging found = belonging(facts_.of_person(asker_.segments.back().subject), day);
    return tri(!is_blank(found.unit), !found.perhaps.empty());
  }

  struct Share {
    std::int64_t answered = 0;
    std::int64_t asked = 0;
    [[nodiscard]] Notch notch() const { return asked == 0 ? 2000 : notch_of(answered, asked); }
  };

  /// @param best    fill what is not known in the subject's favour, or against it
  /// @param future  let every answer come that still may
  [[nodiscard]] Share share(bool best, bool future) const {
    Share out;
    std::vector<int> open(blank_.size() + 1, 0);  // not answered, by year; the last: not known
    for (const Launched& l : launched_) {
      const bool answered = l.answered == Tri::kYes || (best && l.answered == Tri::kPerhaps) ||
                            (future && l.may_come);
      const bool there = l.there == Tri::kYes || answered == best;
      if (!there) continue;
      ++out.asked;
      if (answered) {
        ++out.answered;
      } else {
        ++open[l.year < 0 ? blank_.size() : Table::index(l.year)];
      }
    }
    if (!best) return out;
    int left = undated_blank_;
    int still_open = open.back();
    for (std::size_t year = 0; year < blank_.size(); ++year) {
      const int taken = std::min(open[year], blank_[year]);
      out.answered += taken;
      still_open += open[year] - taken;
    }
    out.answered += std::min(left, still_open);
    return out;
  }

  [[nodiscard]] Measured total(Notes* notes) const {
    const bool open = asker_.clock < plan_.window.last_day();
    const bool hidden = rows::has_gap(facts_, fact_.launches, plan_.window.first_day(),
                                      std::min(asker_.clock, plan_.window.last_day()));
    if (hidden && notes != nullptr) {
      notes->miss(Part::kMissing, Why::kRegisterGap, fact_.launches, -1,
                  asker_.segments.back().subject);
    }
    // More keys that nobody answers bring any share down to 0.
    const Notch worst = hidden ? 0 : share(false, false).notch();
    const Notch best = with_more(share(true, false), hidden);
    const Share later = share(false, true);
    Notch worst_hi = with_more(hidden ? Share{later.answered, later.asked + 1} : later, open);
    if (hidden && !open) worst_hi = 0;
    return {.worst_lo = open ? 0 : worst,
            .worst_hi = worst_hi,
            .best_lo = open ? 0 : best,
            .best_hi = with_more(share(true, true), open || hidden),
            .provisional_worst = worst,
            .provisional_best = best};
  }

  /// More keys, all of them answered: as near to 1000 per mille as one likes.
  [[nodiscard]] static Notch with_more(Share share, bool more) {
    if (!more || share.answered == share.asked) return share.notch();
    return 1999;
  }
};

}  // namespace

Measured measure_events(const Facts& facts, const Plan& plan, const Rule& rule, const Asker& asker,
                        Notes* notes) {
  const FactRule& fact = plan.facts[Table::index(rule.fact)];
  const std::vector<Event> events = Finder(facts, plan, rule, asker).find();
  const Reach reaches = reach(facts, plan, fact, asker.clock);
  const auto any = [](const Event&) { return Tri::kYes; };
  if (notes != nullptr) {
    note_events(facts, plan, rule, events, *notes);
    note_gap(fact, asker, reaches, *notes);
  }
  if (rule.kind == Kind::kNever) return none_of(count(events, any), reaches);
  if (rule.kind == Kind::kRatioAtLeast)
    return Ratio(facts, plan, rule, asker, events).measure(notes);
  if (rule.kind == Kind::kEventsAtLeast) return at_least(count(events, any), reaches);
  Measured out =
      at_least(count(events, [&](const Event& e) { return placed(rule, e, true); }), reaches);
  if (rule.every) {
    const auto worse = [&](const Event& e) { return placed(rule, e, false); };
    out.also = bits_of(none_of(count(events, worse), reaches), 0);
  }
  return out;
}

Measured measure_judgements(const Facts& facts, const Plan& plan, const Rule& rule,
                            const Asker& asker, Notes* notes) {
  const FactRule& fact = plan.facts[Table::index(rule.fact)];
  const Table& table = facts.table(fact.table);
  constexpr std::int32_t kFailed = -1;
  constexpr std::int32_t kAll = 2000;  // the notch of every vote
  Day latest = kNoDay;
  std::int32_t worst = kAll;
  std::int32_t best = kFailed;
  std::int32_t undated_worst = kAll;
  std::int32_t undated_best = kFailed;
  bool undated = false;

  const auto judge = [&](Code row, std::int32_t& lo, std::int32_t& hi) {
    const Code verdict = table.at(fact.value[0], row);
    const Code votes_for = table.at(fact.votes[0], row);
    const Code votes_of = table.at(fact.votes[1], row);
    const bool counted =
        !is_blank(votes_for) && !is_blank(votes_of) && votes_of > 0 && votes_for >= 0;
    std::int32_t least = rule.asks_votes ? (counted ? notch_of(votes_for, votes_of) : 0) : kAll;
    std::int32_t most = rule.asks_votes && counted ? least : kAll;
    if (is_blank(verdict) || verdict == 0) least = kFailed;
    if (!is_blank(verdict) && verdict == 0) most = kFailed;
    lo = std::min(lo, least);
    hi = std::max(hi, most);
    return std::pair(least, most);
  };

  std::vector<std::pair<Code, Code>> deciding;  // row, subject
  for (const Code id : asker.ids) {
    for (Code row = table.begin(id); row < table.end(id); ++row) {
      if (table.at(fact.key, row) != rule.attested_as) continue;
      const Code day = table.at(fact.seen_on, row);
      if (is_blank(day)) {
        undated = true;
        judge(row, undated_worst, undated_best);
        if (notes != nullptr) deciding.emplace_back(row, id);
        continue;
      }
      if (day > asker.clock || day < latest) continue;
      if (day > latest) {
        latest = day;
        worst = kAll;
        best = kFailed;
        std::erase_if(deciding,
                      [&](const auto& d) { return !is_blank(table.at(fact.seen_on, d.first)); });
      }
      judge(row, worst, best);
      if (notes != nullptr) deciding.emplace_back(row, id);
    }
  }
  const bool none = is_blank(latest);
  if (none) {
    worst = kFailed;
    best = plan.policy.missing_judgement_fails ? kFailed : kAll;
  }
  if (undated) {
    worst = std::min(worst, undated_worst);
    best = std::max(best, undated_best);
  }
  if (notes != nullptr) {
    if (none) notes->miss(Part::kMissing, Why::kNotJudged, fact.table, -1, asker.ids.front());
    for (const auto& [row, id] : deciding) {
      const Code at = table.row[Table::index(row)];
      if (worst >= rule.threshold) {
        notes->add(Part::kCounts, fact.table, at, id);
      } else if (best < rule.threshold) {
        notes->add(Part::kBreaks, fact.table, at, id);
      } else {
        const auto [least, most] = judge(row, undated_worst, undated_best);
        const bool row_tells = most < rule.threshold || least >= rule.threshold;
        const bool dated = !is_blank(table.at(fact.seen_on, row));
        const Why why = row_tells && dated ? Why::kConflict : Why::kCellUnreadable;
        notes->miss(Part::kPerhaps, why, fact.table, at, id);
      }
    }
  }
  return {worst, worst, best, best, worst, best};
}

}  // namespace lantoa
