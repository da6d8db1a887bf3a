#include "judgements.hpp"

#include <algorithm>
#include <utility>

#include "lantoa/exact.hpp"

namespace lantoa {

AttestedRules::AttestedRules(const Facts& facts, const Plan& plan, std::vector<const Rule*> rules)
    : policy_(plan.policy),
      fact_(plan.facts[Table::index(rules.front()->fact)]),
      table_(facts.table(fact_.table)),
      rules_(std::move(rules)),
      judged_(table_, fact_.key),
      day_(table_, fact_.seen_on),
      verdict_(table_, fact_.value[0]),
      votes_for_(table_, fact_.votes[0]),
      votes_of_(table_, fact_.votes[1]),
      found_(rules_.size()) {
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    if (rules_[i]->attested_as < 0) continue;  // no row of the register names it
    const auto code = Table::index(rules_[i]->attested_as);
    if (rule_of_.size() <= code) rule_of_.resize(code + 1, -1);
    rule_of_[code] = static_cast<Code>(i);
  }
}

void AttestedRules::measure(const Asker& asker, std::span<Measured> out) {
  std::ranges::fill(found_, Found{});
  for (const Code id : asker.ids) {
    for (Code row = table_.begin(id); row < table_.end(id); ++row) read(row, asker.clock);
  }
  std::ranges::transform(found_, out.begin(), [&](const Found& found) { return measured(found); });
}

void AttestedRules::read(Code row, Day clock) {
  const Code rule = rule_judged(row);
  if (rule < 0) return;
  Found& found = found_[Table::index(rule)];
  const bool asks_votes = rules_[Table::index(rule)]->asks_votes;
  const Day day = day_[row];
  if (is_blank(day)) return found.of_undated.take_in(range(row, asks_votes));
  if (day > clock || day < found.latest) return;
  if (day > found.latest) found.of_latest = {};
  found.latest = day;
  found.of_latest.take_in(range(row, asks_votes));
}

/// Which of the rules a row judges, -1 for none.
Code AttestedRules::rule_judged(Code row) const {
  const Code code = judged_[row];
  return code < 0 || Table::index(code) >= rule_of_.size() ? -1 : rule_of_[Table::index(code)];
}

AttestedRules::Range AttestedRules::range(Code row, bool asks_votes) const {
  const Code verdict = verdict_[row];
  if (verdict == 0) return {kFailedVote, kFailedVote};
  Range out = asks_votes ? votes(row) : Range{kAllVotes, kAllVotes};
  if (is_blank(verdict)) out.least = kFailedVote;
  return out;
}

AttestedRules::Range AttestedRules::votes(Code row) const {
  const Code votes_for = votes_for_[row];
  const Code votes_of = votes_of_[row];
  const bool counted =
      !is_blank(votes_for) && votes_for >= 0 && !is_blank(votes_of) && votes_of > 0;
  if (!counted) return {0, kAllVotes};
  const std::int32_t share = notch_of(votes_for, votes_of);
  return {share, share};
}

void AttestedRules::Range::take_in(const Range& other) {
  least = std::min(least, other.least);
  most = std::max(most, other.most);
}

Measured AttestedRules::measured(const Found& found) const {
  Range range = found.of_latest;
  if (is_blank(found.latest)) {
    range = {kFailedVote, policy_.missing_judgement_fails ? kFailedVote : kAllVotes};
  }
  range.take_in(found.of_undated);  // it may be the latest, or not there yet
  return {range.least, range.least, range.most, range.most, range.least, range.most};
}

void AttestedRules::note(const Asker& asker, std::size_t rule, const Measured& measured,
                         Notes& notes) const {
  struct Deciding {
    Code row;
    Code subject;
    Day day;
  };
  std::vector<Deciding> rows;
  Day latest = kNoDay;
  for (const Code id : asker.ids) {
    for (Code row = table_.begin(id); row < table_.end(id); ++row) {
      const Day day = day_[row];
      const bool seen = is_blank(day) || day <= asker.clock;
      if (!seen || rule_judged(row) != static_cast<Code>(rule)) continue;
      rows.push_back({row, id, is_blank(day) ? kNoDay : day});
      latest = std::max(latest, rows.back().day);
    }
  }
  std::erase_if(rows, [&](const Deciding& d) { return d.day != latest && d.day != kNoDay; });
  const Rule& asked = *rules_[rule];
  if (is_blank(latest)) {
    notes.miss(Part::kMissing, Why::kNotJudged, fact_.table, -1, asker.ids.front());
  }
  for (const Deciding& deciding : rows) {
    const Code at = table_.row[Table::index(deciding.row)];
    if (measured.worst_lo >= asked.threshold) {
      notes.add(Part::kCounts, fact_.table, at, deciding.subject);
    } else if (measured.best_lo < asked.threshold) {
      notes.add(Part::kBreaks, fact_.table, at, deciding.subject);
    } else {
      const Range says = range(deciding.row, asked.asks_votes);
      const bool row_tells = says.most < asked.threshold || says.least >= asked.threshold;
      const Why why = row_tells && deciding.day != kNoDay ? Why::kConflict : Why::kCellUnreadable;
      notes.miss(Part::kPerhaps, why, fact_.table, at, deciding.subject);
    }
  }
}

}  // namespace lantoa
