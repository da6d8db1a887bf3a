// Event rules: which rows count, surely or perhaps, and what may still come.

#include <gtest/gtest.h>

#include "office.hpp"

namespace {

using namespace office;  // NOLINT: makers

constexpr Day kMiddle = day_of(2024, 6, 30);

Asked never(Day as_of, Rows rows) {
  Asked asked = events(as_of, std::move(rows));
  asked.rule().kind = Kind::kNever;
  asked.rule().threshold = 0;
  return asked;
}

/// A unit's events of its members, the person among them.
Asked of_members(Day as_of, Rows rows) {
  Asked asked = events(as_of, std::move(rows));
  asked.rule().over = Over::kMembers;
  return asked;
}

// Which days count

TEST(EventsAtLeast, CountsTheFirstAndTheLastDayOfTheWindow) {
  EXPECT_EQ(events(kOver, {Event{.day = day_of(2021, 1, 1)}}).verdict(), kMet);
  EXPECT_EQ(events(kOver, {Event{.day = day_of(2025, 12, 31)}}).verdict(), kMet);
  EXPECT_EQ(events(kOver, {Event{.day = day_of(2020, 12, 31)}}).verdict(), kFailed);
  EXPECT_EQ(events(kOver, {Event{.day = day_of(2026, 1, 1)}}).verdict(), kFailed);
}

TEST(EventsAtLeast, IsOpenUntilTheWindowIsOver) {
  EXPECT_EQ(events(day_of(2025, 12, 30)).verdict(), kOpen);
  EXPECT_EQ(events(day_of(2025, 12, 31)).verdict(), kFailed);
}

TEST(EventsAtLeast, IsOpenUntilTheClosingDayOfItsFact) {
  Asked asked = events(day_of(2026, 3, 30));
  asked.fact.has_closing = true;
  asked.fact.closing = {.month = 3, .day = 31, .next_year = true};
  EXPECT_EQ(asked.verdict(), kOpen);
  asked.plan.as_of = day_of(2026, 3, 31);
  EXPECT_EQ(asked.verdict(), kFailed);
}

TEST(EventsAtLeast, FailsProvisionallyOnWhatIsSeen) {
  EXPECT_EQ(events(kMiddle).provisional(), kFailed);
}

TEST(EventsAtLeast, DoesNotSeeARowBeforeItsDecision) {
  const Rows rows = {Event{.day = day_of(2023, 5, 1), .decided = day_of(2026, 3, 1)}};
  EXPECT_EQ(events(kOver, rows).verdict(), kOpen);  // late, and it may come
  EXPECT_EQ(events(day_of(2026, 3, 1), rows).verdict(), kMet);
}

TEST(EventsAtLeast, LetsABlankKindBeOnlyOneThatMayCount) {
  Asked asked = events(kOver, {Event{.level = kBadge}});  // the status stands for the kind
  asked.fact.kind = 6;
  asked.fact.kind_levels = {0, at_least(kExcellent)};
  asked.rule().levels = {at_least(kGood)};
  asked.fact.where.front().blank_is_default = false;
  EXPECT_EQ(asked.verdict(), kFailed);  // only kind 0 passes, and it sets no level
  asked.fact.where.front().allowed = {1, 1};
  EXPECT_EQ(asked.verdict(), kUnknown);
}

TEST(EventsAtLeast, DoesNotKnowWhetherALateRowWithoutItsLevelWillCount) {
  Asked asked = events(kOver, {Event{.level = kBlank, .decided = day_of(2026, 3, 1)}});
  asked.rule().levels = {at_least(kGood)};
  EXPECT_EQ(asked.verdict(), kUnknown);
  asked.rule().levels = {at_least(kPoor) | kOffLadder};
  EXPECT_EQ(asked.verdict(), kOpen);
}

TEST(EventsAtLeast, DatesARowByTheFirstColumnThatIsFilled) {
  Asked asked = events(kOver, {Event{.day = kBlank, .year = 2025}});
  asked.fact.counts_on = {0, 8};
  asked.fact.counts_on_year = {0, 1};  // its 31 December
  EXPECT_EQ(asked.verdict(), kMet);
  asked.rows = {Event{.day = day_of(2019, 1, 1), .year = 2025}};
  EXPECT_EQ(asked.verdict(), kFailed);
}

TEST(EventsAtLeast, DoesNotTakeASlipOfThePenForAYearOfTheWindow) {
  Asked asked = events(kOver, {Event{.day = kBlank, .year = 65536 + 2023}});
  asked.fact.counts_on = {8};
  asked.fact.counts_on_year = {1};
  EXPECT_EQ(asked.verdict(), kFailed);
}

// Undated rows

TEST(Undated, CountsWhereEveryDayWould) {
  EXPECT_EQ(events(kOver, {Event{.day = kBlank, .year = 2023}}).verdict(), kMet);
}

TEST(Undated, CountsPerhapsWhereSomeDaysWould) {
  EXPECT_EQ(events(kOver, {Event{.day = kBlank, .year = 2020}}).verdict(), kUnknown);
  EXPECT_EQ(events(kOver, {Event{.day = kBlank, .year = 2025}}).verdict(), kUnknown);
  EXPECT_EQ(events(kOver, {Event{.day = kBlank, .year = 2019}}).verdict(), kFailed);
}

TEST(Undated, LiesOnAnyDayWithoutAYear) {
  EXPECT_EQ(events(kOver, {Event{.day = kBlank}}).verdict(), kUnknown);
}

TEST(Undated, MayLieAfterTheAsOfDate) {
  const Rows rows = {Event{.day = kBlank, .year = 2024}};
  EXPECT_EQ(events(kMiddle, rows).bits() & 0x0F, 0b1110);  // it may have been, or come
}

TEST(Undated, IsSeenOnADayOfItsOwn) {
  const Rows rows = {Event{.day = kBlank, .decided = day_of(2023, 9, 1), .year = 2022}};
  EXPECT_EQ(events(day_of(2023, 9, 1), rows).verdict(), kMet);
  EXPECT_EQ(events(day_of(2023, 8, 31), rows).verdict(), kOpen);
}

// Cells that a rule asks for

TEST(Filters, AskForALevel) {
  Asked asked = events(kOver, {Event{.level = kFair}});
  asked.rule().levels = {at_least(kGood)};
  EXPECT_EQ(asked.verdict(), kFailed);
  asked.rows = {Event{.level = kBlank}};
  EXPECT_EQ(asked.verdict(), kUnknown);
  asked.rows = {Event{.level = kBadge}};
  EXPECT_EQ(asked.verdict(), kFailed);
  asked.rule().levels.clear();
  asked.rows = {Event{.level = kBlank}};
  EXPECT_EQ(asked.verdict(), kMet);  // nobody asks
}

TEST(Filters, AskForAShare) {
  Asked asked = events(kOver, {Event{.share = 499}});
  asked.rule().shares = {500};
  EXPECT_EQ(asked.verdict(), kFailed);
  asked.rows = {Event{.share = 500}};
  EXPECT_EQ(asked.verdict(), kMet);
  asked.rows = {Event{.share = kBlank}};
  EXPECT_EQ(asked.verdict(), kUnknown);
  asked.rule().shares = {0};
  EXPECT_EQ(asked.verdict(), kMet);
}

TEST(Filters, ReadABlankRecognitionFromTheDecision) {
  Asked asked = events(kOver, {Event{.decided = day_of(2023, 5, 2), .place = kBlank}});
  asked.fact.recognised = 4;
  asked.fact.recognised_by = {3};
  asked.rule().recognised = {1};
  EXPECT_EQ(asked.verdict(), kMet);
  asked.rows = {Event{}};
  EXPECT_EQ(asked.verdict(), kUnknown);
  asked.rows = {Event{.decided = day_of(2023, 5, 2), .place = kUnreadable}};
  EXPECT_EQ(asked.verdict(), kUnknown);
  asked.rows = {Event{.decided = day_of(2023, 5, 2), .place = 0}};
  EXPECT_EQ(asked.verdict(), kFailed);
}

TEST(Filters, AreReadAsTheyStoodOnTheDay) {
  Asked asked = events(kOver, {Event{.day = day_of(2023, 4, 30), .share = 300}});
  asked.rule().since = {kFirstDay, day_of(2023, 5, 1)};
  asked.rule().shares = {300, 500};
  EXPECT_EQ(asked.verdict(), kMet);
  asked.rows = {Event{.day = day_of(2023, 5, 1), .share = 300}};
  EXPECT_EQ(asked.verdict(), kFailed);
  asked.rows = {Event{.day = kBlank, .share = 300, .year = 2022}};
  EXPECT_EQ(asked.verdict(), kUnknown);  // it lies before or after
}

// Status and annulment

TEST(Status, CountsWhereItIsBlankAndNotWhereItIsProposed) {
  EXPECT_EQ(events(kOver, {Event{.status = kBlank}}).verdict(), kMet);
  EXPECT_EQ(events(kOver, {Event{.status = 1}}).verdict(), kFailed);
  EXPECT_EQ(events(kOver, {Event{.status = 0}}).verdict(), kMet);
}

TEST(Status, IsAnythingWhereItCannotBeRead) {
  Asked asked = events(kOver, {Event{.status = kUnreadable}});
  EXPECT_EQ(asked.verdict(), kUnknown);
  asked.fact.where.front().allowed = {1, 1};  // then it does not matter
  EXPECT_EQ(asked.verdict(), kMet);
}

TEST(Annulment, TakesARowAwayFromItsDayOn) {
  const Rows rows = {Event{.annulled = day_of(2024, 3, 1)}};
  EXPECT_EQ(events(day_of(2024, 2, 29), rows).verdict(), kMet);
  EXPECT_EQ(events(day_of(2024, 3, 1), rows).verdict(), kOpen);
  EXPECT_EQ(events(kOver, rows).verdict(), kFailed);
}

TEST(Annulment, CountsBeforeItsDayWhateverTheStatus) {
  const Rows rows = {Event{.status = 1, .annulled = day_of(2026, 3, 1)}};
  EXPECT_EQ(events(kOver, rows).verdict(), kMet);
}

TEST(Annulment, ThatCannotBeReadHasComeOrIsToCome) {
  EXPECT_EQ(events(kOver, {Event{.annulled = kUnreadable}}).verdict(), kUnknown);
  EXPECT_EQ(events(kOver, {Event{.status = 1, .annulled = kUnreadable}}).verdict(), kUnknown);
}

// Keys

TEST(Keys, CountOnceHoweverManyRows) {
  Asked asked = events(kOver, {Event{.key = 7}, Event{.day = day_of(2024, 1, 1), .key = 7}});
  asked.fact.key = 2;
  asked.rule().threshold = 2;
  EXPECT_EQ(asked.verdict(), kFailed);
  asked.rows[1][3] = 8;
  EXPECT_EQ(asked.verdict(), kMet);
  asked.rows[1][3] = 7;
  asked.fact.key = kNoColumn;
  EXPECT_EQ(asked.verdict(), kMet);  // every row counts
}

TEST(Keys, CountOnceHoweverFarApartTheRows) {
  Asked asked = events(kOver, {Event{.key = 7}, Event{.key = 8}, Event{.key = 7}});
  asked.fact.key = 2;
  asked.rule().threshold = 3;
  EXPECT_EQ(asked.verdict(), kFailed);
}

TEST(Keys, AreOneMoreOrOneAlreadyThereWhereBlank) {
  Asked asked = events(kOver, {Event{.key = 7}, Event{.key = kBlank}});
  asked.fact.key = 2;
  asked.rule().threshold = 2;
  EXPECT_EQ(asked.verdict(), kUnknown);
  asked.rows = {Event{.key = kBlank}, Event{.key = kBlank}};
  EXPECT_EQ(asked.verdict(), kUnknown);
  asked.rule().threshold = 1;
  EXPECT_EQ(asked.verdict(), kMet);  // one at least
}

TEST(Keys, LeaveOutTheSubjectItself) {
  Asked asked = events(kOver, {Event{.key = kPerson}});
  asked.fact.key = 2;
  asked.fact.key_is_subject = true;
  EXPECT_EQ(asked.verdict(), kFailed);
  asked.rows = {Event{.key = kUnit}};
  EXPECT_EQ(asked.verdict(), kMet);
}

TEST(Keys, AreOneForAUnitUnderItsOldAndItsNewName) {
  Asked asked = events(kOver, {Event{.subject = 3, .key = 1}, Event{.subject = 3, .key = 2}});
  asked.units = 3;
  asked.opened = asked.closed = {kBlank, kBlank, kBlank};
  asked.memberships = {{3, kUnit, kBlank, day_of(2010, 1, 1), kBlank}};
  asked.fact.key = 2;
  asked.fact.key_is_subject = true;
  asked.rule().threshold = 2;
  EXPECT_EQ(asked.verdict(3), kMet);
  asked.changes = {{day_of(2023, 1, 1), Change::kRename, 1, 2}};
  EXPECT_EQ(asked.verdict(3), kFailed);
  asked.plan.policy.renamed_is_same = false;
  EXPECT_EQ(asked.verdict(3), kMet);
  asked.changes = {{day_of(2023, 1, 1), Change::kMerge, 1, 2}};
  asked.plan.policy.renamed_is_same = true;
  EXPECT_EQ(asked.verdict(3), kMet);  // a merger takes away nobody who took it up
}

TEST(Keys, ComeAgainWithALateRowOnlyOnce) {
  const Day later = day_of(2026, 3, 1);
  Asked asked = events(kOver, {Event{.key = 7}, Event{.key = 7, .decided = later}});
  asked.fact.key = 2;
  asked.rule().threshold = 2;
  EXPECT_EQ(asked.verdict(), kFailed);
  asked.rows[1][3] = 8;
  EXPECT_EQ(asked.verdict(), kOpen);
}

// Gaps

TEST(EventGap, MayHideAnyNumberFromEverybody) {
  Asked asked = events(kOver);
  asked.rule().threshold = 9;
  asked.gaps = {{0, day_of(2022, 1, 1), day_of(2022, 1, 1)}};
  EXPECT_EQ(asked.verdict(), kUnknown);
}

TEST(EventGap, OutsideTheWindowHidesNothing) {
  Asked asked = events(kOver);
  asked.gaps = {{0, day_of(2020, 1, 1), day_of(2020, 12, 31)}};
  EXPECT_EQ(asked.verdict(), kFailed);
}

TEST(EventGap, InTheFutureHidesNothingYet) {
  Asked asked = events(kMiddle, {Event{}});
  asked.rule().threshold = 2;
  asked.gaps = {{0, day_of(2024, 7, 1), day_of(2024, 7, 31)}};
  EXPECT_EQ(asked.verdict(), kOpen);
  EXPECT_EQ(asked.provisional(), kFailed);
}

// Never

TEST(Never, FailsOnOneAndStaysOpenWhileOneMayCome) {
  EXPECT_EQ(never(kOver, {}).verdict(), kMet);
  EXPECT_EQ(never(kMiddle, {}).verdict(), kOpen);
  EXPECT_EQ(never(kMiddle, {}).provisional(), kMet);
  EXPECT_EQ(never(kMiddle, {Event{}}).verdict(), kFailed);
}

TEST(Never, IsUnknownOnAPerhaps) {
  Asked asked = never(kOver, {Event{.level = kUnreadable}});
  asked.rule().levels = {at_least(kFair)};
  EXPECT_EQ(asked.verdict(), kUnknown);
}

TEST(Never, IsUnknownOnAGap) {
  Asked asked = never(kOver, {});
  asked.gaps = {{0, day_of(2022, 1, 1), day_of(2022, 1, 1)}};
  EXPECT_EQ(asked.verdict(), kUnknown);
}

// Members

TEST(Members, CountForTheUnitOfTheDay) {
  Asked asked = of_members(kOver, {Event{}});
  EXPECT_EQ(asked.verdict(kUnit), kMet);
  asked.memberships = {{kPerson, kUnit, kBlank, day_of(2023, 5, 2), kBlank}};
  EXPECT_EQ(asked.verdict(kUnit), kFailed);
  asked.rule().members_on_as_of_date = true;
  EXPECT_EQ(asked.verdict(kUnit), kMet);
}

TEST(Members, AreNotKnownWithoutARegisterOfMemberships) {
  Asked asked = of_members(kOver, {});
  asked.rule().kind = Kind::kNever;
  asked.rule().threshold = 0;
  EXPECT_EQ(asked.verdict(kUnit), kMet);
  asked.knows_memberships = false;
  EXPECT_EQ(asked.verdict(kUnit), kUnknown);
  asked.rule().over = Over::kSelf;
  EXPECT_EQ(asked.verdict(kUnit), kMet);
}

TEST(Members, CountPerhapsInAHole) {
  Asked asked = of_members(kOver, {Event{.subject = 2}});
  asked.units = 2;
  asked.opened = asked.closed = {kBlank, kBlank};
  asked.memberships = {{2, 0, kBlank, day_of(2020, 1, 1), day_of(2023, 4, 30)},
                       {2, 1, kBlank, day_of(2023, 6, 1), kBlank}};
  EXPECT_EQ(asked.verdict(0), kUnknown);
  EXPECT_EQ(asked.verdict(1), kUnknown);
}

TEST(Members, AreNotAskedForTheEventsOfAPersonItself) {
  Asked asked = events(kOver, {Event{.day = day_of(2022, 5, 1)}});
  asked.memberships = {{kPerson, kUnit, kBlank, day_of(2025, 5, 1), kBlank}};
  EXPECT_EQ(asked.verdict(), kMet);
}

TEST(Members, CountWithTheUnitsOwnIfBothAreAsked) {
  Asked asked = of_members(kOver, {Event{}, Event{.subject = kUnit}});
  asked.rule().threshold = 2;
  EXPECT_EQ(asked.verdict(kUnit), kFailed);
  asked.rule().over = Over::kSelfOrMembers;
  EXPECT_EQ(asked.verdict(kUnit), kMet);
}

TEST(Members, OfAUnitUnderTwoNamesAreSureUnderEither) {
  Asked asked = of_members(kOver, {Event{.subject = 2}});
  asked.units = 2;
  asked.opened = asked.closed = {kBlank, kBlank};
  asked.memberships = {{2, 0, kBlank, kBlank, kBlank}, {2, 1, kBlank, day_of(2020, 1, 1), kBlank}};
  EXPECT_EQ(asked.verdict(1), kUnknown);
  asked.changes = {{day_of(2022, 1, 1), Change::kRename, 0, 1}};
  EXPECT_EQ(asked.verdict(1), kMet);
}

TEST(Members, LeaveAnUndatedRowUnsureWhereTheyMoved) {
  Asked asked = of_members(kOver, {Event{.day = kBlank, .year = 2022}});
  EXPECT_EQ(asked.verdict(kUnit), kMet);
  asked.memberships = {{kPerson, kUnit, kBlank, day_of(2020, 1, 1), day_of(2023, 12, 30)}};
  EXPECT_EQ(asked.verdict(kUnit), kUnknown);  // all but one of its days
  asked.memberships = {{kPerson, kUnit, kBlank, day_of(2023, 12, 31), kBlank}};
  EXPECT_EQ(asked.verdict(kUnit), kUnknown);  // only the last one
}

// Places

Asked places(const std::vector<Code>& places) {
  Asked asked = events(kOver);
  for (std::size_t i = 0; i < places.size(); ++i) {
    asked.rows.push_back(Event{.key = static_cast<Code>(i), .place = places[i]});
  }
  asked.fact.key = 2;
  asked.rule().kind = Kind::kPlaceWithin;
  asked.rule().within = {3};
  return asked;
}

TEST(PlaceWithin, CountsPlacesUpToTheNumber) {
  EXPECT_EQ(places({3}).verdict(), kMet);
  EXPECT_EQ(places({4}).verdict(), kFailed);
}

TEST(PlaceWithin, TakesABlankPlaceForNotRankedAndAnUnreadableOneForAny) {
  EXPECT_EQ(places({kBlank}).verdict(), kFailed);
  EXPECT_EQ(places({kUnreadable}).verdict(), kUnknown);
}

TEST(PlaceWithin, MayAskThatNoRankedResultIsWorse) {
  Asked asked = places({1, 4});
  EXPECT_EQ(asked.verdict(), kMet);
  asked.rule().every = true;
  EXPECT_EQ(asked.verdict(), kFailed);
  asked.rows[1][5] = kBlank;
  EXPECT_EQ(asked.verdict(), kMet);
  asked.rows[1][5] = kUnreadable;
  EXPECT_EQ(asked.verdict(), kUnknown);
}

// The order of rows

TEST(Events, DoNotCareAboutTheOrderOfTheirRows) {
  Rows rows = {Event{.key = 7}, Event{.key = kBlank}, Event{.level = kBlank, .key = 3},
               Event{.key = 7, .decided = day_of(2026, 9, 1)}, Event{.day = kBlank, .key = 5}};
  Asked asked = events(kMiddle, rows);
  asked.fact.key = 2;
  asked.rule().levels = {at_least(kGood)};
  asked.rule().threshold = 3;
  const Bits bits = asked.bits();
  std::ranges::sort(asked.rows);
  do {
    EXPECT_EQ(asked.bits(), bits);
  } while (std::ranges::next_permutation(asked.rows).found);
}

}  // namespace
