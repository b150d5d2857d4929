#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>

#include "engine/cli/options.h"
#include "engine/train/metrics.h"
#include "engine/train/trainer.h"

namespace glassbox::cli {

/// Sums over samples that were trained on, and how long that took.
struct Trained {
  double loss = 0;
  std::int64_t correct = 0;
  std::int64_t samples = 0;
  double seconds = 0;
  std::chrono::steady_clock::time_point began = std::chrono::steady_clock::now();

  void add(const StepResult& step, std::int64_t of_samples) {
    loss += step.loss * static_cast<double>(of_samples);
    correct += step.correct;
    samples += of_samples;
    seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
  }
};

/// What a training run tells as it goes on: lines for people, of which the last is rewritten on a terminal,
/// or an object of JSON a line.
class Report {
 public:
  Report(const Options& options, const Trainer& trainer, const Model& model, bool has_classes,
         std::uint64_t last_step);

  Report(const Report&) = delete;
  Report& operator=(const Report&) = delete;
  ~Report();  ///< leaves the line that would be rewritten

  void begin(const Samples& train, const Samples& test);
  /// After each step; tells now and then.
  void step(const Trained& epoch);
  /// At the end of an epoch, or of the run within one.
  void epoch(const Trained& trained, const Evaluation& test);
  /// After all has been saved; `outcome` is the word for programs, `sentence` that for people.
  void end(const char* outcome, const std::string& sentence, const std::filesystem::path& file);

 private:
  void line(const std::string& text);
  [[nodiscard]] std::string position(std::uint64_t step) const;

  const Options& options_;
  const Trainer& trainer_;
  const Model& model_;
  bool has_classes_;
  std::uint64_t last_step_;
  bool terminal_;
  bool rewrites_ = false;  ///< the cursor stands in a line that is to be rewritten
  std::chrono::steady_clock::time_point told_ = std::chrono::steady_clock::now();
};

}  // namespace glassbox::cli
