// Streaming text out of tokens: whole characters only, stop strings found across token borders.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace hearth {

/// Turns the bytes of tokens into text that may be shown. What is out never has to be taken back: bytes of an
/// unfinished character, and text that may still become a stop string, are held. Output is always valid
/// UTF-8; bytes that can't be are replaced by U+FFFD.
class TextStream {
public:
    /// Empty stop strings are ignored.
    explicit TextStream(std::vector<std::string> stop_strings = {});

    /// Takes the bytes of a token; returns the text that is now certain (maybe empty). After a stop string
    /// was found nothing comes out any more.
    std::string push(std::string_view bytes);
    /// The rest at the end of the answer: what was held back, broken characters replaced.
    std::string finish();

    /// True when a stop string was found; it and what follows it are not part of the text.
    bool stopped() const { return m_stopped; }
    /// The stop string that was found; empty when none was.
    const std::string& stop_string() const { return m_found; }

private:
    std::string release(size_t count, bool final);

    std::vector<std::string> m_stops;
    std::string m_held; // not yet out: tail that may be a stop string or part of a character
    std::string m_found;
    bool m_stopped = false;
};

} // namespace hearth
