// Answers for yearly histories that were seen before: most people's are alike.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "lantoa/calendar.hpp"
#include "lantoa/measured.hpp"

namespace lantoa {

/// All that the answers of a fact's rules depend on, beside facts and plan.
struct History {
  std::uint64_t years = 0;  ///< what each year says, and since when the subject was there
  Day clock = kNoDay;       ///< kNoDay: too rich to be told in a number

  [[nodiscard]] bool is_plain() const { return clock != kNoDay; }
  friend bool operator==(const History&, const History&) = default;
};

/// Remembers some of the histories: a newer one takes the place of an older one.
class Histories {
 public:
  explicit Histories(std::size_t rules) : rules_(rules), answers_(kPlaces * rules) {}

  /// Where the answers of a history are kept, one for each rule.
  [[nodiscard]] std::span<Measured> answers(const History& history) {
    return std::span(answers_).subspan(place(history) * rules_, rules_);
  }
  /// Whether they are known; from now on they are taken to be.
  [[nodiscard]] bool knows(const History& history) {
    History& kept = kept_[place(history)];
    const bool known = kept == history;
    kept = history;
    return known;
  }

 private:
  static constexpr std::size_t kPlaces = 512;
  std::size_t rules_;
  std::array<History, kPlaces> kept_;
  std::vector<Measured> answers_;

  [[nodiscard]] static std::size_t place(const History& history) {
    const std::uint64_t mixed = history.years ^ static_cast<std::uint32_t>(history.clock);
    return (mixed * 0x9E3779B97F4A7C15U >> 40U) % kPlaces;
  }
};

}  // namespace lantoa
