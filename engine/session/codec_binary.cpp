#include <string>
#include <utility>

#include "engine/base/error_codes.h"
#include "engine/session/binary.h"
#include "engine/session/codec.h"

namespace glassbox {
namespace {

constexpr std::uint32_t kVersion = 1;

/// What is wrong after all has been read, if anything is.
Status finish(const codec::Reader& reader) {
  switch (reader.problem()) {
    case codec::Reader::Problem::truncated:
      return make_error("message.truncated");
    case codec::Reader::Problem::unknown:
      return make_error("message.unknown");
    case codec::Reader::Problem::none:
      break;
  }
  if (!reader.rest().empty()) return make_error("message.trailing", {std::to_string(reader.rest().size())});
  return Done{};
}

Status read_version(codec::Reader& reader) {
  std::uint32_t version = 0;
  reader.read(version);
  if (!reader.ok()) return make_error("message.truncated");
  if (version != kVersion) {
    return make_error("message.version", {std::to_string(version), std::to_string(kVersion)});
  }
  return Done{};
}

}  // namespace

void encode(const Command& command, std::vector<std::byte>& message) {
  message.clear();
  codec::Writer writer(message);
  writer.write(kVersion);
  writer.write(static_cast<std::uint32_t>(command.index()));
  std::visit([&writer](const auto& alternative) { writer.write(alternative); }, command);
}

void encode(const Snapshot& snapshot, std::vector<std::byte>& message) {
  message.clear();
  codec::Writer writer(message);
  writer.write(kVersion);
  writer.write(snapshot);
}

Result<Command> decode_command(std::span<const std::byte> message) {
  codec::Reader reader(message);
  if (Status status = read_version(reader); !status) return status.error();
  std::uint32_t index = 0;
  reader.read(index);
  if (!reader.ok()) return make_error("message.truncated");
  if (index >= std::variant_size_v<Command>) return make_error("message.unknown");
  Command command;
  codec::for_each_command([&]<class C>(std::size_t alternative) {
    if (alternative == index) reader.read(command.emplace<C>());
  });
  if (Status status = finish(reader); !status) return status.error();
  return command;
}

Result<Snapshot> decode_snapshot(std::span<const std::byte> message) {
  codec::Reader reader(message);
  if (Status status = read_version(reader); !status) return status.error();
  Snapshot snapshot;
  reader.read(snapshot);
  if (Status status = finish(reader); !status) return status.error();
  return snapshot;
}

}  // namespace glassbox
