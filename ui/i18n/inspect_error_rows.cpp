#include "ui/i18n/rows.h"

namespace glassbox::ui {
namespace {

constexpr Row kRows[] = {
    {"input.label_count", "There are {0} labels for {1} samples; each sample needs one.",
     "Hay {0} etiquetas para {1} muestras; cada muestra necesita una."},
    {"input.target_size", "There are {0} target values for outputs of {1}.",
     "Hay {0} valores objetivo para salidas de {1}."},
    {"inspect.layer", "There is no layer {0}; the network has {1}.",
     "No existe la capa {0}; la red tiene {1}."},
    {"inspect.no_tensor", "The layer {0} has no {1}.", "La capa {0} no tiene {1}."},
    {"inspect.not_traceable", "A {0} layer has no sums of products to list.",
     "Una capa {0} no tiene sumas de productos que listar."},
    {"inspect.not_trainable", "{1} of the layer {0} is not learnt by gradients.",
     "{1} de la capa {0} no se aprende por gradientes."},
    {"inspect.patch", "A {0} patch does not fit into the input of {1}.",
     "Un parche de {0} no cabe en la entrada de {1}."},
    {"inspect.unit", "There is no unit {0}; the layer has {1}.",
     "No existe la unidad {0}; la capa tiene {1}."},
    {"inspect.value", "There is no value {0}; the tensor has {1}.",
     "No existe el valor {0}; el tensor tiene {1}."},
    {"scalar.duplicate_name", "The name “{0}” is taken already.", "El nombre «{0}» ya está en uso."},
    {"scalar.input_count", "{0} has {1} inputs; its operation needs another number of them.",
     "{0} tiene {1} entradas; su operación necesita otra cantidad."},
    {"scalar.no_operation", "The graph computes nothing. Add an operation.",
     "El grafo no calcula nada. Añade una operación."},
    {"scalar.too_many_nodes", "The graph has {0} nodes; at most {1} are possible.",
     "El grafo tiene {0} nodos; son posibles como mucho {1}."},
    {"scalar.unknown_input", "{0} reads {1}, but no earlier node has that name.",
     "{0} lee {1}, pero ningún nodo anterior se llama así."},
    {"scalar.unknown_op", "There is no operation {0} on numbers.", "No existe la operación {0} con números."},
};

}  // namespace

std::span<const Row> inspect_error_rows() {
  return kRows;
}

}  // namespace glassbox::ui
