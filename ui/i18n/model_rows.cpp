#include "ui/i18n/rows.h"

namespace glassbox::ui {
namespace {

constexpr Row kRows[] = {
    {"field.not_integer", "“{0}” is not a whole number. The value before stays.",
     "«{0}» no es un número entero. Se conserva el valor anterior."},
    {"field.not_number", "“{0}” is not a number. The value before stays.",
     "«{0}» no es un número. Se conserva el valor anterior."},
    {"field.not_size", "“{0}” is not a size, such as 5 or 5x3. The value before stays.",
     "«{0}» no es un tamaño, como 5 o 5x3. Se conserva el valor anterior."},
    {"field.range", "“{0}” is not possible here: from {1} to {2}. The value before stays.",
     "«{0}» no es posible aquí: de {1} a {2}. Se conserva el valor anterior."},

    {"layer.add", "Add a layer…", "Añadir una capa…"},
    {"layer.down", "Move down", "Bajar"},
    {"layer.remove", "Remove {0}", "Quitar {0}"},
    {"layer.up", "Move up", "Subir"},

    {"model.cnn", "CNN", "CNN"},
    {"model.kept", "The network keeps its previous layers until this is mended.",
     "La red conserva sus capas anteriores hasta que se corrija."},
    {"model.layer", "Layer", "Capa"},
    {"model.linear", "Linear", "Lineal"},
    {"model.mlp", "MLP", "MLP"},
    {"model.more", "all settings", "todos los ajustes"},
    {"model.output_shape", "Output shape", "Salida"},
    {"model.parameters", "Parameters", "Parámetros"},
    {"model.revert", "Back to the network as it is", "Volver a la red actual"},
    {"model.title", "Model", "Modelo"},
    {"model.total", "Total parameters", "Parámetros en total"},

    {"parameter.activation", "Activation", "Activación"},
    {"parameter.alpha", "Alpha", "Alfa"},
    {"parameter.batch_size", "Batch size", "Tamaño de lote"},
    {"parameter.beta_1", "Beta 1", "Beta 1"},
    {"parameter.beta_2", "Beta 2", "Beta 2"},
    {"parameter.bias_initializer", "Bias initializer", "Inicialización del sesgo"},
    {"parameter.centered", "Centered", "Centrado"},
    {"parameter.epsilon", "Epsilon", "Épsilon"},
    {"parameter.filters", "Filters", "Filtros"},
    {"parameter.initial_accumulator_value", "Initial sum", "Suma inicial"},
    {"parameter.kernel_initializer", "Initializer", "Inicialización"},
    {"parameter.kernel_size", "Kernel", "Núcleo"},
    {"parameter.learning_rate", "Learning rate", "Tasa de aprendizaje"},
    {"parameter.momentum", "Momentum", "Momento"},
    {"parameter.negative_slope", "Slope below 0", "Pendiente bajo 0"},
    {"parameter.nesterov", "Nesterov", "Nesterov"},
    {"parameter.optimizer", "Optimizer", "Optimizador"},
    {"parameter.padding", "Padding", "Relleno"},
    {"parameter.pool_size", "Window", "Ventana"},
    {"parameter.rate", "Rate", "Proporción"},
    {"parameter.recurrent_initializer", "Recurrent initializer", "Inicialización recurrente"},
    {"parameter.return_sequences", "All states", "Todos los estados"},
    {"parameter.rho", "Rho", "Rho"},
    {"parameter.seed", "Seed", "Semilla"},
    {"parameter.size", "Size", "Tamaño"},
    {"parameter.strides", "Strides", "Pasos"},
    {"parameter.unit_forget_bias", "Forget bias 1", "Sesgo de olvido 1"},
    {"parameter.units", "Units", "Unidades"},
    {"parameter.use_bias", "Bias", "Sesgo"},
    {"parameter.weight_decay", "Weight decay", "Decaimiento de pesos"},
};

}  // namespace

std::span<const Row> model_rows() {
  return kRows;
}

}  // namespace glassbox::ui
