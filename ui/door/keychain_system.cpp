// The keychains of Windows and macOS; none elsewhere when the program was built without libsecret.
#include "ui/door/key_store.h"

#if defined(Q_OS_WIN)
#include <windows.h>
// After it.
#include <wincred.h>
#elif defined(Q_OS_MACOS)
#include <Security/Security.h>
#endif

namespace hearth::ui {

#if defined(Q_OS_WIN)

namespace {

/// Credential Manager: https://learn.microsoft.com/windows/win32/api/wincred
class CredentialManager : public Keychain {
public:
    std::expected<QString, QString> read(const QString& name) override {
        PCREDENTIALW credential = nullptr;
        if (!CredReadW(target(name).c_str(), CRED_TYPE_GENERIC, 0, &credential)) {
            if (GetLastError() == ERROR_NOT_FOUND)
                return QString();
            return std::unexpected(qt_error_string());
        }
        const QString key = QString::fromUtf8(reinterpret_cast<const char*>(credential->CredentialBlob),
                                              static_cast<qsizetype>(credential->CredentialBlobSize));
        CredFree(credential);
        return key;
    }

    std::expected<void, QString> write(const QString& name, const QString& key) override {
        std::wstring where = target(name);
        if (key.isEmpty()) {
            if (!CredDeleteW(where.c_str(), CRED_TYPE_GENERIC, 0) && GetLastError() != ERROR_NOT_FOUND)
                return std::unexpected(qt_error_string());
            return {};
        }
        QByteArray bytes = key.toUtf8();
        std::wstring user = name.toStdWString();
        CREDENTIALW credential{};
        credential.Type = CRED_TYPE_GENERIC;
        credential.TargetName = where.data();
        credential.UserName = user.data();
        credential.CredentialBlob = reinterpret_cast<LPBYTE>(bytes.data());
        credential.CredentialBlobSize = static_cast<DWORD>(bytes.size());
        credential.Persist = CRED_PERSIST_LOCAL_MACHINE;
        if (!CredWriteW(&credential, 0))
            return std::unexpected(qt_error_string());
        return {};
    }

private:
    static std::wstring target(const QString& name) {
        return QStringLiteral("org.hearth.Hearth/%1").arg(name).toStdWString();
    }
};

} // namespace

std::unique_ptr<Keychain> systemKeychain() {
    return std::make_unique<CredentialManager>();
}

#elif defined(Q_OS_MACOS)

namespace {

/// Keychain Services: https://developer.apple.com/documentation/security/keychain_services
class MacKeychain : public Keychain {
public:
    std::expected<QString, QString> read(const QString& name) override {
        CFMutableDictionaryRef query = makeQuery(name);
        CFDictionarySetValue(query, kSecReturnData, kCFBooleanTrue);
        CFTypeRef data = nullptr;
        const OSStatus status = SecItemCopyMatching(query, &data);
        CFRelease(query);
        if (status == errSecItemNotFound)
            return QString();
        if (status != errSecSuccess)
            return std::unexpected(message(status));
        const QString key = QString::fromUtf8(QByteArray::fromCFData(static_cast<CFDataRef>(data)));
        CFRelease(data);
        return key;
    }

    std::expected<void, QString> write(const QString& name, const QString& key) override {
        CFMutableDictionaryRef query = makeQuery(name);
        OSStatus status = SecItemDelete(query);
        if (!key.isEmpty()) {
            CFDataRef data = key.toUtf8().toCFData();
            CFDictionarySetValue(query, kSecValueData, data);
            status = SecItemAdd(query, nullptr);
            CFRelease(data);
        }
        CFRelease(query);
        if (status != errSecSuccess && status != errSecItemNotFound)
            return std::unexpected(message(status));
        return {};
    }

private:
    static CFMutableDictionaryRef makeQuery(const QString& name) {
        CFMutableDictionaryRef query = CFDictionaryCreateMutable(nullptr, 0, &kCFTypeDictionaryKeyCallBacks,
                                                                 &kCFTypeDictionaryValueCallBacks);
        CFStringRef account = name.toCFString();
        CFDictionarySetValue(query, kSecClass, kSecClassGenericPassword);
        CFDictionarySetValue(query, kSecAttrService, CFSTR("org.hearth.Hearth"));
        CFDictionarySetValue(query, kSecAttrAccount, account);
        CFRelease(account);
        return query;
    }
    static QString message(OSStatus status) {
        CFStringRef text = SecCopyErrorMessageString(status, nullptr);
        const QString message = text ? QString::fromCFString(text) : QString::number(status);
        if (text)
            CFRelease(text);
        return message;
    }
};

} // namespace

std::unique_ptr<Keychain> systemKeychain() {
    return std::make_unique<MacKeychain>();
}

#elif !defined(HEARTH_WITH_LIBSECRET)

std::unique_ptr<Keychain> systemKeychain() {
    return nullptr;
}

#endif

} // namespace hearth::ui
