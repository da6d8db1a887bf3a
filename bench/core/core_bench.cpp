// The core alone, without Python: packing, judging, other thresholds, seats. See bench/README.md.

#include <benchmark/benchmark.h>
#include "lantoa/measurements.hpp"
#include "lantoa/seating.hpp"

#include "office.hpp"

namespace {

using namespace office;  // NOLINT: makers

/// People with a rating of each year, a hundred to a unit; every seventh row is missing.
Asked rated_people(Code people) {
  Asked asked = ratings(kOver);
  asked.units = people / 100 + 1;
  asked.people = people;
  asked.opened.assign(Table::index(asked.units), kBlank);
  asked.closed = asked.opened;
  asked.memberships.clear();
  for (Code person = 0; person < people; ++person) {
    const Code code = asked.units + person;
    asked.memberships.push_back({code, person / 100, kBlank, day_of(2010, 1, 1), kBlank});
    for (int year = 2021; year <= 2025; ++year) {
      if ((person + year) % 7 == 0) continue;
      asked.rows.push_back({code, year, (person + year) % 4, day_of(year, 12, 10), kBlank});
    }
  }
  return asked;
}

/// People with an award in every other year, which the units count over their members.
Asked awarded_people(Code people) {
  Asked asked = rated_people(people);
  const Asked counted = events(kOver);
  asked.width = counted.width;
  asked.rows.clear();
  for (Code person = 0; person < people; ++person) {
    const Day day = day_of(2021 + person % 5, 5, 1);
    asked.rows.push_back(office::Event{.subject = asked.units + person, .day = day, .key = person});
  }
  asked.fact = counted.fact;
  asked.rules = counted.rules;
  asked.rule().over = Over::kMembers;
  return asked;
}

void people_per_second(benchmark::State& state) {
  state.SetItemsProcessed(state.iterations() * state.range(0));
}

void pack(benchmark::State& state) {
  const Asked asked = rated_people(static_cast<Code>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(asked.facts());
  people_per_second(state);
}

void judge(benchmark::State& state, Asked (*office_of)(Code)) {
  const Asked asked = office_of(static_cast<Code>(state.range(0)));
  const Facts facts = asked.facts();
  const Plan plan = asked.whole_plan();
  for (auto _ : state) benchmark::DoNotOptimize(evaluate(facts, plan, 1));
  people_per_second(state);
}

void regate(benchmark::State& state) {
  const Asked asked = rated_people(static_cast<Code>(state.range(0)));
  const Measurements measured(asked.facts(), asked.whole_plan(), 1);
  const Codes thresholds = Codes::Constant(1, -1);
  for (auto _ : state) benchmark::DoNotOptimize(measured.regate(thresholds, 1));
  people_per_second(state);
}

/// Counts at every threshold there is, and who is in at one.
void cube(benchmark::State& state) {
  const Asked asked = rated_people(static_cast<Code>(state.range(0)));
  const Measurements measured(asked.facts(), asked.whole_plan(), 1);
  const std::vector<Axis> axes = {{0, codes({-5, -4, -3, -2, -1, 0})}};
  const Codes nobody = Codes::Zero(measured.evaluation().subjects.size());
  for (auto _ : state) {
    benchmark::DoNotOptimize(measured.cube(axes, Counting::kMet, false, nobody, 1).table());
  }
  people_per_second(state);
}

/// Ten seats in each group of a hundred.
void seats(benchmark::State& state) {
  const auto people = static_cast<Code>(state.range(0));
  Contest contest{Codes(people), Codes::Constant(people, static_cast<Code>(Entry::kIn)),
                  Points(people, 1), Points(people, 1)};
  for (Code person = 0; person < people; ++person) {
    contest.group[person] = person / 100;
    contest.low(person, 0) = contest.high(person, 0) = (person * 7919) % 1000;
  }
  const Codes given = Codes::Constant(people / 100 + 1, 10);
  for (auto _ : state) benchmark::DoNotOptimize(seat(contest, given));
  people_per_second(state);
}

constexpr std::int64_t kOffice = 100;
constexpr std::int64_t kProvince = 20'000;

BENCHMARK(pack)->Arg(kOffice)->Arg(kProvince);
BENCHMARK_CAPTURE(judge, years, &rated_people)->Arg(kOffice)->Arg(kProvince);
BENCHMARK_CAPTURE(judge, events, &awarded_people)->Arg(kOffice)->Arg(kProvince);
BENCHMARK(regate)->Arg(kOffice)->Arg(kProvince);
BENCHMARK(cube)->Arg(kOffice)->Arg(kProvince);
BENCHMARK(seats)->Arg(kOffice)->Arg(kProvince);

}  // namespace
