# test_cpu_kernels_arm: the same checks for 64-bit Arm, compiled by Debian's cross compiler and run under qemu-user.
# On an Arm machine test_cpu_kernels has these kernels itself. Without compiler or emulator the test says so and is
# skipped.
if(CMAKE_SYSTEM_PROCESSOR MATCHES "aarch64|arm64|ARM64" OR HEARTH_SANITIZE)
    return()
endif()
find_program(HEARTH_ARM_COMPILER NAMES aarch64-linux-gnu-g++)
find_program(HEARTH_ARM_EMULATOR NAMES qemu-aarch64-static qemu-aarch64)
find_path(HEARTH_FMT_INCLUDE fmt/format.h)
find_path(HEARTH_JSON_INCLUDE nlohmann/json.hpp)
mark_as_advanced(HEARTH_ARM_COMPILER HEARTH_ARM_EMULATOR HEARTH_FMT_INCLUDE HEARTH_JSON_INCLUDE)
if(NOT (HEARTH_ARM_COMPILER AND HEARTH_ARM_EMULATOR AND HEARTH_FMT_INCLUDE AND HEARTH_JSON_INCLUDE))
    add_test(NAME test_cpu_kernels_arm
        COMMAND ${CMAKE_COMMAND} -E echo "skipped: needs aarch64-linux-gnu-g++ and qemu-aarch64")
    set_tests_properties(test_cpu_kernels_arm PROPERTIES SKIP_REGULAR_EXPRESSION "^skipped:" LABELS cpu)
    return()
endif()

# The system's headers are another processor's, so that only those folders are shown that hold none.
set(arm_folder ${CMAKE_BINARY_DIR}/arm)
file(MAKE_DIRECTORY ${arm_folder}/include)
file(CREATE_LINK ${HEARTH_FMT_INCLUDE}/fmt ${arm_folder}/include/fmt SYMBOLIC)
file(CREATE_LINK ${HEARTH_JSON_INCLUDE}/nlohmann ${arm_folder}/include/nlohmann SYMBOLIC)

file(GLOB arm_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/engine/cpu/*.cpp ${CMAKE_SOURCE_DIR}/engine/quant/*.cpp
    ${CMAKE_SOURCE_DIR}/engine/reference/*.cpp)
list(APPEND arm_sources ${CMAKE_CURRENT_LIST_DIR}/arm_kernels.cpp ${CMAKE_CURRENT_LIST_DIR}/kernel_checks.cpp
    ${CMAKE_SOURCE_DIR}/engine/core/parallel.cpp ${CMAKE_SOURCE_DIR}/engine/core/thread_share.cpp
    ${CMAKE_SOURCE_DIR}/engine/devices.cpp ${CMAKE_SOURCE_DIR}/engine/mixed_cache.cpp ${CMAKE_SOURCE_DIR}/engine/routing.cpp
    ${CMAKE_SOURCE_DIR}/engine/model/memory.cpp)
foreach(name kernel_table kernels_portable kernels_neon_dotprod kernels_neon_i8mm)
    list(APPEND arm_sources ${CMAKE_SOURCE_DIR}/engine/cpu/kernels/${name}.cpp)
endforeach()
set(arm_objects)
foreach(source ${arm_sources})
    get_filename_component(name ${source} NAME_WE)
    set(options -std=c++23 -O1 -Wall -Wextra -Wno-missing-field-initializers -Wno-psabi -ffunction-sections -fdata-sections -DFMT_HEADER_ONLY
        -I${CMAKE_SOURCE_DIR} -isystem ${arm_folder}/include)
    if(HEARTH_WARNINGS_AS_ERRORS)
        list(APPEND options -Werror)
    endif()
    if(source MATCHES "/kernels/")
        list(APPEND options -fno-math-errno -fno-trapping-math)
    endif()
    if(name MATCHES "neon_dotprod")
        list(APPEND options -march=armv8.2-a+dotprod)
    elseif(name MATCHES "neon_i8mm")
        list(APPEND options -march=armv8.2-a+dotprod+i8mm)
    endif()
    file(RELATIVE_PATH path ${CMAKE_SOURCE_DIR} ${source})
    string(REPLACE "/" "_" path ${path})
    set(object ${arm_folder}/${path}.o)
    add_custom_command(OUTPUT ${object}
        COMMAND ${CMAKE_CXX_COMPILER_LAUNCHER} ${HEARTH_ARM_COMPILER} ${options} -MD -MF ${object}.d -c ${source} -o ${object}
        DEPENDS ${source} DEPFILE ${object}.d COMMENT "Compiling ${name} for Arm" VERBATIM)
    list(APPEND arm_objects ${object})
endforeach()
add_custom_command(OUTPUT ${arm_folder}/arm_kernels
    COMMAND ${HEARTH_ARM_COMPILER} -static -Wl,--gc-sections ${arm_objects} -o ${arm_folder}/arm_kernels
    DEPENDS ${arm_objects} COMMENT "Linking arm_kernels" VERBATIM)
add_custom_target(arm_kernels ALL DEPENDS ${arm_folder}/arm_kernels)
add_test(NAME test_cpu_kernels_arm
    COMMAND ${HEARTH_ARM_EMULATOR} -cpu max ${arm_folder}/arm_kernels neon_dotprod neon_i8mm)
set_tests_properties(test_cpu_kernels_arm PROPERTIES LABELS cpu TIMEOUT 900)
