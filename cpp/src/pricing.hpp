// Which of many rivals is nearest to the subject, or before it, under given weights.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "lantoa/integer.hpp"
#include "lantoa/lead.hpp"

namespace lantoa {

/// Weights and a margin as exact numbers over one positive whole.
struct Prices {
  const std::vector<Integer>& weights;
  const Integer& margin;
  const Integer& whole;
};

/// Who has a lead smaller than it must be.
class Pricing {
 public:
  Pricing(const Challenge& challenge, const Codes& counts, const std::vector<std::int64_t>& reach,
          const Prices& prices);

  /// Of some rivals the one that lacks most; nothing where doubles see none that lacks surely.
  [[nodiscard]] std::optional<Code> among(const std::vector<Code>& rivals) const;

  /// Of all rivals the one that lacks most, exactly: nothing where none lacks anything.
  ///
  /// @param worst  takes the worst of each block that surely lacks something
  [[nodiscard]] std::optional<Code> worst(std::vector<Code>& worst, Threads threads) const;

 private:
  struct Worst {
    double lead;
    Code rival;
  };

  const Challenge& challenge_;
  const Codes& counts_;
  std::vector<double> weights_;
  double margin_;
  double error_;                // the most by which a lead in doubles may be wrong
  std::vector<Integer> exact_;  // weights without common divisors
  Integer exact_margin_;
  std::vector<std::int64_t> small_;  // the same in 64 bits; empty where they do not fit
  std::int64_t small_margin_ = 0;

  [[nodiscard]] double lead(Eigen::Index rival) const;
  void leads(std::int64_t begin, std::int64_t end, std::vector<double>& out) const;
  [[nodiscard]] bool lacks(Eigen::Index rival) const;
  [[nodiscard]] std::vector<Worst> worst_of_blocks(Threads threads) const;
};

}  // namespace lantoa
