#include <emscripten/bind.h>
#include <emscripten/em_js.h>
#include <emscripten/val.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/error.h"
#include "engine/session/codec.h"
#include "ui/app.h"

// Makes a WebGL2 context that JavaScript created the one that OpenGL calls go to; 0 for a failure.
EM_JS_DEPS(canvas, "$GL,$Emval");
EM_JS(int, adopt_context, (emscripten::EM_VAL context), {
  const gl = Emval.toValue(context);
  const handle =
      GL.registerContext(gl, {majorVersion : 2, minorVersion : 0, enableExtensionsByDefault : true});
  return GL.makeContextCurrent(handle) ? handle : 0;
});
EM_JS(void, drop_context, (int handle), { GL.deleteContext(handle); });

namespace glassbox::ui {
namespace {

using emscripten::val;

/// The page as an object of JavaScript functions (canvas.js).
class Page : public Host {
 public:
  explicit Page(val functions) : functions_(std::move(functions)) {}

  void send(const Command& command) override {
    message_.clear();
    encode(command, message_);
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(message_.data());
    functions_.call<void>("send", val(emscripten::typed_memory_view(message_.size(), bytes)));
  }
  void remember(const std::string& key, const std::string& value) override {
    functions_.call<void>("remember", key, value);
  }
  void prefer(const std::string& key, const std::string& value) override {
    functions_.call<void>("prefer", key, value);
  }
  void show_link(const std::string& fragment) override { functions_.call<void>("showLink", fragment); }
  void copy_text(const std::string& text) override { functions_.call<void>("copyText", text); }
  void set_cursor(const std::string& name) override { functions_.call<void>("setCursor", name); }
  void retry_data() override { functions_.call<void>("retryData"); }

 private:
  val functions_;
  std::vector<std::byte> message_;
};

std::vector<unsigned char> copy_bytes(const val& array) {
  return emscripten::convertJSArrayToNumberVector<unsigned char>(array);
}

val describe(const Widget& widget, bool focused) {
  val object = val::object();
  object.set("name", widget.name);
  object.set("label", widget.label);
  object.set("role", widget.role);
  object.set("value", widget.value);
  object.set("enabled", widget.enabled);
  object.set("visible", widget.visible);
  object.set("focused", focused);
  object.set("x", widget.x);
  object.set("y", widget.y);
  object.set("width", widget.width);
  object.set("height", widget.height);
  return object;
}

/// One playground's user interface, driven by canvas.js. Coordinates are CSS pixels from the canvas' corner.
class Canvas {
 public:
  Canvas(val context, val page, const val& regular, const val& semibold)
      : context_(adopt_context(context.as_handle())),
        page_(std::move(page)),
        app_(page_, {copy_bytes(regular), copy_bytes(semibold)}) {}
  ~Canvas() = default;
  Canvas(const Canvas&) = delete;
  Canvas& operator=(const Canvas&) = delete;

  /// Room for a message of that size, to be filled before show(); valid until the next call.
  val message_room(std::size_t size) {
    message_.resize(size);
    return val(emscripten::typed_memory_view(size, reinterpret_cast<std::uint8_t*>(message_.data())));
  }
  /// Shows the Snapshot in the room; the code of the error when it is none, else an empty text.
  std::string show() {
    Result<Snapshot> snapshot = decode_snapshot(message_);
    if (!snapshot) return snapshot.error().code;
    app_.show(std::move(snapshot.value()));
    return {};
  }

  void pointer(int kind, int device, float x, float y, int button) {
    InputEvent event;
    event.kind = static_cast<InputEvent::Kind>(kind);
    event.pointer = static_cast<InputEvent::Pointer>(device);
    event.x = x;
    event.y = y;
    event.button = button;
    app_.input(event);
  }
  void wheel(float x, float y, float wheel_x, float wheel_y) {
    InputEvent event;
    event.kind = InputEvent::Kind::wheel;
    event.x = x;
    event.y = y;
    event.wheel_x = wheel_x;
    event.wheel_y = wheel_y;
    app_.input(event);
  }
  void key(bool down, const std::string& key, bool shift, bool control, bool alt, bool meta) {
    InputEvent event;
    event.kind = down ? InputEvent::Kind::key_down : InputEvent::Kind::key_up;
    event.key = key;
    event.shift = shift;
    event.control = control;
    event.alt = alt;
    event.meta = meta;
    app_.input(event);
  }
  void text(const std::string& text) {
    InputEvent event;
    event.kind = InputEvent::Kind::text;
    event.text = text;
    app_.input(event);
  }
  void focused(bool focused) {
    InputEvent event;
    event.kind = focused ? InputEvent::Kind::focus : InputEvent::Kind::blur;
    app_.input(event);
  }

  void set_preferences(bool dark, const std::string& language) { app_.set_preferences(dark, language); }
  void set_coarse_pointer(bool coarse) { app_.set_coarse_pointer(coarse); }
  bool open_link(const std::string& fragment) { return app_.open_link(fragment); }
  /// An error of the engine's as a notice; `arguments` are those of its sentence.
  void notify(const std::string& code, const val& arguments) {
    Error error;
    error.code = code;
    error.arguments = emscripten::vecFromJSArray<std::string>(arguments);
    app_.notify(error);
  }

  [[nodiscard]] bool wants_frame() const { return app_.wants_frame(); }
  [[nodiscard]] bool has_input() const { return app_.has_input(); }
  void frame(float width, float height, float pixel_ratio, double seconds) {
    app_.frame(width, height, pixel_ratio, seconds);
  }
  void context_lost() { app_.graphics_lost(); }
  void context_restored(val context) {
    drop_context(context_);
    context_ = adopt_context(context.as_handle());
    app_.graphics_restored();
  }

  [[nodiscard]] val widgets() const {
    val array = val::array();
    for (const Widget& widget : app_.widgets()) {
      array.call<void>("push", describe(widget, widget.name == app_.focused()));
    }
    return array;
  }
  [[nodiscard]] bool wants_text() const { return app_.wants_text(); }
  [[nodiscard]] val text_area() const {
    const Area area = app_.text_area();
    val object = val::object();
    object.set("x", area.x);
    object.set("y", area.y);
    object.set("height", area.height);
    return object;
  }
  [[nodiscard]] std::string selected_text() const { return app_.selected_text(); }
  [[nodiscard]] bool wants_touch(float x, float y) const { return app_.wants_touch(x, y); }
  [[nodiscard]] bool wants_scroll(float x, float y, float by_x, float by_y) const {
    return app_.wants_scroll(x, y, by_x, by_y);
  }
  bool move_focus(bool backwards) { return app_.move_focus(backwards); }
  void focus(const std::string& name) { app_.focus(name); }
  bool escape() { return app_.escape(); }

 private:
  int context_;
  Page page_;
  App app_;
  std::vector<std::byte> message_;
};

}  // namespace

EMSCRIPTEN_BINDINGS(canvas) {
  emscripten::class_<Canvas>("Canvas")
      .constructor<val, val, const val&, const val&>()
      .function("messageRoom", &Canvas::message_room)
      .function("show", &Canvas::show)
      .function("pointer", &Canvas::pointer)
      .function("wheel", &Canvas::wheel)
      .function("key", &Canvas::key)
      .function("text", &Canvas::text)
      .function("focused", &Canvas::focused)
      .function("setPreferences", &Canvas::set_preferences)
      .function("setCoarsePointer", &Canvas::set_coarse_pointer)
      .function("openLink", &Canvas::open_link)
      .function("notify", &Canvas::notify)
      .function("wantsFrame", &Canvas::wants_frame)
      .function("hasInput", &Canvas::has_input)
      .function("frame", &Canvas::frame)
      .function("contextLost", &Canvas::context_lost)
      .function("contextRestored", &Canvas::context_restored)
      .function("widgets", &Canvas::widgets)
      .function("wantsText", &Canvas::wants_text)
      .function("textArea", &Canvas::text_area)
      .function("selectedText", &Canvas::selected_text)
      .function("wantsTouch", &Canvas::wants_touch)
      .function("wantsScroll", &Canvas::wants_scroll)
      .function("moveFocus", &Canvas::move_focus)
      .function("focus", &Canvas::focus)
      .function("escape", &Canvas::escape);
}

}  // namespace glassbox::ui
