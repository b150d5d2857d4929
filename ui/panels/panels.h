#pragma once

#include "ui/base/context.h"

/// One function a panel, one file a function. A panel fills the available region of the current ImGui window
/// or child, whatever its size.
namespace glassbox::ui {

void draw_pad_panel(Context& context);         ///< pad, undo, clear, preparation stages, test digit chooser
void draw_prediction_panel(Context& context);  ///< the answer and the class probabilities
void draw_model_panel(Context& context);       ///< presets, layers to edit with refusals, parameter counts
void draw_train_bar(Context& context);  ///< train, pause, step, epoch, reset, throughput: one or two rows
void draw_training_panel(Context& context);   ///< optimizer and its parameters, batch size, seed
void draw_curves_panel(Context& context);     ///< loss and accuracy, train and test
void draw_network_panel(Context& context);    ///< every layer's activations for the chosen digit
void draw_confusion_panel(Context& context);  ///< the confusion matrix of the test set

}  // namespace glassbox::ui
