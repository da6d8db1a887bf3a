#include "lantoa/lineage.hpp"

#include <algorithm>
#include <utility>

namespace lantoa {
namespace {

std::size_t index(Code code) { return Table::index(code); }

}  // namespace

Lineage::Lineage(const Facts& facts, const Plan& plan) : facts_(facts), plan_(plan) {
  join_renamed();
  find_days();
  unit_of_.assign(index(facts.units()), -1);
  out_.assign(index(facts.units()), Out::kNotYet);
  for (Code group = 0; std::cmp_less(group, ids_.size()); ++group) judge(group);
}

void Lineage::join_renamed() {
  group_.resize(index(facts_.units()));
  std::vector<Code> number(group_.size(), -1);
  for (Code id = 0; id < facts_.units(); ++id) {
    Code& group = number[index(same_unit(facts_, plan_.policy, id))];
    if (group < 0) {
      group = static_cast<Code>(ids_.size());
      ids_.emplace_back();
    }
    group_[index(id)] = group;
    ids_[index(group)].push_back(id);
  }
}

bool Lineage::had_members_before(Code group, Day day) const {
  return std::ranges::any_of(ids_[index(group)], [&](Code id) {
    return std::ranges::any_of(facts_.of_unit(id),
                               [&](const Membership& m) { return m.from < day; });
  });
}

void Lineage::find_days() {
  for (Code id = 0; id < facts_.units(); ++id) {
    const Day opened = facts_.opened(id);
    const Day closed = facts_.closed(id);
    opened_.push_back(is_blank(opened) ? kFirstDay : opened);
    closed_.push_back(is_blank(closed) ? kLastDay : closed);
    gone_.push_back(Out::kClosed);
  }
  std::vector<Named> named(opened_.size(), Named::kNot);
  for (const UnitChange& change : facts_.changes()) {
    if (change.from == change.to) continue;
    const bool ends = change.change != Change::kSplit;
    Day& closed = closed_[index(change.from)];
    if (ends && closed >= change.day - 1) {
      closed = change.day - 1;
      gone_[index(change.from)] = change.change == Change::kMerge ? Out::kMerged : Out::kRenamed;
    }
    open_on(change, named[index(change.to)]);
  }
}

/// The first rename to an id opens it; else the first merger or split that names it may.
void Lineage::open_on(const UnitChange& change, Named& named) {
  const bool renames = change.change == Change::kRename;
  if (named == Named::kByRename || (named == Named::kOtherwise && !renames)) return;
  named = renames ? Named::kByRename : Named::kOtherwise;
  const bool is_new = !had_members_before(group_[index(change.to)], change.day);
  const bool opens = is_blank(facts_.opened(change.to)) && is_new;
  if (opens || renames) opened_[index(change.to)] = change.day;
}

Day Lineage::opened(Code group) const {
  Day first = kLastDay;
  for (const Code id : ids_[index(group)]) first = std::min(first, opened_[index(id)]);
  return first;
}

Day Lineage::closed(Code group) const {
  Day last = kFirstDay;
  for (const Code id : ids_[index(group)]) last = std::max(last, closed_[index(id)]);
  return last;
}

Code Lineage::id_in_force(Code group, Day day) const {
  Code best = ids_[index(group)].front();
  for (const Code id : ids_[index(group)]) {
    const auto started = [&](Code c) { return opened_[index(c)] <= day; };
    const bool later = opened_[index(id)] > opened_[index(best)];
    const bool earlier = opened_[index(id)] < opened_[index(best)];
    if (started(best) ? started(id) && later : started(id) || earlier) best = id;
  }
  return best;
}

Line Lineage::own_line(Code group) const {
  Line line;
  line.opened = opened(group);
  for (const Code id : ids_[index(group)]) line.segments.push_back({.subject = id});
  return line;
}

std::int64_t Lineage::members(Code group, Day day) const {
  std::vector<Code> people;
  for (const Code id : ids_[index(group)]) {
    for (const Membership& m : facts_.of_unit(id)) {
      if (names(facts_.of_person(m.person), m, day)) people.push_back(m.person);
    }
  }
  std::ranges::sort(people);
  return std::ranges::distance(people.begin(), std::ranges::unique(people).begin());
}

std::vector<Code> Lineage::parties(Code group, Day day) const {
  std::vector<Code> found;
  for (const UnitChange& change : facts_.changes()) {
    const Code from = group_[index(change.from)];
    if (change.change == Change::kMerge && change.day == day && group_[index(change.to)] == group &&
        from != group) {
      found.push_back(from);
    }
  }
  if (opened(group) < day) found.push_back(group);
  std::ranges::sort(found);
  found.erase(std::ranges::unique(found).begin(), found.end());
  if (plan_.policy.merged != Merged::kLargest) return found;
  std::int64_t most = 0;
  for (const Code party : found) most = std::max(most, members(party, day - 1));
  std::erase_if(found, [&](Code party) { return members(party, day - 1) < most; });
  return found;
}

Day Lineage::last_merger(Code group, Day until) const {
  Day last = kFirstDay;
  for (const UnitChange& change : facts_.changes()) {
    if (change.change == Change::kMerge && group_[index(change.to)] == group &&
        group_[index(change.from)] != group && change.day <= until) {
      last = std::max(last, change.day);
    }
  }
  return last;
}

std::vector<Line> Lineage::lines(Code group, Day until) const {
  const Day merged = last_merger(group, until);
  if (merged == kFirstDay) return {own_line(group)};
  if (plan_.policy.merged == Merged::kNewUnit) {
    Line line = own_line(group);
    line.opened = std::max(line.opened, merged);
    return {line};
  }

  std::vector<Line> found;
  const int year = year_of(merged);
  for (const Code party : parties(group, merged)) {
    for (Line line : lines(party, merged - 1)) {
      for (Segment& segment : line.segments) {
        segment.to = std::min(segment.to, merged - 1);
        segment.last_year = std::min(segment.last_year, year - 1);
      }
      for (const Code id : ids_[index(group)]) {
        line.segments.push_back({.subject = id, .first_year = year, .from = merged});
      }
      found.push_back(std::move(line));
    }
  }
  return found;
}

Day Lineage::since(Code group) const {
  const bool is_new = plan_.policy.merged == Merged::kNewUnit;
  return is_new ? std::max(opened(group), last_merger(group, plan_.as_of)) : opened(group);
}

std::vector<Code> Lineage::with_predecessors(Code group) const {
  std::vector<Code> found = {group};
  if (plan_.policy.merged == Merged::kNewUnit) return found;
  for (std::size_t i = 0; i < found.size(); ++i) {
    for (const UnitChange& change : facts_.changes()) {
      const bool merges = change.change == Change::kMerge && change.day <= plan_.as_of &&
                          group_[index(change.to)] == found[i];
      const Code from = group_[index(change.from)];
      if (merges && std::ranges::find(found, from) == found.end()) found.push_back(from);
    }
  }
  return found;
}

bool Lineage::belonged(Code group, Day from, Day to) const {
  if (since(group) <= from && to <= closed(group)) return true;
  std::vector<std::pair<Day, Day>> there;
  for (const Code one : with_predecessors(group)) there.emplace_back(since(one), closed(one));
  std::ranges::sort(there);
  Day next = from;  // the first day that is not covered yet
  for (const auto& [first, last] : there) {
    if (first <= next) next = std::max(next, last + 1);
  }
  return next > to;
}

Out Lineage::scope(Code group) const {
  const Day first = plan_.window.first_day();
  const Day last = std::min(plan_.as_of, plan_.window.last_day());
  const bool there = opened(group) <= plan_.as_of && plan_.as_of <= closed(group);
  if (plan_.belongs == Belongs::kAnyTime) {
    const Day since = this->since(group);
    if (since <= last) return closed(group) >= first ? Out::kIn : Out::kClosed;
    return there ? Out::kNotYet : Out::kClosed;
  }
  if (plan_.belongs == Belongs::kWholeWindow) {
    if (belonged(group, first, last)) return Out::kIn;
    return there ? Out::kNotWholeWindow : Out::kClosed;
  }
  return there ? Out::kIn : Out::kClosed;
}

void Lineage::judge(Code group) {
  if (opened(group) > plan_.as_of) return;
  Unit unit;
  unit.clock = std::min(plan_.as_of, closed(group));
  unit.there = unit.clock == plan_.as_of;
  unit.id = id_in_force(group, unit.clock);
  unit.ids = ids_[index(group)];
  unit.lines = lines(group, unit.clock);
  unit.out = scope(group);
  if (unit.out == Out::kClosed) unit.out = gone_[index(unit.id)];
  for (const Code id : unit.ids) {
    unit_of_[index(id)] = static_cast<Code>(units_.size());
    const bool in_force = id == unit.id;
    out_[index(id)] = in_force                          ? unit.out
                      : opened_[index(id)] > unit.clock ? Out::kNotYet
                                                        : Out::kRenamed;
  }
  units_.push_back(std::move(unit));
}

}  // namespace lantoa
