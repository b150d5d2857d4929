# glassbox_library(NAME VARIABLE INCLUDE FETCH...): the header library NAME as the target glassbox_NAME. Its folder is
# the one VARIABLE names (CMake or environment), else the pinned Debian package's, else fetched from upstream
# (FETCH: FetchContent's arguments; INCLUDE: the include folder in upstream's tree).
include(FetchContent)

function(glassbox_library name variable include)
  set(${variable} "$ENV{${variable}}" CACHE PATH "Folder of ${name} (empty: Debian's package, else upstream)")
  set(folder ${${variable}})
  if(NOT folder)
    execute_process(
      COMMAND bash ${PROJECT_SOURCE_DIR}/wasm/toolchain/library.sh ${name}
      OUTPUT_VARIABLE folder OUTPUT_STRIP_TRAILING_WHITESPACE
      RESULT_VARIABLE failed)
    if(failed)
      message(STATUS "${name}: not to be had from Debian here, fetching it from upstream")
      FetchContent_Declare(${name} ${ARGN} SOURCE_SUBDIR none)
      FetchContent_MakeAvailable(${name})
      set(folder ${${name}_SOURCE_DIR}/${include})
    endif()
  endif()
  message(STATUS "${name}: ${folder}")
  set(${variable}_FOUND ${folder} PARENT_SCOPE)
  add_library(glassbox_${name} INTERFACE)
  target_include_directories(glassbox_${name} SYSTEM INTERFACE ${folder})
endfunction()

set(github https://github.com)
glassbox_library(xsimd GLASSBOX_XSIMD_DIR include
  GIT_REPOSITORY ${github}/xtensor-stack/xsimd GIT_TAG 13.2.0 GIT_SHALLOW ON)
glassbox_library(doctest GLASSBOX_DOCTEST_DIR doctest
  GIT_REPOSITORY ${github}/doctest/doctest GIT_TAG v2.4.11 GIT_SHALLOW ON)
glassbox_library(json GLASSBOX_JSON_DIR single_include
  GIT_REPOSITORY ${github}/nlohmann/json GIT_TAG v3.11.3 GIT_SHALLOW ON)
glassbox_library(imgui GLASSBOX_IMGUI_DIR .
  GIT_REPOSITORY ${github}/ocornut/imgui GIT_TAG v1.92.2b GIT_SHALLOW ON)
if(EMSCRIPTEN)
  glassbox_library(inter GLASSBOX_INTER_DIR .
    URL ${github}/rsms/inter/releases/download/v4.1/Inter-4.1.zip)
endif()
