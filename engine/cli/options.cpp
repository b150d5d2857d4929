#include "engine/cli/options.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <thread>

#include "engine/cli/refusal.h"

namespace glassbox::cli {
namespace {

constexpr int kUsage = 2;
constexpr int kMostThreads = 256;

Refusal misuse(const std::string& text) {
  return Refusal(text + "\nglassbox --help tells what can be said.", kUsage);
}

std::int64_t read_number(std::string_view option, std::string_view text, std::int64_t least,
                         std::int64_t most) {
  std::int64_t number = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (problem != std::errc{} || end != text.data() + text.size() || number < least || number > most) {
    throw misuse(std::string(option) + " takes a whole number from " + std::to_string(least) + " to " +
                 std::to_string(most) + ", not \"" + std::string(text) + "\".");
  }
  return number;
}

/// Sets what a switch stands for. False for an option that is none.
bool read_switch(std::string_view option, Options& options) {
  if (option == "--reproducible") return options.reproducible = true;
  if (option == "--quiet") return options.quiet = true;
  if (option == "--json") return options.json = true;
  return false;
}

/// The same for an option that is followed by a value.
bool read_setting(std::string_view option, std::string_view value, Options& options) {
  constexpr std::int64_t kMost = (std::int64_t{1} << 53) - 1;
  if (option == "--data") {
    options.data = value;
  } else if (option == "--from") {
    options.from = value;
  } else if (option == "--out") {
    options.out = value;
  } else if (option == "--epochs") {
    options.epochs = read_number(option, value, 0, std::numeric_limits<std::int32_t>::max());
  } else if (option == "--steps") {
    options.steps = read_number(option, value, 0, kMost);
  } else if (option == "--seed") {
    options.seed = static_cast<std::uint64_t>(read_number(option, value, 0, kMost));
  } else if (option == "--threads") {
    options.threads = static_cast<int>(read_number(option, value, 1, kMostThreads));
  } else {
    return false;
  }
  return true;
}

}  // namespace

Options read_options(std::span<const char* const> arguments) {
  constexpr std::array<std::string_view, 3> kCommands{"train", "evaluate", "info"};
  Options options;
  options.threads = std::clamp(static_cast<int>(std::thread::hardware_concurrency()), 1, kMostThreads);
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string_view argument = arguments[i];
    if (argument == "--help" || argument == "-h" || argument == "help") {
      options.command = "help";
      return options;
    }
    if (!argument.starts_with('-')) {
      if (options.command.empty()) {
        options.command = argument;
      } else if (options.file.empty()) {
        options.file = argument;
      } else {
        throw misuse("One file at a time: \"" + std::string(argument) + "\" is too many.");
      }
      continue;
    }
    if (read_switch(argument, options)) continue;
    const bool followed = i + 1 < arguments.size();
    if (!read_setting(argument, followed ? arguments[i + 1] : "1", options)) {
      throw misuse("There is no option " + std::string(argument) + ".");
    }
    if (!followed) throw misuse(std::string(argument) + " needs a value.");
    ++i;
  }
  if (options.command.empty()) throw misuse("What is to be done: train, evaluate or info?");
  if (std::ranges::find(kCommands, options.command) == kCommands.end()) {
    throw misuse("There is no command \"" + options.command + "\": train, evaluate or info.");
  }
  if (options.file.empty()) throw misuse("glassbox " + options.command + " needs a file.");
  return options;
}

std::string_view help() {
  return R"(usage: glassbox train FILE [OPTION...]      trains a network and saves it
       glassbox evaluate FILE [OPTION...]   tests a saved network
       glassbox info FILE                   shows a network layer by layer

FILE is an experiment, a link to one from the page's address bar in a text file, or a saved network
(which then goes on from where it is, but without augmentation: that stands in an experiment, which goes
on with --from). An experiment is JSON, with the names of Keras:
  {
    "model": {"version": 1, "input_shape": [28, 28, 1], "layers": [
      {"class_name": "Flatten"},
      {"class_name": "Dense", "config": {"units": 10, "activation": "softmax"}}]},
    "training": {"optimizer": {"class_name": "Adam", "config": {"learning_rate": 0.001}},
                 "batch_size": 32, "seed": 1},
    "data": "mnist",
    "epochs": 5
  }
"training" may also hold "loss", "schedule", "regularization", "clipping" and "early_stopping".
"data" is a folder beside the experiment, or a toy set by its name, or with settings:
{"class_name": "spiral", "config": {"noise": 0.1}}. For images there are "normalization"
("unit", "standard" or "none") and "augmentation", such as {"shift": 0.1, "rotation": 10}.
Only "model" is needed.

  --data DIR        the data: a folder with a manifest.json and the chunks that it names, as in the
                    built page (data/mnist); or with the files train-images-idx3-ubyte,
                    train-labels-idx1-ubyte, t10k-images-idx3-ubyte and t10k-labels-idx1-ubyte,
                    each with or without .gz; or the name of a toy set
  --from FILE       goes on from the weights and the step of a saved network
  --out FILE        where the network is saved, as the JavaScript API's load() reads it; without it,
                    beside the experiment as NAME.glassbox
  --epochs N        the epoch after which training ends; those of --from count
  --steps N         the step after which it ends
  --seed N          of the first weights and of the order of the samples
  --threads N       all cores, if not told otherwise; the result does not depend on it
  --reproducible    slower vectors of 128 bits, which give the bits of the browser's plain SIMD
  --quiet           says nothing but errors
  --json            tells everything as JSON, an object a line

Ctrl-C ends training after the present step, and saves. Exit status: 0 for all done, 1 for what could
not be done, 2 for a command line that cannot be read, 130 after Ctrl-C.
)";
}

}  // namespace glassbox::cli
