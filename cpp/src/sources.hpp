// How many of a subject's sources had it before: the statistic of the restricted permutation.
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "lantoa/permutation.hpp"

namespace lantoa {

inline constexpr Code kNotSeen = std::numeric_limits<Code>::max();

/// The mean share, and of how many.
struct MeanShare {
  double mean = -1;
  std::int64_t members = 0;
};

/// Ties by taker, their weights as whole parts of one.
class Sources {
 public:
  /// @param seen    how many take it up
  /// @param latest  the last period in which anybody does
  /// @throws InputError when ties are out of range
  Sources(const TieRows& ties, const Codes& stratum, std::int64_t seen, Code latest);

  /// @param times  n periods of taking up, `kNotSeen` where not seen
  [[nodiscard]] MeanShare standing(const std::vector<Code>& times) const;

  [[nodiscard]] std::int64_t size() const { return std::ssize(source_); }

 private:
  friend class MovingTimes;

  void set_parts();
  void set_given(std::size_t n);
  [[nodiscard]] bool is_sparse() const { return is_lasting_ && !is_dense_; }
  void set_mean(std::int64_t sum, MeanShare& out) const;
  [[nodiscard]] MeanShare dense(const std::vector<Code>& times) const;
  [[nodiscard]] MeanShare sparse(const std::vector<Code>& times) const;
  [[nodiscard]] MeanShare passing(const std::vector<Code>& times) const;
  [[nodiscard]] std::int64_t share_then(std::size_t at, const std::vector<Code>& times) const;

  std::vector<Code> taker_;          // those who are exchanged and have ties
  std::vector<std::size_t> offset_;  // of the ties of each, and one more
  std::vector<std::uint32_t> slot_;  // of each tie, its taker's place among those
  std::vector<Code> source_;
  std::vector<double> weight_;
  std::vector<Code> since_;
  std::vector<Code> until_;
  std::vector<std::int64_t> part_;
  std::int64_t whole_ = 1;
  std::vector<std::uint32_t> slot_of_;  // of each subject, among takers; their number for others
  std::vector<std::size_t>
      given_begin_;                   // of the ties that each subject is the source of, one more
  std::vector<std::uint32_t> given_;  // those ties
  bool is_dense_ = false;             // many of those who have ties take it up
  bool is_lasting_ = true;  // no tie begins or ends between the first and the latest period
};

/// Times of taking up that change one by one, and the mean share.
class MovingTimes {
 public:
  /// @param times  n periods of taking up, `kNotSeen` where not seen
  MovingTimes(const Sources& sources, const std::vector<Code>& times);

  [[nodiscard]] const std::vector<Code>& times() const { return times_; }

  void set(std::uint32_t row, Code time);

  [[nodiscard]] MeanShare standing() const;

 private:
  void count(std::uint32_t row, std::int64_t once);

  const Sources& sources_;
  std::vector<Code> times_;
  std::int64_t sum_ = 0;  // of the parts, where those who take it up are few
  std::int64_t members_ = 0;
};

}  // namespace lantoa
