#include "ui/i18n/rows.h"

namespace glassbox::ui {
namespace {

constexpr Row kRows[] = {
    {"chunk.checksum", "A data file arrived damaged: its checksum does not fit. Nothing of it is used.",
     "Un archivo de datos llegó dañado: su suma de control no coincide. No se usa nada de él."},
    {"chunk.format", "A data file is not what it should be. Nothing of it is used.",
     "Un archivo de datos no es lo que debería. No se usa nada de él."},
    {"chunk.label", "A data file has the label {0}, but labels are below {1}. Nothing of it is used.",
     "Un archivo de datos tiene la etiqueta {0}, pero deben ser menores que {1}. No se usa nada de él."},
    {"chunk.truncated", "A data file is cut short: {0} of {1} bytes arrived. Nothing of it is used.",
     "Un archivo de datos está incompleto: llegaron {0} de {1} bytes. No se usa nada de él."},

    {"data.bad_image_shape", "A sample needs a height, a width and channels, each from 1 to {0}.",
     "Una muestra necesita alto, ancho y canales, cada uno de 1 a {0}."},
    {"data.chunk_index", "There is no data file {0}; the data set has {1}.",
     "No existe el archivo de datos {0}; el conjunto tiene {1}."},
    {"data.chunk_mismatch", "Data file {0} belongs to another data set. Nothing of it is used.",
     "El archivo de datos {0} es de otro conjunto. No se usa nada de él."},
    {"data.chunk_sizes", "A data set has at most {0} files, and each holds at least one sample.",
     "Un conjunto de datos tiene como mucho {0} archivos, cada uno con al menos una muestra."},
    {"data.classes", "The data set has {0} classes; 2 to {1} are possible.",
     "El conjunto de datos tiene {0} clases; son posibles de 2 a {1}."},
    {"data.damaged", "The file {0} arrived damaged. Nothing of it is used.",
     "El archivo {0} llegó dañado. No se usa nada de él."},
    {"data.fetch_failed", "The file {0} did not arrive ({1}). Is the connection all right?",
     "El archivo {0} no llegó ({1}). ¿Funciona la conexión?"},
    {"data.image_shape", "The digits are {0}, but the network’s input is {1}.",
     "Los dígitos son {0}, pero la entrada de la red es {1}."},
    {"data.incomplete", "This needs the whole data set; {0} of {1} samples have arrived.",
     "Esto necesita el conjunto de datos completo; han llegado {0} de {1} muestras."},
    {"data.normalization",
     "A normalization needs a shift and a scale, finite and not 0, for one or for all of {0} channels.",
     "Una normalización necesita un desplazamiento y una escala, finitos, y la escala distinta de 0, para "
     "uno o para "
     "todos los {0} canales."},
    {"data.too_large", "The data set needs more than {0} MiB.",
     "El conjunto de datos necesita más de {0} MiB."},
    {"data.too_many_classes", "The data has {0} classes, but the network tells only {1} apart.",
     "Los datos tienen {0} clases, pero la red solo distingue {1}."},

    {"digit.not_available", "Test digit {0} does not exist or has not arrived yet.",
     "El dígito de prueba {0} no existe o aún no ha llegado."},
    {"draw.too_many_points",
     "The drawing is too long: at most {0} points are kept. Clear it and start again.",
     "El dibujo es demasiado largo: se guardan como mucho {0} puntos. Bórralo y empieza de nuevo."},

    {"engine.out_of_memory", "The browser gave no more memory. Choose a smaller network or a smaller batch.",
     "El navegador no dio más memoria. Elige una red o un lote más pequeños."},

    {"image.bytes", "The picture has {0} bytes instead of {1}.",
     "La imagen tiene {0} bytes en lugar de {1}."},
    {"image.channels", "A picture has one channel (grey) or four (RGBA), not {0}.",
     "Una imagen tiene un canal (gris) o cuatro (RGBA), no {0}."},
    {"image.class_name", "A class needs a name of 1 to {0} bytes.",
     "Una clase necesita un nombre de 1 a {0} bytes."},
    {"image.size", "The picture is {0}; each side may have 1 to {1} pixels.",
     "La imagen es de {0}; cada lado puede tener de 1 a {1} píxeles."},

    {"augmentation.needs_images", "Only images (height, width, channels) can be changed at random, not {0}.",
     "Solo se pueden variar al azar imágenes (alto, ancho, canales), no {0}."},
    {"history.budget", "{0} bytes are too few for a history: one moment takes {1}.",
     "{0} bytes son pocos para un historial: un momento ocupa {1}."},
    {"input.batch", "{0} samples are too many at once; at most {1} are possible.",
     "{0} muestras son demasiadas a la vez; como mucho son posibles {1}."},
    {"input.label", "The label {0} is not one of 0 to {1}.", "La etiqueta {0} no está entre 0 y {1}."},
    {"input.targets", "There are {0} targets where {1} are needed.", "Hay {0} objetivos y hacen falta {1}."},
    {"input.size", "{0} values are not a whole number of samples of {1}.",
     "{0} valores no forman un número entero de muestras de {1}."},

    {"link.format", "This link is damaged. The page starts as usual.",
     "Este enlace está dañado. La página empieza como siempre."},
    {"link.refused", "This link cannot be opened, and the page starts as usual. {0}",
     "Este enlace no se puede abrir, y la página empieza como siempre. {0}"},
    {"link.too_long", "This link is too long: {0} bytes, at most {1} are read. The page starts as usual.",
     "Este enlace es demasiado largo: {0} bytes, como mucho se leen {1}. La página empieza como siempre."},
    {"link.version", "This link is of version {0}; this page reads version {1}. The page starts as usual.",
     "Este enlace es de la versión {0}; esta página lee la versión {1}. La página empieza como siempre."},

    {"message.field", "In a message to the engine, “{0}” is unknown or of the wrong kind.",
     "En un mensaje al motor, «{0}» se desconoce o no es del tipo correcto."},
    {"message.not_json", "A message to the engine cannot be read.", "No se puede leer un mensaje al motor."},
    {"message.too_long", "A message to the engine has {0} bytes; at most {1} are read.",
     "Un mensaje al motor tiene {0} bytes; como mucho se leen {1}."},
    {"message.trailing", "A message to the engine has {0} bytes too many.",
     "A un mensaje al motor le sobran {0} bytes."},
    {"message.truncated", "A message to the engine ends too early.",
     "Un mensaje al motor termina antes de tiempo."},
    {"message.unknown", "A message to the engine holds something unknown.",
     "Un mensaje al motor contiene algo desconocido."},
    {"message.version",
     "Page and engine are of different versions ({0} and {1}). Reload the page to get both anew.",
     "La página y el motor son de versiones distintas ({0} y {1}). Recarga la página."},

    {"run.format", "The saved training cannot be read. The page starts afresh.",
     "No se puede leer el entrenamiento guardado. La página empieza de nuevo."},
    {"run.version",
     "The saved training is of version {0}; this page reads version {1}. The page starts afresh.",
     "El entrenamiento guardado es de la versión {0}; esta página lee la versión {1}. La página empieza de "
     "nuevo."},

    {"state.format", "The saved weights cannot be read.", "No se pueden leer los pesos guardados."},
    {"state.not_finite", "The saved weights hold numbers that are not finite.",
     "Los pesos guardados contienen números no finitos."},
    {"state.other_model", "The saved weights belong to another network or optimizer.",
     "Los pesos guardados son de otra red u otro optimizador."},
    {"state.truncated", "The saved weights are incomplete: {0} of {1} bytes.",
     "Los pesos guardados están incompletos: {0} de {1} bytes."},

    {"history.not_recorded", "Nothing is recorded of step {0}.", "No hay nada registrado del paso {0}."},
    {"step.count", "The number of steps is {0}; it has to be at least 1.",
     "El número de pasos es {0}; debe ser al menos 1."},
    {"toy.unknown_class", "There is no data set called {0}.", "No existe el conjunto de datos {0}."},

    {"weights.shape", "{2} values do not fill {0}, which has the shape {1}.",
     "{2} valores no llenan {0}, cuya forma es {1}."},
};

}  // namespace

std::span<const Row> data_error_rows() {
  return kRows;
}

}  // namespace glassbox::ui
