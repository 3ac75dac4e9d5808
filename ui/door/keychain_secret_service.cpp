// The Secret Service of a Linux desktop (GNOME Keyring, KWallet, KeePassXC), through libsecret.
// https://specifications.freedesktop.org/secret-service
#if defined(HEARTH_WITH_LIBSECRET)
// Before Qt, whose "signals" is a word of GLib's.
// clang-format off
#include <libsecret/secret.h>
#include "ui/door/key_store.h"
// clang-format on

namespace hearth::ui {

namespace {

const SecretSchema schema = {"org.hearth.Hearth.Endpoint",
                             SECRET_SCHEMA_NONE,
                             {{"endpoint", SECRET_SCHEMA_ATTRIBUTE_STRING}, {nullptr, {}}},
                             0,
                             nullptr,
                             nullptr,
                             nullptr,
                             nullptr,
                             nullptr,
                             nullptr,
                             nullptr};

QString takeMessage(GError* error) {
    const QString message = QString::fromUtf8(error->message);
    g_error_free(error);
    return message;
}

/// GIO ends a program whose session bus goes away; a conversation matters more than that.
void outliveTheBus(GCancellable* cancellable) {
    if (GDBusConnection* bus = g_bus_get_sync(G_BUS_TYPE_SESSION, cancellable, nullptr)) {
        g_dbus_connection_set_exit_on_close(bus, FALSE);
        g_object_unref(bus);
    }
}

class SecretServiceKeychain : public Keychain {
public:
    SecretServiceKeychain() : m_cancellable(g_cancellable_new()) {}
    ~SecretServiceKeychain() override { g_object_unref(m_cancellable); }
    SecretServiceKeychain(const SecretServiceKeychain&) = delete;
    SecretServiceKeychain& operator=(const SecretServiceKeychain&) = delete;

    std::expected<QString, QString> read(const QString& name) override {
        outliveTheBus(m_cancellable);
        GError* error = nullptr;
        gchar* password = secret_password_lookup_sync(&schema, m_cancellable, &error, "endpoint",
                                                      name.toUtf8().constData(), nullptr);
        if (error)
            return std::unexpected(takeMessage(error));
        const QString key = QString::fromUtf8(password);
        secret_password_free(password);
        return key;
    }

    std::expected<void, QString> write(const QString& name, const QString& key) override {
        outliveTheBus(m_cancellable);
        GError* error = nullptr;
        if (key.isEmpty()) {
            secret_password_clear_sync(&schema, m_cancellable, &error, "endpoint", name.toUtf8().constData(),
                                       nullptr);
        } else {
            const QByteArray label = QStringLiteral("Hearth: key of an endpoint").toUtf8();
            secret_password_store_sync(&schema, SECRET_COLLECTION_DEFAULT, label.constData(),
                                       key.toUtf8().constData(), m_cancellable, &error, "endpoint",
                                       name.toUtf8().constData(), nullptr);
        }
        if (error)
            return std::unexpected(takeMessage(error));
        return {};
    }

    void cancel() override { g_cancellable_cancel(m_cancellable); }

private:
    GCancellable* m_cancellable;
};

} // namespace

std::unique_ptr<Keychain> systemKeychain() {
    return std::make_unique<SecretServiceKeychain>();
}

} // namespace hearth::ui
#endif
