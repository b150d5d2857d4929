#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "engine/data/digit.h"
#include "engine/model/spec.h"
#include "engine/train/config.h"

/// Everything that can be asked of a Session. A struct a command; codec, JSON and TypeScript types follow
/// from fields().
namespace glassbox::command {

/// Replaces the model; the run starts anew. Refused: the previous model and run stay.
struct SetModel {
  static constexpr const char* kName = "set_model";
  ModelSpec model;
  template <class Self, class Visitor>
  static void fields(Self& self, Visitor&& visit) {
    visit("model", self.model);
  }
};

/// Changes optimizer, learning rate, batch size or seed. A new seed or batch size starts the run anew, the
/// rest goes on in mid-run.
struct SetTraining {
  static constexpr const char* kName = "set_training";
  TrainingConfig training;
  template <class Self, class Visitor>
  static void fields(Self& self, Visitor&& visit) {
    visit("training", self.training);
  }
};

/// Trains until Pause.
struct Train {
  static constexpr const char* kName = "train";
  template <class Self, class Visitor>
  static void fields(Self&, Visitor&&) {}
};

struct Pause {
  static constexpr const char* kName = "pause";
  template <class Self, class Visitor>
  static void fields(Self&, Visitor&&) {}
};

/// Trains that many steps, then pauses and evaluates.
struct Step {
  static constexpr const char* kName = "step";
  std::int32_t count = 1;
  template <class Self, class Visitor>
  static void fields(Self& self, Visitor&& visit) {
    visit("count", self.count);
  }
};

/// Trains to the end of the present epoch, then pauses and evaluates.
struct Epoch {
  static constexpr const char* kName = "epoch";
  template <class Self, class Visitor>
  static void fields(Self&, Visitor&&) {}
};

/// Fresh weights from the seed, step 0.
struct Reset {
  static constexpr const char* kName = "reset";
  template <class Self, class Visitor>
  static void fields(Self&, Visitor&&) {}
};

/// The learner's drawing becomes the chosen digit.
struct Draw {
  static constexpr const char* kName = "draw";
  std::vector<Stroke> strokes;
  template <class Self, class Visitor>
  static void fields(Self& self, Visitor&& visit) {
    visit("strokes", self.strokes);
  }
};

/// A digit of the test set becomes the chosen one.
struct ChooseSample {
  static constexpr const char* kName = "choose_sample";
  std::int64_t index = 0;
  template <class Self, class Visitor>
  static void fields(Self& self, Visitor&& visit) {
    visit("index", self.index);
  }
};

/// What the screen shows, and so what a Snapshot carries. Errors, for the report: "inspect.layer",
/// "model.too_large".
struct Subscribe {
  static constexpr const char* kName = "subscribe";
  bool stages = false;       ///< of the drawn digit's preparation
  bool activations = false;  ///< of every layer for the chosen digit
  bool confusion = false;    ///< the confusion matrix of the last evaluation
  bool weights = false;      ///< kernels as images: the first layer's templates and filters
  bool history = false;      ///< the recorded moments of the run
  std::int32_t report = -1;  ///< index of a layer to report on while training, -1: none, as after SetModel
  template <class Self, class Visitor>
  static void fields(Self& self, Visitor&& visit) {
    visit("stages", self.stages);
    visit("activations", self.activations);
    visit("confusion", self.confusion);
    visit("weights", self.weights);
    visit("history", self.history);
    visit("report", self.report);
  }
};

/// The sizes of the data set's chunks, from its manifest; comes before any chunk. Data in place of other data
/// starts the run anew.
struct OpenData {
  static constexpr const char* kName = "open_data";
  std::vector<std::int64_t> image_shape;
  std::int32_t classes = 10;
  std::vector<std::int32_t> train_chunks;
  std::vector<std::int32_t> test_chunks;
  template <class Self, class Visitor>
  static void fields(Self& self, Visitor&& visit) {
    visit("image_shape", self.image_shape);
    visit("classes", self.classes);
    visit("train_chunks", self.train_chunks);
    visit("test_chunks", self.test_chunks);
  }
};

/// Why a file did not arrive, for the learner to read; `retrying` while another try is under way. Goes away
/// when that chunk arrives; where none is named, with any chunk if it was being retried, else with the last.
struct DataProblem {
  static constexpr const char* kName = "data_problem";
  Error error;
  bool retrying = false;
  std::int32_t split = -1;  ///< of the chunk: 0 train, 1 test; -1: none, or not known
  std::int32_t chunk = -1;
  template <class Self, class Visitor>
  static void fields(Self& self, Visitor&& visit) {
    visit("error", self.error);
    visit("retrying", self.retrying);
    visit("split", self.split);
    visit("chunk", self.chunk);
  }
};

/// Back (or forward again) to a recorded step, paused: its weights and its settings. Going on from there with
/// the same settings gives the same bits again, so what was recorded behind it stays.
struct Seek {
  static constexpr const char* kName = "seek";
  std::int64_t step = 0;
  template <class Self, class Visitor>
  static void fields(Self& self, Visitor&& visit) {
    visit("step", self.step);
  }
};

/// To a recorded step with other settings, paused; another seed or batch size counts from there on. What was
/// recorded behind it is forgotten with the first step of the new run.
struct Fork {
  static constexpr const char* kName = "fork";
  std::int64_t step = 0;
  TrainingConfig training;
  template <class Self, class Visitor>
  static void fields(Self& self, Visitor&& visit) {
    visit("step", self.step);
    visit("training", self.training);
  }
};

}  // namespace glassbox::command

namespace glassbox {

using Command =
    std::variant<command::SetModel, command::SetTraining, command::Train, command::Pause, command::Step,
                 command::Epoch, command::Reset, command::Draw, command::ChooseSample, command::Subscribe,
                 command::OpenData, command::DataProblem, command::Seek, command::Fork>;

}  // namespace glassbox
