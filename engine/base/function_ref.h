#pragma once

#include <memory>
#include <type_traits>
#include <utility>

namespace glassbox {

/// A function that is called before it goes out of scope: two pointers, no allocation.
template <class Signature>
class FunctionRef;

template <class Return, class... Arguments>
class FunctionRef<Return(Arguments...)> {
 public:
  /// A lambda is given as an argument; one of this very type is copied.
  template <class Function>
  requires(!std::is_same_v<std::remove_cvref_t<Function>, FunctionRef>)
      // NOLINTNEXTLINE(google-explicit-constructor,bugprone-forwarding-reference-overload)
      FunctionRef(Function&& function)
      : function_(const_cast<void*>(static_cast<const void*>(std::addressof(function)))),
        call_([](void* of, Arguments... arguments) -> Return {
          return (*static_cast<std::remove_reference_t<Function>*>(of))(
              std::forward<Arguments>(arguments)...);
        }) {}

  Return operator()(Arguments... arguments) const {
    return call_(function_, std::forward<Arguments>(arguments)...);
  }

 private:
  void* function_;
  Return (*call_)(void*, Arguments...);
};

}  // namespace glassbox
