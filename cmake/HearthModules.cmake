# What every target of the house shares: warnings, sanitizers, and include folders that only links open.

add_library(hearth_options INTERFACE)
if(CMAKE_CXX_COMPILER_FRONTEND_VARIANT STREQUAL MSVC) # clang-cl, whose -Wall means all that there is
    set(many_warnings /W4)
else()
    set(many_warnings -Wall -Wextra -Wpedantic)
endif()
target_compile_options(hearth_options INTERFACE
    "$<$<CXX_COMPILER_ID:GNU,Clang,AppleClang>:${many_warnings};-Wshadow;-Wnon-virtual-dtor;-Wno-missing-field-initializers>")
# GCC 12 sees overlaps in string concatenation that are not there (GCC bug 105651).
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    target_compile_options(hearth_options INTERFACE -Wno-restrict)
endif()
if(MSVC) # as installer/windows/mingw-w64.cmake has them: Windows 10, its functions in UTF-16, min and max left to C++
    add_compile_definitions(_WIN32_WINNT=0x0A00 WIN32_LEAN_AND_MEAN NOMINMAX UNICODE _UNICODE _CRT_SECURE_NO_WARNINGS)
endif()
if(HEARTH_WARNINGS_AS_ERRORS)
    target_compile_options(hearth_options INTERFACE $<$<CXX_COMPILER_ID:GNU,Clang,AppleClang>:-Werror>)
endif()
if(HEARTH_SANITIZE)
    string(REPLACE ";" "," sanitize_list "${HEARTH_SANITIZE}")
    # Project-wide, so that libraries that are not modules of ours are covered too.
    add_compile_options(-fsanitize=${sanitize_list} -fno-omit-frame-pointer -fno-sanitize-recover=undefined)
    add_link_options(-fsanitize=${sanitize_list})
endif()

# Apple's C++ library lacks parts of C++23 that LLVM's has, and LLVM's headers hide from a program for macOS what Apple's library
# lacks. Built with LLVM's compiler the program takes LLVM's library, which its bundle carries, so nothing is hidden.
if(APPLE AND CMAKE_CXX_COMPILER_ID STREQUAL Clang)
    get_filename_component(llvm_libraries ${CMAKE_CXX_COMPILER} DIRECTORY)
    get_filename_component(llvm_libraries ${llvm_libraries}/../lib ABSOLUTE)
    add_compile_definitions(_LIBCPP_DISABLE_AVAILABILITY)
    if(EXISTS ${llvm_libraries}/c++) # where Homebrew puts it
        add_link_options(-L${llvm_libraries}/c++ -Wl,-rpath,${llvm_libraries}/c++ -L${llvm_libraries}/unwind -lunwind)
    endif()
endif()

# hearth_module(<target> <folder>): gives the static library <target> an include root that holds <folder> alone.
# "engine/gguf/file.h" can then be included by exactly those targets that link the engine: the include
# direction of the house is what CMake links, and nothing else compiles.
function(hearth_module target folder)
    set(root ${CMAKE_BINARY_DIR}/modules/${target})
    get_filename_component(parent ${folder} DIRECTORY)
    file(MAKE_DIRECTORY ${root}/${parent})
    if(NOT EXISTS ${root}/${folder})
        if(CMAKE_HOST_WIN32)
            file(TO_NATIVE_PATH ${root}/${folder} link)
            file(TO_NATIVE_PATH ${CMAKE_SOURCE_DIR}/${folder} source)
            execute_process(COMMAND cmd /c mklink /J ${link} ${source} COMMAND_ERROR_IS_FATAL ANY OUTPUT_QUIET)
        else()
            file(CREATE_LINK ${CMAKE_SOURCE_DIR}/${folder} ${root}/${folder} SYMBOLIC)
        endif()
    endif()
    target_include_directories(${target} PUBLIC ${root})
    target_link_libraries(${target} PRIVATE hearth_options)
endfunction()

# hearth_test(<name> SOURCES … LIBS … [LABELS …] [TIMEOUT s]): one Qt Test program, one CTest test.
# GUI tests run under the offscreen platform; tests find ../shared/data through HEARTH_SHARED_DATA.
function(hearth_test name)
    cmake_parse_arguments(arg "" "TIMEOUT" "SOURCES;LIBS;LABELS;ENVIRONMENT" ${ARGN})
    add_executable(${name} ${arg_SOURCES})
    set_target_properties(${name} PROPERTIES AUTOMOC ON RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
    target_link_libraries(${name} PRIVATE hearth_options Qt6::Test ${arg_LIBS})
    target_compile_definitions(${name} PRIVATE
        HEARTH_SOURCE_DIR="${CMAKE_SOURCE_DIR}" HEARTH_BINARY_DIR="${CMAKE_BINARY_DIR}")
    add_test(NAME ${name} COMMAND ${name})
    if(NOT arg_TIMEOUT)
        set(arg_TIMEOUT 120)
    endif()
    if(HEARTH_SANITIZE MATCHES "thread")
        list(APPEND arg_ENVIRONMENT "TSAN_OPTIONS=suppressions=${CMAKE_SOURCE_DIR}/tests/tsan.supp")
    endif()
    if(HEARTH_SANITIZE MATCHES "address" AND EXISTS ${CMAKE_CURRENT_SOURCE_DIR}/lsan.supp)
        list(APPEND arg_ENVIRONMENT "LSAN_OPTIONS=suppressions=${CMAKE_CURRENT_SOURCE_DIR}/lsan.supp")
    endif()
    set_tests_properties(${name} PROPERTIES
        TIMEOUT ${arg_TIMEOUT}
        LABELS "${arg_LABELS}"
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;QT_QUICK_BACKEND=software;HEARTH_SHARED_DATA=${HEARTH_SHARED_DATA};${arg_ENVIRONMENT}")
endfunction()
