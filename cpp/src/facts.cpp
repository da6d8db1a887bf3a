#include "lantoa/facts.hpp"

#include <algorithm>
#include <numeric>
#include <string>
#include <tuple>

#include "lantoa/error.hpp"
#include "lantoa/parallel.hpp"

namespace lantoa {
namespace {

constexpr Eigen::Index kLong = 500'000;  // rows; below, threads cost more than they give

/// Where the rows of every code start, after a counting sort; one more entry than codes.
template <class Value, class CodeOf>
std::vector<Code> starts(const Value& rows, Code codes, CodeOf code_of) {
  std::vector<Code> first(Table::index(codes) + 1, 0);
  for (const auto& row : rows) {
    if (code_of(row) >= 0) ++first[Table::index(code_of(row)) + 1];
  }
  std::partial_sum(first.begin(), first.end(), first.begin());
  return first;
}

/// The rows subject by subject, those of one in the order of the file.
Column in_order(const Eigen::Ref<const Codes>& subject, const std::vector<Code>& first) {
  std::vector<Code> next(first.begin(), first.end() - 1);
  Column rows(Table::index(first.back()));
  for (Eigen::Index row = 0; row < subject.size(); ++row) {
    if (subject[row] < 0) continue;
    rows[Table::index(next[Table::index(subject[row])]++)] = static_cast<Code>(row);
  }
  return rows;
}

Day or_else(Day day, Day otherwise) { return is_blank(day) ? otherwise : day; }

}  // namespace

Facts::Facts(Code units, Code people) : units_(units), people_(people) {
  opened_.assign(Table::index(units), kNoDay);
  closed_.assign(Table::index(units), kNoDay);
  renamed_.resize(Table::index(units));
  std::iota(renamed_.begin(), renamed_.end(), Code{0});
  first_of_person_.assign(Table::index(people) + 1, 0);
  first_of_unit_.assign(Table::index(units) + 1, 0);
}

Code Facts::add_table(const Eigen::Ref<const Codes>& subject, const std::vector<Codes>& columns) {
  for (const Codes& column : columns) {
    if (column.size() != subject.size()) {
      throw InputError("a column has " + std::to_string(column.size()) + " rows, not " +
                       std::to_string(subject.size()) + " like its subjects");
    }
  }
  if (subject.size() > 0 && (subject.minCoeff() < -1 || subject.maxCoeff() >= subjects())) {
    throw InputError("a row names a subject outside -1 to " + std::to_string(subjects() - 1));
  }
  Table table;
  table.present = true;
  table.first = starts(subject, subjects(), [](Code code) { return code; });
  table.row = in_order(subject, table.first);
  table.columns.resize(columns.size());
  table.most.resize(columns.size());
  const auto pack = [&](std::int64_t i, std::int64_t) {
    const Codes& column = columns[static_cast<std::size_t>(i)];
    Column& packed = table.columns[static_cast<std::size_t>(i)];
    packed.resize(table.row.size());
    std::ranges::transform(table.row, packed.begin(), [&](Code row) { return column[row]; });
    table.most[static_cast<std::size_t>(i)] = column.size() == 0 ? kBlank : column.maxCoeff();
  };
  const Threads threads = subject.size() < kLong ? 1 : kAllThreads;
  parallel_for_blocks(static_cast<std::int64_t>(columns.size()), 1, pack, threads);
  tables_.push_back(std::move(table));
  return static_cast<Code>(tables_.size()) - 1;
}

Code Facts::add_absent_table() {
  tables_.emplace_back();
  return static_cast<Code>(tables_.size()) - 1;
}

void Facts::set_units(const Eigen::Ref<const Codes>& opened,
                      const Eigen::Ref<const Codes>& closed) {
  if (opened.size() != units_ || closed.size() != units_) {
    throw InputError("opened and closed must have one day for each of " + std::to_string(units_) +
                     " units");
  }
  opened_.assign(opened.data(), opened.data() + opened.size());
  closed_.assign(closed.data(), closed.data() + closed.size());
}

void Facts::add_unit_change(Day day, Change change, Code from, Code to) {
  if (std::min(from, to) < 0 || std::max(from, to) >= units_) {
    throw InputError("a unit change names a unit outside 0 to " + std::to_string(units_ - 1));
  }
  const UnitChange added{day, change, from, to};
  const auto key = [](const UnitChange& c) { return std::tuple(c.day, c.change, c.from, c.to); };
  const auto place = std::ranges::upper_bound(changes_, key(added), {}, key);
  changes_.insert(place, added);
  if (change != Change::kRename) return;
  const Code kept = std::min(renamed(from), renamed(to));
  const Code joined = std::max(renamed(from), renamed(to));
  std::ranges::replace(renamed_, joined, kept);
}

void Facts::set_memberships(const Eigen::Ref<const Codes>& person,
                            const Eigen::Ref<const Codes>& unit,
                            const Eigen::Ref<const Codes>& role,
                            const Eigen::Ref<const Codes>& from,
                            const Eigen::Ref<const Codes>& to) {
  const Eigen::Index n = person.size();
  if (unit.size() != n || role.size() != n || from.size() != n || to.size() != n) {
    throw InputError("the columns of memberships differ in length");
  }
  if (n > 0 && (person.minCoeff() < units_ || person.maxCoeff() >= subjects() ||
                unit.minCoeff() < 0 || unit.maxCoeff() >= units_)) {
    throw InputError("a membership names a person or unit that is not known");
  }
  knows_memberships_ = true;
  by_person_.clear();
  for (Eigen::Index i = 0; i < n; ++i) {
    by_person_.push_back({person[i], unit[i], role[i], or_else(from[i], kFirstDay),
                          or_else(to[i], kLastDay), static_cast<Code>(i), !is_blank(from[i])});
  }
  const auto by_time = [](const Membership& m) {
    return std::tuple(m.person, m.from, m.to, m.unit, m.row);
  };
  std::ranges::sort(by_person_, {}, by_time);
  first_of_person_ =
      starts(by_person_, people_, [this](const Membership& m) { return m.person - units_; });
  for (Membership& m : by_person_) m.only = of_person(m.person).size() == 1;
  by_unit_ = by_person_;
  std::ranges::sort(by_unit_, {}, [](const Membership& m) {
    return std::tuple(m.unit, m.person, m.from, m.to, m.row);
  });
  first_of_unit_ = starts(by_unit_, units_, [](const Membership& m) { return m.unit; });
}

bool names(std::span<const Membership> memberships, const Membership& one, Day day) {
  const auto later = [](const Membership& m) { return std::tuple(m.from, m.to); };
  return one.covers(day) && std::ranges::none_of(memberships, [&](const Membership& other) {
           return other.covers(day) && later(other) > later(one);
         });
}

namespace {

/// Units of the memberships that share the greatest day seen so far.
class Nearest {
 public:
  void add(Day day, Code unit) {
    if (day < day_) return;
    if (day > day_) units_.clear();
    day_ = day;
    units_.push_back(unit);
  }
  [[nodiscard]] bool any() const { return !units_.empty(); }
  [[nodiscard]] Day day() const { return day_; }
  void join(std::vector<Code>& all) const { all.insert(all.end(), units_.begin(), units_.end()); }

 private:
  Day day_ = kFirstDay;
  std::vector<Code> units_;
};

/// Units of the sure memberships that are later than all others; more than one of the same days.
class Latest {
 public:
  void add(const Membership& membership) {
    if (named_ == nullptr || !membership.same_days(*named_)) units_.clear();
    named_ = &membership;
    if (units_.empty() || units_.back() != membership.unit) units_.push_back(membership.unit);
  }
  [[nodiscard]] const std::vector<Code>& units() const { return units_; }

 private:
  const Membership* named_ = nullptr;
  std::vector<Code> units_;
};

}  // namespace

Belonging belonging(std::span<const Membership> memberships, Day day) {
  Belonging found;
  Latest latest;
  Nearest before;            // the last to end before the day
  Nearest after;             // the first to start after it, by minus the day
  Day starts_by = kLastDay;  // until when the covering ones may all start later
  for (const Membership& membership : memberships) {  // sorted by first, then last day
    if (membership.covers(day)) {
      // Whenever it began, a membership covers its last day.
      found.somewhere |= membership.sure || membership.to == day;
      if (membership.sure) {
        latest.add(membership);
      } else {
        found.perhaps.push_back(membership.unit);
        starts_by = std::min(starts_by, membership.to);
      }
    } else if (membership.to < day) {
      before.add(membership.to, membership.unit);
    } else {
      after.add(-membership.from, membership.unit);
    }
  }
  const bool started = !found.perhaps.empty();  // or it starts later, after a hole
  if (latest.units().size() == 1) {
    found.unit = latest.units().front();
  } else {
    found.perhaps.insert(found.perhaps.end(), latest.units().begin(), latest.units().end());
  }
  if (!found.somewhere && before.any() && (started || after.any())) {
    before.join(found.perhaps);
    if (after.any() && -after.day() <= starts_by) after.join(found.perhaps);
  }
  if (!found.somewhere || !started) return found;
  if (is_blank(found.unit)) found.unit = found.perhaps.front();
  if (std::ranges::any_of(found.perhaps, [&](Code unit) { return unit != found.unit; })) {
    found.perhaps.push_back(found.unit);
    found.unit = kBlank;  // whichever started later names the unit
  }
  return found;
}

}  // namespace lantoa
