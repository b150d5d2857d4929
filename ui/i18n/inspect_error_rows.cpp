#include "ui/i18n/rows.h"

namespace glassbox::ui {
namespace {

constexpr Row kRows[] = {
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
