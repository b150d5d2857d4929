#include "engine/cli/report.h"

#include <unistd.h>

#include <algorithm>
#include <iostream>

#include "engine/cli/text.h"
#include "engine/model/json.h"
#include "engine/simd/vector.h"
#include "engine/train/state.h"

namespace glassbox::cli {
namespace {

using Clock = std::chrono::steady_clock;

constexpr const char* kErase = "\r\x1b[K";  ///< the terminal's line

double seconds_since(Clock::time_point time) {
  return std::chrono::duration<double>(Clock::now() - time).count();
}

double rate(const Trained& trained) {
  return trained.seconds > 0 ? static_cast<double>(trained.samples) / trained.seconds : 0;
}

double mean_loss(const Trained& trained) {
  return trained.loss / static_cast<double>(std::max<std::int64_t>(trained.samples, 1));
}

double accuracy(const Trained& trained) {
  return static_cast<double>(trained.correct) /
         static_cast<double>(std::max<std::int64_t>(trained.samples, 1));
}

void tell(const Json& event) {
  std::cout << write_json(event) << std::endl;
}

}  // namespace

Report::Report(const Options& options, const Trainer& trainer, const Model& model, bool has_classes,
               std::uint64_t last_step)
    : options_(options),
      trainer_(trainer),
      model_(model),
      has_classes_(has_classes),
      last_step_(last_step),
      terminal_(isatty(STDOUT_FILENO) != 0) {}

Report::~Report() {
  if (rewrites_) std::cout << std::endl;
}

void Report::line(const std::string& text) {
  std::cout << (rewrites_ ? kErase : "") << text << std::endl;
  rewrites_ = false;
}

/// Of the step before: "epoch 2/5  step 1875/1875".
std::string Report::position(std::uint64_t step) const {
  const auto per_epoch = static_cast<std::uint64_t>(trainer_.steps_per_epoch());
  const std::uint64_t before = step == 0 ? 0 : step - 1;
  const std::uint64_t epochs = std::max<std::uint64_t>((last_step_ + per_epoch - 1) / per_epoch, 1);
  return "epoch " + std::to_string(before / per_epoch + 1) + "/" + std::to_string(epochs) + "  step " +
         std::to_string(step == 0 ? 0 : before % per_epoch + 1) + "/" + std::to_string(per_epoch);
}

void Report::begin(const Samples& train, const Samples& test) {
  if (options_.quiet) return;
  if (options_.json) {
    tell({{"event", "begin"},
          {"parameters", model_.plan().parameter_count()},
          {"samples", train.size()},
          {"test_samples", test.size()},
          {"step", model_.steps()},
          {"last_step", last_step_},
          {"threads", options_.threads},
          {"lanes", simd::kLanes}});
    return;
  }
  line(grouped(model_.plan().parameter_count()) + " parameters; " + grouped(train.size()) +
       " samples to train on, " + grouped(test.size()) + " to test on; " + std::to_string(options_.threads) +
       (options_.threads == 1 ? " thread" : " threads") + ", vectors of " +
       std::to_string(32 * simd::kLanes) + " bits");
}

void Report::step(const Trained& epoch) {
  const double pause = terminal_ && !options_.json ? 0.1 : 10;  // seconds
  if (options_.quiet || seconds_since(told_) < pause) return;
  told_ = Clock::now();
  const std::uint64_t step = model_.steps();
  const double samples_per_second = rate(epoch);
  const double samples_left = static_cast<double>(last_step_ - step) * model_.config().batch_size;
  const double left = samples_left / samples_per_second;
  if (options_.json) {
    Json event{{"event", "progress"}, {"step", step}, {"loss", mean_loss(epoch)}};
    if (has_classes_) event["accuracy"] = accuracy(epoch);
    event["samples_per_second"] = samples_per_second;
    event["seconds_left"] = left;
    tell(event);
    return;
  }
  const std::string text = position(step) + "  loss " + fixed(mean_loss(epoch), 4) +
                           (has_classes_ ? "  accuracy " + percent(accuracy(epoch)) : "") + "  " +
                           grouped(static_cast<std::int64_t>(samples_per_second)) + " samples/s  " +
                           duration(left) + " left";
  if (!terminal_) return line(text);
  std::cout << (rewrites_ ? kErase : "") << text << std::flush;
  rewrites_ = true;
}

void Report::epoch(const Trained& trained, const Evaluation& test) {
  if (options_.quiet) return;
  const std::uint64_t step = model_.steps();
  if (options_.json) {
    Json event{{"event", "epoch"}, {"step", step}, {"epoch", trainer_.epoch()}};
    event["loss"] = mean_loss(trained);
    if (has_classes_) event["accuracy"] = accuracy(trained);
    event["val_loss"] = test.loss;
    if (has_classes_) event["val_accuracy"] = test.accuracy;
    event["samples_per_second"] = rate(trained);
    return tell(event);
  }
  std::string text = position(step) + "  loss " + fixed(mean_loss(trained), 4);
  if (has_classes_) text += "  accuracy " + percent(accuracy(trained));
  text += "  val_loss " + fixed(test.loss, 4);
  if (has_classes_) text += "  val_accuracy " + percent(test.accuracy);
  line(text + "  " + grouped(static_cast<std::int64_t>(rate(trained))) + " samples/s");
}

void Report::end(const char* outcome, const std::string& sentence, const std::filesystem::path& file) {
  if (options_.quiet) return;
  if (options_.json) {
    return tell({{"event", "end"},
                 {"outcome", outcome},
                 {"step", model_.steps()},
                 {"fingerprint", hexadecimal(model_.fingerprint())},
                 {"file", file.string()}});
  }
  line(sentence + " Saved: " + file.string() + " (step " + std::to_string(model_.steps()) + ", fingerprint " +
       hexadecimal(model_.fingerprint()) + ")");
}

}  // namespace glassbox::cli
