# Cross-compiles for 64-bit Windows with Debian's g++-mingw-w64-x86-64-posix. HEARTH_WINDOWS_QT is a Qt for mingw-w64, of the
# same version as this system's (whose tools are used); without it, only what does without Qt can be built.
set(CMAKE_SYSTEM_NAME Windows)
set(CMAKE_SYSTEM_PROCESSOR x86_64)
set(CMAKE_C_COMPILER x86_64-w64-mingw32-gcc-posix)
set(CMAKE_CXX_COMPILER x86_64-w64-mingw32-g++-posix)
set(CMAKE_RC_COMPILER x86_64-w64-mingw32-windres)
set(CMAKE_FIND_ROOT_PATH /usr/x86_64-w64-mingw32 ${HEARTH_DEPS} ${HEARTH_WINDOWS_QT})
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)
set(ENV{PKG_CONFIG_LIBDIR} ${HEARTH_DEPS}/lib/pkgconfig)
# PrefetchVirtualMemory and the rest.
add_compile_definitions(_WIN32_WINNT=0x0A00 WIN32_LEAN_AND_MEAN NOMINMAX UNICODE _UNICODE)
if(HEARTH_WINDOWS_QT)
    set(QT_HOST_PATH /usr)
    set(QT_HOST_PATH_CMAKE_DIR /usr/lib/${CMAKE_HOST_SYSTEM_PROCESSOR}-linux-gnu/cmake)
else() # The run time goes into each program: nothing to install beside it.
    set(CMAKE_EXE_LINKER_FLAGS_INIT "-static")
endif()
set(CMAKE_TRY_COMPILE_PLATFORM_VARIABLES HEARTH_DEPS HEARTH_WINDOWS_QT)
