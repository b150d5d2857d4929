#pragma once

#include <string>
#include <utility>
#include <vector>

#include "ui/base/host.h"

namespace glassbox::ui {

/// A page that only takes down what it is asked for.
class Recorder : public Host {
 public:
  std::vector<Command> commands;
  std::vector<std::string> notes;

  void send(const Command& command) override { commands.push_back(command); }
  void remember(const std::string& key, const std::string& value) override {
    notes.push_back("remember " + key + " " + value);
  }
  void prefer(const std::string& key, const std::string& value) override {
    notes.push_back("prefer " + key + " " + value);
  }
  void show_link(const std::string& fragment) override { notes.push_back("link " + fragment); }
  void copy_text(const std::string& text) override { notes.push_back("copy " + text); }
  void set_cursor(const std::string& name) override { notes.push_back("cursor " + name); }
  void retry_data() override { notes.emplace_back("retry"); }
};

}  // namespace glassbox::ui
