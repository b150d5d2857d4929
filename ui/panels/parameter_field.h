#pragma once

#include <string>
#include <vector>

#include "engine/model/schema.h"
#include "ui/base/context.h"

namespace glassbox::ui {

/// The editor of one parameter, as its schema says, named "<owner>.<parameter>" ("layer0.filters"; without an
/// owner the parameter's name alone). True when `value` was changed for good; Value::Kind::none stands for
/// the schema's default.
bool parameter_field(Context& context, const std::string& owner, const ParameterSchema& parameter,
                     Value& value, const std::string& error);

/// Present value of a parameter: the config's, else the schema's default.
Value present_value(const std::vector<Attribute>& config, const ParameterSchema& parameter);
/// Sets it, or takes it out of the config when it is none.
void assign(std::vector<Attribute>& config, const std::string& parameter, Value value);

}  // namespace glassbox::ui
