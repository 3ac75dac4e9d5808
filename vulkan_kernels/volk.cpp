// volk's one implementation file.
#if defined(__GNUC__)
#pragma GCC diagnostic ignored "-Wpedantic"
#pragma GCC diagnostic ignored "-Wshadow"
#pragma GCC diagnostic ignored "-Wcast-function-type"
#endif
#define VOLK_IMPLEMENTATION
#include <volk.h>
