#include "engine/session/session.h"

#include <emscripten/bind.h>

#include <string>
#include <variant>

#include "engine/io/link.h"
#include "engine/model/plan.h"
#include "engine/session/codec.h"
#include "wasm/engine/boundary.h"
#include "wasm/engine/team.h"

namespace glassbox::wasm {
namespace {

/// Session for the worker. Messages are bytes of session/codec.h, or JSON.
class SessionBinding {
 public:
  SessionBinding() { session_.set_team(team()); }

  /// An encoded Command; the value is its name.
  val handle(const val& message) {
    return guarded([&] { return take(decode_command(bytes_of(message))); });
  }
  val handle_json(const std::string& command) {
    return guarded([&] { return take(parse_command(command)); });
  }
  /// `split`: 0 train, 1 test.
  val add_chunk(int split, int chunk, const val& file) {
    return guarded(
        [&] { return outcome(session_.add_chunk(static_cast<Split>(split), chunk, bytes_of(file))); });
  }
  /// The value tells whether there is more to do right now.
  val advance(double milliseconds) {
    return guarded([&] { return success(val(session_.advance(milliseconds))); });
  }
  [[nodiscard]] bool changed() const { return session_.changed(); }
  /// Encodes the present Snapshot into message(); the value is its sequence.
  val snapshot() {
    return guarded([&] {
      const Snapshot& snapshot = session_.snapshot();
      message_.clear();
      encode(snapshot, message_);
      return success(val(snapshot.sequence));
    });
  }
  /// A view of the last encoded Snapshot.
  [[nodiscard]] val message() const { return view_of(std::span<const std::byte>(message_)); }
  val snapshot_json() {
    return guarded([&] { return success(val(to_json(session_.snapshot()))); });
  }
  /// The run's bytes.
  [[nodiscard]] val save() const {
    return guarded([&] { return success(copy_of(std::span<const std::byte>(session_.save()))); });
  }
  val restore(const val& run) {
    return guarded([&] { return outcome(session_.restore(bytes_of(run))); });
  }
  /// Whether a link holds another experiment than the present run's: another model, or other training
  /// settings. A link that cannot be opened holds none.
  bool is_other_experiment(const std::string& link) {
    const Result<Experiment> wanted = parse_link(link);
    if (!wanted) return false;
    const auto plan = Plan::compile(wanted.value().model);
    if (!plan) return false;
    const Snapshot& present = session_.snapshot();
    const auto& training = wanted.value().training;
    return plan.value()->spec() != present.model || (training && *training != present.training);
  }

 private:
  val take(const Result<Command>& command) {
    if (!command) return failure(command.error());
    const Status status = session_.handle(command.value());
    if (!status) return failure(status.error());
    return std::visit([](const auto& kind) { return success(val(kind.kName)); }, command.value());
  }

  Session session_;
  std::vector<std::byte> message_;
};

EMSCRIPTEN_BINDINGS(glassbox_session) {
  emscripten::class_<SessionBinding>("Session")
      .constructor<>()
      .function("handle", &SessionBinding::handle)
      .function("handle_json", &SessionBinding::handle_json)
      .function("add_chunk", &SessionBinding::add_chunk)
      .function("advance", &SessionBinding::advance)
      .function("changed", &SessionBinding::changed)
      .function("snapshot", &SessionBinding::snapshot)
      .function("message", &SessionBinding::message)
      .function("snapshot_json", &SessionBinding::snapshot_json)
      .function("save", &SessionBinding::save)
      .function("restore", &SessionBinding::restore)
      .function("is_other_experiment", &SessionBinding::is_other_experiment);
}

}  // namespace
}  // namespace glassbox::wasm
