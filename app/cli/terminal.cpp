#include "app/cli/terminal.h"

#include <algorithm>

#ifdef Q_OS_WIN
#include <io.h>
#else
#include <unistd.h>
#endif

namespace hearth::cli {

namespace {

void put(std::FILE* stream, const QString& text) {
    const QByteArray bytes = text.toUtf8();
    std::fwrite(bytes.constData(), 1, static_cast<size_t>(bytes.size()), stream);
    std::fflush(stream);
}

} // namespace

bool Terminal::isTerminal(std::FILE* stream) {
#ifdef Q_OS_WIN
    return _isatty(_fileno(stream)) != 0;
#else
    return isatty(fileno(stream)) != 0;
#endif
}

Terminal::Terminal(const QString& color)
    : m_outputIsTerminal(isTerminal(stdout))
    , m_errorIsTerminal(isTerminal(stderr))
    , m_color(color == u"always" ||
              (color != u"never" && m_outputIsTerminal && qEnvironmentVariableIsEmpty("NO_COLOR") &&
               qEnvironmentVariable("TERM") != u"dumb")) {}

Terminal::~Terminal() {
    endProgress();
}

QString Terminal::styled(const QString& text, Style style) const {
    if (!m_color || style == Style::Plain)
        return text;
    const char* code = style == Style::Bold   ? "1"
                       : style == Style::Dim  ? "2"
                       : style == Style::User ? "1;36"
                                              : "33";
    return QStringLiteral("\033[%1m%2\033[0m").arg(QLatin1String(code), text);
}

void Terminal::write(const QString& text, Style style) {
    put(stdout, styled(text, style));
}
void Terminal::error(const QString& text, Style style) {
    put(stderr, styled(text, style));
}

void Terminal::progress(const QString& label, double fraction) {
    const int percent = static_cast<int>(std::clamp(fraction, 0.0, 1.0) * 100);
    if (!m_errorIsTerminal || percent == m_shownPercent)
        return;
    m_shownPercent = percent;
    const int width = 30;
    const int full = percent * width / 100;
    put(stderr, QStringLiteral("\r\033[K%1 [%2%3] %4 %")
                    .arg(label, QString(full, u'#'), QString(width - full, u' '))
                    .arg(percent));
}

void Terminal::endProgress() {
    if (m_shownPercent >= 0)
        put(stderr, QStringLiteral("\r\033[K"));
    m_shownPercent = -1;
}

} // namespace hearth::cli
