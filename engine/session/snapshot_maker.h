#pragma once

#include <cstdint>
#include <optional>

#include "engine/session/content.h"
#include "engine/session/snapshot.h"

namespace glassbox {

/// Makes the snapshots of one session. Its memory is used again, and what is costly is made only where it is
/// subscribed to and something has changed.
class SnapshotMaker {
 public:
  /// A larger tensor is shown by its shape alone.
  static constexpr std::size_t kLargestTensor = std::size_t{1} << 17;

  const Snapshot& make(SessionContent& content);
  [[nodiscard]] const Snapshot& last() const { return snapshot_; }

 private:
  /// Which weights and which digit something was made of.
  struct Source {
    std::uint64_t weights = 0;
    std::uint64_t digit = 0;
    friend bool operator==(const Source&, const Source&) = default;
  };

  void update_model(const SessionContent& content);
  void update_run(const SessionContent& content);
  void update_evaluation(const SessionContent& content);
  void update_data(const SessionContent& content);
  void update_digit(SessionContent& content);
  void update_prediction(SessionContent& content);
  void update_activations(SessionContent& content);
  void update_weights(SessionContent& content);
  void update_history(const SessionContent& content);
  void update_report(SessionContent& content);
  void update_log(const SessionContent& content);

  Snapshot snapshot_;
  std::optional<std::uint32_t> model_;
  std::optional<std::uint64_t> image_;
  std::optional<Source> prediction_;
  std::optional<Source> activations_;
  std::optional<std::uint64_t> weights_;
  std::optional<std::uint64_t> fingerprint_;
};

}  // namespace glassbox
