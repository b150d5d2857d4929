#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <vector>

/// Files as bytes. What fails is a Refusal that names the file.
namespace glassbox::cli {

std::vector<std::byte> read_file(const std::filesystem::path& path);

/// The file is there as a whole or as it was before; a link keeps leading to it. A device or a pipe is
/// written to.
void write_file(const std::filesystem::path& path, std::span<const std::byte> bytes);
/// Fails where write_file() would.
void check_writable(const std::filesystem::path& path);

}  // namespace glassbox::cli
