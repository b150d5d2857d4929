#pragma once

#include <functional>
#include <vector>

namespace glassbox::bench {

/// A piece of work to be timed; each call does so many items of so many multiply-adds each.
struct Piece {
  std::function<void()> work;
  double items = 1;
  double multiply_adds = 0;
};

/// Round by round.
struct Timing {
  std::vector<double> rates;   ///< items a second
  std::vector<double> shares;  ///< of the machine's multiply-add peak at that moment
};

/// How long the pieces are timed: as many rounds as there is time for, between the limits.
struct Effort {
  double seconds = 1;            ///< for each piece
  double sample_seconds = 0.03;  ///< of one piece in one round, at least
  int fewest_rounds = 5;
  int most_rounds = 25;
};

/// Times all pieces and the machine's peak in turn, round after round, so that a ratio of two of them holds
/// when the machine's speed drifts.
std::vector<Timing> measure(const std::vector<Piece>& pieces, const Effort& effort = {});

/// The value in the middle, of at least one.
double median(std::vector<double> values);
/// The middle one of the rounds' quotients.
double median_ratio(const std::vector<double>& above, const std::vector<double>& below);

}  // namespace glassbox::bench
