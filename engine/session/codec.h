#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/error.h"
#include "engine/session/command.h"
#include "engine/session/snapshot.h"

/// Messages between the page and the worker. Binary: little-endian, in the order of fields(); numbers as they
/// are, enums as int32, bool as a byte, a string or vector as a uint32 count and its items, a Command as its
/// index in the variant and its fields. Headed by a uint32 version.
namespace glassbox {

void encode(const Command& command, std::vector<std::byte>& message);
void encode(const Snapshot& snapshot, std::vector<std::byte>& message);
/// Errors: "message.version", "message.truncated", "message.unknown", "message.trailing"; counts are checked
/// against the bytes left before anything is allocated.
Result<Command> decode_command(std::span<const std::byte> message);
Result<Snapshot> decode_snapshot(std::span<const std::byte> message);

/// JSON of the same structs: a command is {"command": "step", "count": 1}; fields that are left out keep
/// their defaults. Enums by number, an attribute list as an object: {"filters": 32}. Errors:
/// "message.too_long", "message.not_json", "message.unknown" (the command), "message.field" (its path).
std::string to_json(const Snapshot& snapshot);
Result<Command> parse_command(std::string_view json);

/// TypeScript declarations of Command and Snapshot.
std::string typescript_types();
/// TypeScript declarations of what engine/inspect, engine/train/metrics.h and the history tell.
std::string inspection_types();

}  // namespace glassbox
