#pragma once

#include <cstdint>
#include <vector>

#include "engine/session/command.h"

namespace glassbox {

/// What keeps data from arriving: at most one problem a file.
class DataProblems {
 public:
  /// Takes the place of what was said of that file before.
  void report(const command::DataProblem& problem) {
    std::erase_if(problems_, [&](const auto& other) {
      return other.split == problem.split && other.chunk == problem.chunk;
    });
    problems_.push_back(problem);
    if (problems_.size() > kLargest) problems_.erase(problems_.begin());
  }

  /// A chunk is there; `complete`: it was the last one missing.
  void arrived(std::int32_t split, std::int32_t chunk, bool complete) {
    std::erase_if(problems_, [&](const auto& problem) {
      const bool unnamed = problem.chunk < 0;
      return complete || (unnamed ? problem.retrying : problem.split == split && problem.chunk == chunk);
    });
  }

  void clear() { problems_.clear(); }

  /// The one to be shown: the newest of those that are given up, else the newest; null when all is well.
  [[nodiscard]] const command::DataProblem* worst() const {
    const command::DataProblem* worst = nullptr;
    for (const command::DataProblem& problem : problems_) {
      if (worst == nullptr || worst->retrying || !problem.retrying) worst = &problem;
    }
    return worst;
  }

 private:
  static constexpr std::size_t kLargest = 64;

  std::vector<command::DataProblem> problems_;  ///< in the order in which they were reported
};

}  // namespace glassbox
