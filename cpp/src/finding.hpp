// Which rows of a register count for an event rule: surely, perhaps, or once they come.
#pragma once

#include <span>
#include <vector>

#include "asker.hpp"
#include "lantoa/criterion.hpp"
#include "lantoa/notes.hpp"
#include "rows.hpp"

namespace lantoa {

inline constexpr Code kNoKey = kBlank;

/// A row that counts or perhaps counts.
struct Event {
  Code key = kNoKey;
  Code table_row = 0;
  Code subject = 0;
  Tri counts = Tri::kNo;  ///< as of the clock
  Tri later = Tri::kNo;   ///< once all that is recorded is seen
  bool late = false;      ///< not seen yet, perhaps: it may come
  Why why = Why::kCellUnreadable;
  Code place = kBlank;
  Day day = kNoDay;  ///< kNoDay: not dated
};

/// Finds the rows of a subject, or of the members of a unit, that count for a rule.
///
/// Keeps its memory from asker to asker. It borrows facts, plan and rule.
class EventFinder {
 public:
  EventFinder(const Facts& facts, const Plan& plan, const Rule& rule);

  /// The events of one asker, in the order of its rows; they last until the next call.
  [[nodiscard]] std::span<Event> find(const Asker& asker);

 private:
  /// The days on which a row may lie; one day, or a span where it is not dated.
  struct Dated {
    Day first = kFirstDay;
    Day last = kLastDay;
    [[nodiscard]] bool exact() const { return first == last; }
  };
  /// A person, and its memberships, which are already at hand where there is only one.
  struct Person {
    Code person;
    const Membership* only;
  };
  struct DayColumn {
    Cells cells;
    bool holds_year;
  };

  const Facts& facts_;
  const Policy& policy_;
  const Rule& rule_;
  const FactRule& fact_;
  const Table& table_;
  int first_year_;
  std::vector<Day> last_days_;  // of each year of the window
  Day first_day_;
  Day last_day_;
  RowFilter filter_;
  RowLevels levels_;
  std::vector<DayColumn> counts_on_;
  std::vector<Cells> recognised_by_;
  Cells year_;
  Cells seen_on_;
  Cells key_;
  Cells share_;
  Cells recognised_;
  Cells place_;
  bool filters_ = false;  // the rule asks for levels, shares or recognition
  std::vector<Event> events_;
  std::vector<Person> members_;
  std::vector<Day> stretches_;

  void find_own(const Asker& asker, const Segment& segment);
  void find_members(const Asker& asker);
  void find_of_member(const Asker& asker, const Person& member);
  template <class Member>
  void consider(const Asker& asker, Code row, Code subject, Member member_on);
  template <class Member>
  [[nodiscard]] Tri on_day(Code row, Day day, Member member_on, Why& why) const;
  template <class Member>
  void undated(const Asker& asker, Dated dates, Member member_on, Event& event);
  void cut_into_stretches(const Asker& asker, Code subject, Day first, Day last);

  [[nodiscard]] Code key_of(Code row) const;
  [[nodiscard]] Day last_day_of(int year) const;
  [[nodiscard]] Dated dated(Code row) const;
  [[nodiscard]] Tri fits(Code row, std::size_t at) const;
  [[nodiscard]] Tri recognised(Code row) const;
  [[nodiscard]] Tri is_member_now(const Asker& asker, std::span<const Membership> of) const;
  [[nodiscard]] Tri was_member(const Asker& asker, std::span<const Membership> of, Day day) const;
};

}  // namespace lantoa
