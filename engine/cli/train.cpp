#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <filesystem>
#include <string>
#include <system_error>

#include "engine/cli/commands.h"
#include "engine/cli/files.h"
#include "engine/cli/refusal.h"
#include "engine/cli/report.h"
#include "engine/cli/run_file.h"
#include "engine/simd/vector.h"
#include "engine/train/early_stopping.h"

namespace glassbox::cli {
namespace {

constexpr int kInterrupted = 130;  ///< exit status, as the shell's own after Ctrl-C
constexpr std::chrono::seconds kBetweenSaves{30};

#if defined(__FMA__)
constexpr bool kBrowserBits = false;
#else
constexpr bool kBrowserBits = simd::kLanes == 4;
#endif

volatile std::sig_atomic_t stop_requested = 0;

/// The first signal asks for an end, the next one ends at once.
void request_stop(int signal) {
  stop_requested = 1;
  std::signal(signal, SIG_DFL);
}

/// The step after which training ends.
std::uint64_t last_step(const Options& options, const RunFile& run, const Trainer& trainer) {
  const auto per_epoch = static_cast<std::uint64_t>(trainer.steps_per_epoch());
  const auto epochs = static_cast<std::uint64_t>(run.epochs) * per_epoch;
  if (!options.steps) return epochs;
  const auto steps = static_cast<std::uint64_t>(*options.steps);
  return options.epochs ? std::min(steps, epochs) : steps;
}

/// A run from its first to its last step.
class Training {
 public:
  Training(const Options& options, const RunFile& run)
      : ready_(make_model(run, options)),
        model_(*ready_.model),
        data_(make_data(run, model_)),
        trainer_(model_, data_.train(), run.augmentation),
        last_step_(last_step(options, run, trainer_)),
        report_(options, trainer_, model_, data_.train().classes() > 0, last_step_),
        out_(options.out.value_or(std::filesystem::path(options.file).replace_extension(".glassbox"))) {
    const bool is_network = run.saved && !options.from;
    std::error_code not_there;
    if (!is_network && std::filesystem::equivalent(out_, options.file, not_there)) {
      throw Refusal(out_.string() + " is what says how to train: --out names another file.");
    }
    check_writable(out_);
  }

  int run() {
    report_.begin(data_.train(), data_.test());
    std::signal(SIGINT, request_stop);
    std::signal(SIGTERM, request_stop);
    const bool begins_at_end = model_.steps() >= last_step_;
    bool stops_early = false;
    while (model_.steps() < last_step_ && !stops_early && stop_requested == 0) {
      const std::int64_t samples = trainer_.next_batch_size();
      const StepResult step = trainer_.step();
      if (!step.finite) throw diverged(step.non_finite_layer);
      trained_.add(step, samples);
      report_.step(trained_);
      if (trainer_.step_in_epoch() == 0) stops_early = end_epoch();
    }
    if (stop_requested != 0) {
      save();
      report_.end("interrupted", "Interrupted. Glassbox goes on from here with --from.", out_);
      return kInterrupted;
    }
    if (trained_.samples > 0) report_.epoch(trained_, evaluation_of(model_, data_.test()));
    save();
    if (stops_early) {
      report_.end("stopped early", "Stopped early.", out_);
    } else {
      report_.end("done", begins_at_end ? "There was nothing left to train." : "Done.", out_);
    }
    return 0;
  }

 private:
  /// Whether the test loss says that this was the last epoch.
  bool end_epoch() {
    const Evaluation test = evaluation_of(model_, data_.test());
    report_.epoch(trained_, test);
    trained_ = {};
    if (trained_.began - saved_ >= kBetweenSaves) save();
    return stopping_.ends(model_.config().early_stopping, test.loss);
  }

  void save() {
    const auto state = model_.state();
    write_file(out_, write_model_file({.spec = model_.plan().spec(),
                                       .training = model_.config(),
                                       .normalization = data_.normalization(),
                                       .state = {state.begin(), state.end()}}));
    saved_ = std::chrono::steady_clock::now();
  }

  Refusal diverged(int layer) {
    save();
    const std::string where =
        layer < 0 ? "the loss" : "layer " + model_.plan().spec().layers[static_cast<std::size_t>(layer)].name;
    return Refusal("Training diverged after step " + std::to_string(model_.steps()) + ": " + where +
                   " is no longer finite. A lower learning rate may help. Saved: " + out_.string());
  }

  ReadyModel ready_;
  Model& model_;
  Data data_;
  Trainer trainer_;
  std::uint64_t last_step_;
  Report report_;
  std::filesystem::path out_;
  Trained trained_;  ///< in the present epoch
  StoppingRule stopping_;
  std::chrono::steady_clock::time_point saved_ = std::chrono::steady_clock::now();
};

}  // namespace

int train(const Options& options) {
  if (options.reproducible && !kBrowserBits) {
    throw Refusal(
        "--reproducible needs vectors of 128 bits; this program is built for wider ones: start "
        "glassbox-128.");
  }
  const RunFile run = read_run_file(options);
  return Training(options, run).run();
}

}  // namespace glassbox::cli
