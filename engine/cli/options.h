#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace glassbox::cli {

/// The command line.
struct Options {
  std::string command;         ///< "train", "evaluate", "info"; "help"
  std::filesystem::path file;  ///< what is to be trained, tested or shown
  std::optional<std::string> data;
  std::optional<std::filesystem::path> from;
  std::optional<std::filesystem::path> out;
  std::optional<std::int64_t> epochs;
  std::optional<std::int64_t> steps;
  std::optional<std::uint64_t> seed;
  int threads = 1;
  bool reproducible = false;
  bool quiet = false;
  bool json = false;
};

/// Throws a Refusal with status 2. `arguments`: without the program's name.
Options read_options(std::span<const char* const> arguments);

std::string_view help();

}  // namespace glassbox::cli
