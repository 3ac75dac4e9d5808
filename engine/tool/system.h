// What the tool asks the system itself.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace hearth::tool {

bool stdin_is_terminal();
bool stderr_is_terminal();
/// Reads standard input to its end and forgets it.
void wait_for_end_of_input();
/// The most memory that the process has held so far, in bytes; 0 where the system does not say.
uint64_t peak_memory();
/// The command line without the program's name, as UTF-8 on every system; the terminal is told that UTF-8
/// comes.
std::vector<std::string> command_line(int argc, char** argv);

} // namespace hearth::tool
