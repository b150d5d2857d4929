// glassbox: trains and tests networks from the command line.

#include <exception>
#include <iostream>
#include <new>
#include <span>

#include "engine/cli/commands.h"
#include "engine/cli/refusal.h"

namespace {

using namespace glassbox::cli;

int run(std::span<const char* const> arguments) {
  const Options options = read_options(arguments);
  if (options.command == "train") return train(options);
  if (options.command == "evaluate") return evaluate(options);
  if (options.command == "info") return info(options);
  std::cout << help();
  return 0;
}

}  // namespace

int main(int count, char** arguments) {
  try {
    return run(std::span<const char* const>(arguments, static_cast<std::size_t>(count)).subspan(1));
  } catch (const Refusal& refusal) {
    std::cerr << "glassbox: " << refusal.what() << "\n";
    return refusal.status;
  } catch (const std::bad_alloc&) {
    std::cerr << "glassbox: there is not enough memory.\n";
  } catch (const std::exception& problem) {
    std::cerr << "glassbox: " << problem.what() << "\n";
  }
  return 1;
}
