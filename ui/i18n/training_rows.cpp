#include "ui/i18n/rows.h"

namespace glassbox::ui {
namespace {

constexpr Row kRows[] = {
    {"train.diverged", "The numbers grew without bound. Reset, or try a smaller learning rate.",
     "Los números crecieron sin límite. Reinicia o prueba una tasa de aprendizaje menor."},
    {"train.diverged_at",
     "The numbers grew without bound, first in {0}. Reset, or try a smaller learning rate.",
     "Los números crecieron sin límite, primero en {0}. Reinicia o prueba una tasa de aprendizaje menor."},
    {"train.done.one", "{0} epoch done", "{0} época completada"},
    {"train.done.many", "{0} epochs done", "{0} épocas completadas"},
    {"train.epoch", "Epoch", "Época"},
    {"train.epoch_hint", "Train to the end of this epoch", "Entrenar hasta el final de esta época"},
    {"train.evaluating", "Measuring on the test digits…", "Midiendo con los dígitos de prueba…"},
    {"train.fresh", "Untrained", "Sin entrenar"},
    {"train.pause", "Pause", "Pausa"},
    {"train.position", "Epoch {0} · step {1} of {2}", "Época {0} · paso {1} de {2}"},
    {"train.reset", "Reset", "Reiniciar"},
    {"train.reset_hint", "Fresh weights, step 0", "Pesos nuevos, paso 0"},
    {"train.steps.one", "{0} step done", "{0} paso hecho"},
    {"train.steps.many", "{0} steps done", "{0} pasos hechos"},
    {"train.step", "Step", "Paso"},
    {"train.step_hint", "Train on one batch", "Entrenar con un lote"},
    {"train.throughput", "{0} samples/s", "{0} muestras/s"},
    {"train.train", "Train", "Entrenar"},
    {"train.waiting", "Waiting for the next digits…", "Esperando los siguientes dígitos…"},

    {"training.restarts", "A new value discards the training so far and stops at step 0, with fresh weights.",
     "Un valor nuevo descarta el entrenamiento hecho y lo detiene en el paso 0, con pesos nuevos."},
    {"training.revert", "Back to the settings in force", "Volver a los ajustes vigentes"},
    {"training.title", "Training", "Entrenamiento"},
};

}  // namespace

std::span<const Row> training_rows() {
  return kRows;
}

}  // namespace glassbox::ui
