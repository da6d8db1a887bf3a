// A subject against its rivals as a game: weights that keep the worst of its leads wide, exactly.
//
// The leads d = own - rival are rows. Wanted are weights w of a box that make t greatest, with
// w d >= t for every rival whose lead counts and w d >= 0 for the others. The dual is solved by
// the simplex method in whole numbers: a basis is kept as its determinant times its inverse, a
// pivot divides exactly (Edmonds 1967), the lexicographic rule ends it. Rivals are priced in
// doubles with a bound on their error, and exactly where that does not decide.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "lantoa/integer.hpp"
#include "lantoa/lead.hpp"

namespace lantoa {

class Game {
 public:
  /// @param counts  n flags: the lead over this rival is to be wide; at least one is set
  Game(const Challenge& challenge, Codes counts, WeightBox box, Threads threads);

  /// Other weights are allowed from now on: what was found so far is where the search starts.
  void move(WeightBox box);

  /// Finds the weights. There must be some that keep every lead that does not count above or at
  /// zero; where all count there are.
  void solve();

  [[nodiscard]] const Integer& whole() const { return whole_; }    ///< above 0
  [[nodiscard]] const Integer& margin() const { return margin_; }  ///< over the whole
  [[nodiscard]] const std::vector<Integer>& weights() const { return weights_; }  ///< likewise
  /// Rivals and their parts of the whole: what holds the margin down.
  [[nodiscard]] std::vector<std::pair<Code, Integer>> mixture() const;

 private:
  using Row = std::vector<Integer>;
  using Whole = std::vector<std::int64_t>;

  enum class Kind : std::uint8_t { kRival, kLevel, kOver, kUnder };
  struct Variable {
    Kind kind = Kind::kLevel;
    Code index = 0;  // of the rival, or of the criterion
  };

  const Challenge& challenge_;
  Codes counts_;
  WeightBox box_;
  Threads threads_;
  Eigen::Index criteria_;
  std::vector<std::int64_t> reach_;  // by criterion: the widest lead or lag

  std::vector<Variable> basis_;
  std::vector<Whole> start_;  // the columns of the first basis, which break ties
  std::vector<Row> inverse_;  // times the whole
  Integer whole_;
  std::vector<Integer> duals_;    // over the whole
  std::vector<Integer> weights_;  // over the whole
  Integer margin_;
  std::vector<Code> pool_;  // rivals that were in the way before

  void begin();
  void pivot(std::size_t row, const Row& direction);
  void price();
  [[nodiscard]] Whole column(const Variable& variable) const;
  [[nodiscard]] std::int64_t cost(const Variable& variable) const;
  [[nodiscard]] Row direction(const Variable& variable) const;
  [[nodiscard]] std::size_t leaving(const Row& direction) const;
  [[nodiscard]] bool ends_before(std::size_t row, std::size_t other, const Row& direction) const;
  [[nodiscard]] Integer started(std::size_t row, std::size_t column) const;
  [[nodiscard]] bool improve(Variable& found);
};

}  // namespace lantoa
