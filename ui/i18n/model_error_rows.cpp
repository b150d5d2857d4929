#include "ui/i18n/rows.h"

namespace glassbox::ui {
namespace {

constexpr Row kRows[] = {
    {"add.shapes_differ", "Only outputs of the same shape can be added; these are {0} and {1}.",
     "Solo se pueden sumar salidas de la misma forma; estas son {0} y {1}."},
    {"concatenate.shapes_differ",
     "Outputs side by side may differ in their last axis only; these are {0} and {1}.",
     "Las salidas que se juntan solo pueden diferir en su último eje; estas son {0} y {1}."},
    {"conv2d.dilated_kernel_larger_than_input",
     "A {0} kernel with this dilation reaches over {1} and does not fit into its input of {2}. Choose a "
     "smaller dilation, a smaller kernel, or “same” padding.",
     "Un núcleo de {0} con esta dilatación abarca {1} y no cabe en su entrada de {2}. Elige una dilatación o "
     "un núcleo menor, o el relleno «same»."},
    {"conv2d.groups",
     "{0} groups are not possible: the {1} channels and the {2} filters have to split evenly among them.",
     "No son posibles {0} grupos: los {1} canales y los {2} filtros deben repartirse por igual entre ellos."},
    {"conv2d.kernel_larger_than_input",
     "A {0} kernel does not fit into its input of {1}. Choose a smaller kernel, or “same” padding.",
     "Un núcleo de {0} no cabe en su entrada de {1}. Elige un núcleo menor o el relleno «same»."},
    {"conv2d.padded_input_too_large",
     "With its zeros around, the input would be {0}; at most {1} values are possible. Choose fewer zeros or "
     "a "
     "smaller kernel.",
     "Con sus ceros alrededor, la entrada sería {0}; como mucho son posibles {1} valores. Elige menos ceros "
     "o "
     "un núcleo menor."},
    {"conv2d.padding_twice",
     "“same” padding already says how many zeros stand around. Choose “valid” to set them yourself.",
     "El relleno «same» ya fija cuántos ceros hay alrededor. Elige «valid» para fijarlos tú."},
    {"conv2d.strides_and_dilation",
     "A convolution either takes strides or is dilated. Set one of the two to 1.",
     "Una convolución o avanza con pasos o está dilatada. Pon uno de los dos en 1."},
    {"dense.needs_flat_input",
     "A dense layer reads a flat vector, but its input is {0}. Put a Flatten layer before it.",
     "Una capa densa lee un vector plano, pero su entrada es {0}. Pon antes una capa Flatten."},
    {"initializer.too_large",
     "“{0}” would take too long for a matrix of {1}. Choose another initializer, or a smaller layer.",
     "«{0}» tardaría demasiado con una matriz de {1}. Elige otra inicialización o una capa menor."},
    {"layer.bad_name", "The name “{0}” may have 1 to {1} letters, digits, “_”, “-” and “.” only.",
     "El nombre «{0}» solo puede tener de 1 a {1} letras, dígitos, «_», «-» y «.»."},
    {"layer.duplicate_name", "The name “{0}” is taken already.", "El nombre «{0}» ya está en uso."},
    {"layer.input_count", "This layer has {0} inputs and needs {1}.",
     "Esta capa tiene {0} entradas y necesita {1}."},
    {"layer.needs_image_input",
     "This layer reads an image (height, width, channels), but its input is {0}. Move it before the Flatten "
     "layer.",
     "Esta capa lee una imagen (alto, ancho, canales), pero su entrada es {0}. Ponla antes de la capa "
     "Flatten."},
    {"layer.output_too_large",
     "The output {0} is too large: at most {1} along an axis and {2} values in all.",
     "La salida {0} es demasiado grande: como mucho {1} por eje y {2} valores en total."},
    {"layer.unknown_class", "There is no layer called {0}.", "No existe la capa {0}."},
    {"layer.unknown_input", "There is no earlier layer called {0}.", "No hay una capa anterior llamada {0}."},
    {"layer.unused", "No layer uses the output of {0}.", "Ninguna capa usa la salida de {0}."},

    {"model.input_shape", "An input has one to three sizes, each from 1 to {0}.",
     "Una entrada tiene de una a tres medidas, cada una de 1 a {0}."},
    {"model.input_too_large", "One sample would have {0} values; at most {1} are possible.",
     "Una muestra tendría {0} valores; como mucho son posibles {1}."},
    {"model.no_layers", "A network needs at least one layer.", "Una red necesita al menos una capa."},
    {"model.nothing_to_train", "No layer has a parameter to learn. Add a dense layer, for example.",
     "Ninguna capa tiene parámetros que aprender. Añade, por ejemplo, una capa densa."},
    {"model.output_not_classes",
     "The last layer gives {0}. It has to give one number for each class: a flat vector of 2 to {1}.",
     "La última capa da {0}. Debe dar un número por clase: un vector plano de 2 a {1}."},
    {"model.too_large",
     "Training this network needs {0} MiB of memory; at most {1} are possible. Choose a smaller batch size "
     "or "
     "a smaller network.",
     "Entrenar esta red necesita {0} MiB de memoria; como mucho son posibles {1}. Elige un lote menor o una "
     "red más pequeña."},
    {"model.too_many_layers", "{0} layers are too many; at most {1} are possible.",
     "{0} capas son demasiadas; como mucho son posibles {1}."},
    {"model.too_many_parameters", "Up to this layer there are {0} parameters; at most {1} are possible.",
     "Hasta esta capa hay {0} parámetros; como mucho son posibles {1}."},

    {"multiply.shapes_differ", "Only outputs of the same shape can be multiplied; these are {0} and {1}.",
     "Solo se pueden multiplicar salidas de la misma forma; estas son {0} y {1}."},
    {"optimizer.unknown_class", "There is no optimizer called {0}.", "No existe el optimizador {0}."},
    {"loss.unknown_class", "There is no loss called {0}.", "No existe la pérdida {0}."},
    {"loss.needs_labels", "The loss {0} compares with classes, not with values.",
     "La pérdida {0} compara con clases, no con valores."},
    {"loss.target_shape", "The loss compares with values of the shape {0}, but the output is {1}.",
     "La pérdida compara con valores de forma {0}, pero la salida es {1}."},
    {"schedule.unknown_class", "There is no learning-rate schedule called {0}.",
     "No existe el plan de tasa de aprendizaje {0}."},
    {"clipping.several", "Gradients can be clipped in one way only.",
     "Los gradientes solo se pueden recortar de una manera."},

    {"parameter.choice", "“{0}” is not possible here. Choose one of: {1}.",
     "«{0}» no es posible aquí. Elige una de estas opciones: {1}."},
    {"parameter.duplicate", "The setting {0} is given twice.", "El ajuste {0} aparece dos veces."},
    {"parameter.missing", "The setting {0} is missing.", "Falta el ajuste {0}."},
    {"parameter.not_boolean", "This has to be true or false.", "Debe ser verdadero o falso."},
    {"parameter.not_integers", "This has to be a list of whole numbers.",
     "Debe ser una lista de números enteros."},
    {"parameter.not_integer", "This has to be a whole number.", "Debe ser un número entero."},
    {"parameter.not_number", "This has to be a finite number.", "Debe ser un número finito."},
    {"parameter.not_size", "This has to be one whole number or two: height and width.",
     "Debe ser un número entero o dos: alto y ancho."},
    {"parameter.range", "{0} is not possible here. Choose a value from {1} to {2}.",
     "{0} no es posible aquí. Elige un valor de {1} a {2}."},
    {"parameter.unknown", "{1} has no setting called {0}.", "{1} no tiene ningún ajuste llamado {0}."},

    {"pooling.window_larger_than_input",
     "A {0} window does not fit into its input of {1}. Choose a smaller window, or “same” padding.",
     "Una ventana de {0} no cabe en su entrada de {1}. Elige una ventana menor o el relleno «same»."},

    {"prelu.shared_axes", "There is no axis {0} to share a slope along: this input has {1}, counted from 1.",
     "No hay un eje {0} por el que compartir la pendiente: esta entrada tiene {1}, contados desde 1."},
    {"reshape.sizes_differ", "The input {0} has {1} values, and {2} cannot hold exactly as many.",
     "La entrada {0} tiene {1} valores, y {2} no puede contener exactamente esa cantidad."},
    {"reshape.target_shape",
     "A shape has one to {0} sizes, each at least 1; one of them may be -1, and takes what remains.",
     "Una forma tiene de una a {0} medidas, cada una de 1 como mínimo; una puede ser -1 y toma lo que "
     "queda."},
    {"recurrent.needs_sequence_input",
     "A recurrent layer reads a sequence (time, features), such as the rows of an image, but its input is "
     "{0}. Put a Reshape layer to {1} before it.",
     "Una capa recurrente lee una secuencia (tiempo, características), como las filas de una imagen, pero su "
     "entrada es {0}. Pon antes una capa Reshape a {1}."},

    {"spec.field", "In the description of the network, “{0}” is missing, unknown or of the wrong kind.",
     "En la descripción de la red, «{0}» falta, se desconoce o no es del tipo correcto."},
    {"spec.not_json", "The description of the network cannot be read.",
     "No se puede leer la descripción de la red."},
    {"spec.too_long", "The description of the network has {0} bytes; at most {1} are read.",
     "La descripción de la red tiene {0} bytes; como mucho se leen {1}."},
    {"subtract.shapes_differ", "An output of the shape {1} cannot be subtracted from one of {0}.",
     "No se puede restar una salida de la forma {1} de otra de {0}."},
    {"spec.version", "The network is described in version {0}; this page reads version {1}.",
     "La red está descrita en la versión {0}; esta página lee la versión {1}."},
};

}  // namespace

std::span<const Row> model_error_rows() {
  return kRows;
}

}  // namespace glassbox::ui
