#pragma once

#include <vector>

#include "engine/session/command.h"
#include "engine/session/snapshot.h"

namespace glassbox::test {

/// One of each command, with every field set.
inline std::vector<Command> example_commands() {
  TrainingConfig training{
      {"SGD", {{"learning_rate", Value::of(0.25)}, {"nesterov", Value::of(true)}}}, 16, 77};
  Stroke stroke{{{0.25F, 0.5F}, {0.75F, 0.125F}}};
  Error error{"data.fetch_failed", {"train-01.gbc.gz", "404"}, 3, "units"};
  return {command::SetModel{course_cnn()},
          command::SetTraining{training},
          command::Train{},
          command::Pause{},
          command::Step{12},
          command::Epoch{},
          command::Reset{},
          command::Draw{{stroke, stroke}},
          command::ChooseSample{1234},
          command::Subscribe{true, false, true, true, true, 2},
          command::OpenData{{28, 28, 1}, 10, {2000, 1000}, {500}},
          command::DataProblem{error, true, 0, 1},
          command::Seek{40},
          command::Fork{40, training}};
}

/// A Snapshot in which nothing has its default.
inline Snapshot example_snapshot() {
  Snapshot snapshot;
  snapshot.sequence = 7;
  snapshot.model_version = 3;
  snapshot.model = mlp();
  snapshot.layers = {{"flatten", "Flatten", {784}, 0}, {"dense", "Dense", {10}, 7850}};
  snapshot.parameters = 7850;
  snapshot.training = {{"Adam", {{"learning_rate", Value::of(0.001)}}}, 64, 9};
  snapshot.run = {RunStatus::diverged,
                  100,
                  2,
                  4,
                  48,
                  1234.5,
                  1,
                  "0123456789abcdef",
                  {{1, 2.5F, 0.125F}},
                  {{2, 1.5F, 0.25F}, {4, 1, 0.5F}}};
  snapshot.evaluation = {{0.5, 0.75, 8, {3, 1, 1, 3}}};
  snapshot.data = {100, 200, 50, 60, {{"chunk.checksum", {}, -1, ""}}, true};
  snapshot.digit.source = DigitSource::test;
  snapshot.digit.index = 5;
  snapshot.digit.label = 9;
  snapshot.digit.image = {2, 1, {0, 255}};
  snapshot.digit.stages.scaled = {1, 2, {7, 8}};
  snapshot.digit.probabilities = {0.25F, 0.75F};
  snapshot.digit.activations = {{"dense", {2}, {1, -1}}};
  snapshot.weights = {{"dense", {2, 2}, {1, 2, 3, 4}}};
  snapshot.history = {{4, 1.5F, 0.25F, true, 1.75F, 0.125F}};
  const TensorSummary summary{3, 1, 2.5, 0.5, 1.5, -1, 2, {1, 1}};
  snapshot.report = {{40,
                      {"dense",
                       7,
                       "relu",
                       summary,
                       summary,
                       summary,
                       summary,
                       {{"bias", {2}, summary, summary}},
                       {{0.5F, 1}, {1}, {0}}}}};
  snapshot.handled = 12;
  snapshot.refused = 11;
  snapshot.refused_command = "set_model";
  snapshot.refusals = {{"dense.needs_flat_input", {"(28, 28, 1)"}, 0, "units"}};
  return snapshot;
}

}  // namespace glassbox::test
