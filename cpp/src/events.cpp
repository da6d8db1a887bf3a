#include "events.hpp"

#include <algorithm>

namespace lantoa {
namespace {

/// Low and high counts of keys, now and with what may come.
struct Counts {
  std::int32_t sure = 0;
  std::int32_t perhaps = 0;     // sure ones included
  std::int32_t sure_later = 0;  // with all that is recorded and not seen yet
  std::int32_t perhaps_later = 0;

  void add(Tri now, Tri later) {
    sure += now == Tri::kYes ? 1 : 0;
    perhaps += now != Tri::kNo ? 1 : 0;
    sure_later += later == Tri::kYes ? 1 : 0;
    perhaps_later += later != Tri::kNo ? 1 : 0;
  }
};

/// Counts distinct keys of events sorted by key; a blank key is one more, or one already there.
///
/// @param chosen  whether an event, if it counts, is one of those to count
template <class Chosen>
Counts count_keys(std::span<const Event> events, Chosen chosen) {
  Counts known;
  Counts blank;
  Tri now = Tri::kNo;  // of the key so far
  Tri later = Tri::kNo;
  for (std::size_t i = 0; i < events.size(); ++i) {
    const Tri is_chosen = chosen(events[i]);
    const Tri counts = both(events[i].counts, is_chosen);
    now = std::max(now, counts);
    later = std::max(later, both(events[i].later, is_chosen));
    const Code key = events[i].key;
    if (key != kNoKey && i + 1 < events.size() && events[i + 1].key == key) continue;
    (key == kNoKey ? blank : known).add(now, later);
    now = later = Tri::kNo;
  }
  return {std::max(known.sure, std::min(blank.sure, 1)), known.perhaps + blank.perhaps,
          std::max(known.sure_later, std::min(blank.sure_later, 1)),
          known.perhaps_later + blank.perhaps_later};
}

/// What may be added to the events that are recorded: those to come, those that a gap hides.
struct Unrecorded {
  std::int32_t coming = 0;
  std::int32_t hidden = 0;
};

Measured at_least(const Counts& counts, Unrecorded more) {
  return {.worst_lo = counts.sure,
          .worst_hi = counts.sure_later + more.coming,
          .best_lo = counts.perhaps + more.hidden,
          .best_hi = std::min(counts.perhaps_later + more.coming + more.hidden, kMany),
          .provisional_worst = counts.sure,
          .provisional_best = counts.perhaps + more.hidden};
}

/// The other way round: every event is bad news.
Measured none_of(const Counts& counts, Unrecorded more) {
  return {.worst_lo = -std::min(counts.perhaps_later + more.coming + more.hidden, kMany),
          .worst_hi = -(counts.perhaps + more.hidden),
          .best_lo = -(counts.sure_later + more.coming),
          .best_hi = -counts.sure,
          .provisional_worst = -(counts.perhaps + more.hidden),
          .provisional_best = -counts.sure};
}

/// Whether the place of an event is within the number asked, or worse than that.
Tri placed(const Rule& rule, const Event& event, bool within) {
  if (event.place == kBlank) return Tri::kNo;  // it took part and was not ranked
  if (event.place == kUnreadable) return Tri::kPerhaps;
  const bool is_within = event.place <= rule.within[rule.in_force(event.day)];
  return tri(is_within == within, false);
}

/// Whether an event counts for the rule, and whether it speaks against it.
struct Speaks {
  Tri for_it = Tri::kYes;
  Tri against = Tri::kNo;
};

Speaks speaks(const Rule& rule, const Event& event) {
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

}  // namespace

EventRule::EventRule(const Facts& facts, const Plan& plan, const Rule& rule)
    : facts_(facts),
      rule_(rule),
      fact_(plan.facts[Table::index(rule.fact)]),
      first_day_(plan.window.first_day()),
      end_(fact_.has_closing ? fact_.closing.of(plan.window.last) : plan.window.last_day()),
      finder_(facts, plan, rule),
      gaps_(facts, fact_.table),
      ratio_(facts, plan, rule) {}

void EventRule::measure(const Asker& asker, Notes* notes, Measured& out) {
  const std::span<Event> events = finder_.find(asker);
  if (notes != nullptr) note(asker, events, *notes);
  if (rule_.kind == Kind::kRatioAtLeast) {
    out = ratio_.measure(asker, events, notes);
  } else if (!events.empty()) {
    count(events, asker.clock, out);
  } else {
    if (quiet_on_ != asker.clock) count({}, asker.clock, quiet_);
    quiet_on_ = asker.clock;
    out = quiet_;
  }
}

/// Whether a gap of the register may hide events until a day.
bool EventRule::may_hide(Day clock) const { return gaps_.touch(first_day_, std::min(clock, end_)); }

void EventRule::count(std::span<Event> events, Day clock, Measured& out) const {
  if (events.size() > 1) std::ranges::sort(events, {}, &Event::key);
  const Unrecorded more{clock < end_ ? kMany : 0, may_hide(clock) ? kMany : 0};
  const auto any = [](const Event&) { return Tri::kYes; };
  if (rule_.kind == Kind::kNever) {
    out = none_of(count_keys(events, any), more);
  } else if (rule_.kind == Kind::kEventsAtLeast) {
    out = at_least(count_keys(events, any), more);
  } else {
    const auto better = [&](const Event& e) { return placed(rule_, e, true); };
    const auto worse = [&](const Event& e) { return placed(rule_, e, false); };
    out = at_least(count_keys(events, better), more);
    if (rule_.every) out.also = gate(none_of(count_keys(events, worse), more), 0);
  }
}

void EventRule::note(const Asker& asker, std::span<const Event> events, Notes& notes) const {
  for (const Event& event : events) {
    // A blank key beside others may be one of theirs.
    const bool key_tells = event.key != kNoKey || events.size() == 1 || rule_.kind == Kind::kNever;
    const Code row = facts_.table(fact_.table).row[Table::index(event.table_row)];
    note_event(fact_, row, event, speaks(rule_, event), key_tells, notes);
  }
  if (may_hide(asker.clock))
    notes.miss(Part::kMissing, Why::kRegisterGap, fact_.table, -1, asker.last_subject());
}

}  // namespace lantoa
