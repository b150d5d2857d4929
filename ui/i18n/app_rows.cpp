#include "ui/i18n/rows.h"

namespace glassbox::ui {
namespace {

constexpr Row kRows[] = {
    {"app.close", "Close", "Cerrar"},
    {"app.dark", "Dark mode", "Modo oscuro"},
    {"app.light", "Light mode", "Modo claro"},
    {"app.link_copied", "Link copied", "Enlace copiado"},
    {"app.loading_data", "Loading digits: {0}", "Cargando dígitos: {0}"},
    {"app.other_language", "Español", "English"},
    {"app.share", "Share", "Compartir"},
    {"app.starting", "Starting the engine…", "Iniciando el motor…"},

    {"data.retry", "Try again", "Reintentar"},
    {"data.retrying", "Trying again…", "Reintentando…"},

    {"tab.confusion", "Confusion", "Confusión"},
    {"tab.curves", "Curves", "Curvas"},
    {"tab.draw", "Draw", "Dibujar"},
    {"tab.look", "Look", "Mirar"},
    {"tab.model", "Model", "Modelo"},
    {"tab.network", "Network", "Red"},
    {"tab.train", "Train", "Entrenar"},
};

}  // namespace

std::span<const Row> app_rows() {
  return kRows;
}

}  // namespace glassbox::ui
