#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "engine/base/error.h"
#include "engine/tensor/buffer.h"
#include "engine/train/config.h"
#include "engine/train/model.h"

namespace glassbox {

/// What is known of a recorded moment of a run.
struct Moment {
  std::int64_t step = 0;  ///< optimizer steps taken
  float loss = 0;         ///< of the batch of that step, 0 at step 0
  float accuracy = 0;
  bool tested = false;  ///< whether the test set was looked at; else the next two are 0
  float test_loss = 0;
  float test_accuracy = 0;

  template <class Self, class Visitor>
  static void fields(Self& self, Visitor&& visit) {
    visit("step", self.step);
    visit("loss", self.loss);
    visit("accuracy", self.accuracy);
    visit("tested", self.tested);
    visit("test_loss", self.test_loss);
    visit("test_accuracy", self.test_accuracy);
  }
  friend bool operator==(const Moment&, const Moment&) = default;
};

/// Copies of a run's State, so that it can be looked at, and gone on from, at any recorded step. Every step
/// is wanted at first; when the budget is full, the moment whose absence leaves the smallest gap makes room:
/// the moments spread evenly over the run. The first, the last few and the best (lowest test loss) stay.
///
/// Each moment keeps the settings in force, as a shared object: the same object means that nothing was
/// changed in between. Whoever goes on from an earlier moment with its settings comes to the same bits again,
/// so what was recorded behind it stays; with others it is another run, and the old future goes.
class History {
 public:
  using Training = std::shared_ptr<const TrainingConfig>;
  static constexpr std::size_t kMoments = 256;  ///< at most, however small the states are
  static constexpr std::size_t kRecent = 8;

  /// `budget`: bytes of all states together, never passed. A larger state is not recorded.
  explicit History(std::size_t budget) : budget_(budget) {}

  /// Whether a state of that size is worth recording at a step.
  [[nodiscard]] bool wants(std::int64_t step, std::size_t state_bytes) const;
  /// Keeps a copy of the state. Where the step is recorded already, it learns what the test set said.
  void record(const Moment& moment, const Training& training, std::span<const std::byte> state);
  /// To be called before a step is taken: of what follows on `step`, forgets all from the first moment under
  /// other settings on.
  void go_on(std::int64_t step, const Training& training);
  void clear();

  /// In order of their steps.
  [[nodiscard]] const std::vector<Moment>& moments() const { return moments_; }
  [[nodiscard]] bool has(std::int64_t step) const;
  /// Of a recorded step, which has() knows.
  [[nodiscard]] const Moment& moment(std::int64_t step) const { return moments_[place(step)]; }
  [[nodiscard]] const Training& training(std::int64_t step) const { return records_[place(step)].training; }
  [[nodiscard]] std::span<const std::byte> state(std::int64_t step) const;
  [[nodiscard]] std::span<const float> parameters(std::int64_t step) const;  ///< for compare()
  [[nodiscard]] std::size_t bytes() const { return bytes_; }

  /// Puts the model that was recorded back to that step, with its settings. Error: "history.not_recorded".
  Status restore(std::int64_t step, Model& model) const;
  /// The same with other settings. Errors: those of Model::configure() too; the model stays as it was.
  Status fork(std::int64_t step, const TrainingConfig& training, Model& model) const;

 private:
  struct Record {
    Training training;
    Buffer<std::byte> state;
  };

  [[nodiscard]] std::size_t place(std::int64_t step) const;
  [[nodiscard]] std::size_t best() const;
  [[nodiscard]] std::size_t dispensable(std::int64_t coming) const;
  Buffer<std::byte> take(std::size_t index);

  std::size_t budget_;
  std::size_t bytes_ = 0;
  std::vector<Moment> moments_;
  std::vector<Record> records_;  ///< of each moment
};

}  // namespace glassbox
