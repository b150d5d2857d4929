#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/base/error.h"
#include "engine/model/plan.h"

namespace glassbox {

/// "inspect.layer" unless the plan has a layer of that index.
Status check_layer(const Plan& plan, int layer);

/// The shape of a node's output for one sample; of the model's input for PlanNode::kModelInput.
Shape shape_of(const Plan& plan, int node);

/// Keras' name of the activation function that makes a layer's output, "softmax" included; empty where there
/// is none ("linear").
std::string activation_of(const Plan& plan, int layer);

/// The node of a layer's first op; kModelInput for a layer without ops (a linear Activation).
int first_node(const Plan& plan, int layer);

/// The node that holds a layer's output before its activation function; its output node where it has none.
int pre_activation_node(const Plan& plan, int layer);

/// The node that holds what a last softmax or sigmoid makes probabilities of; the model's output node where
/// there is none. A value there is the score of an output.
int score_node(const Plan& plan);

/// What of one sample's output a unit of the layer makes: values unit, unit + units, ... of the flat output.
/// The units are the last axis: those of a Dense, the filters of a Conv2D, the channels of an image.
int units_of(const Plan& plan, int layer);

}  // namespace glassbox
