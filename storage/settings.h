// Settings: a key and a JSON value.
#pragma once

#include "storage/connection.h"

#include <map>

namespace hearth::storage {

class Settings {
public:
    explicit Settings(Connection& connection) : m_connection(&connection) {}

    /// The JSON text kept under `key`.
    Result<std::optional<std::string>> get(std::string_view key) const;
    /// Keeps `json`; refuses what is not JSON.
    Result<void> set(std::string_view key, std::string_view json);
    Result<void> remove(std::string_view key);
    Result<std::map<std::string, std::string>> all() const;

private:
    Connection* m_connection;
};

} // namespace hearth::storage
