using Weir.Secrets;

namespace Weir.Connections;

/// <summary>A database outside of the warehouse that can be asked. A closed family.</summary>
/// <param name="Name">The connection's name in the project.</param>
public abstract record ConnectionDefinition(string Name)
{
    /// <summary>A PostgreSQL server.</summary>
    /// <param name="Name">The connection's name in the project.</param>
    public sealed record Postgres(string Name) : ConnectionDefinition(Name)
    {
        /// <summary>The server's name or address.</summary>
        public required string Host { get; init; }

        /// <summary>Its port. 5432 by default.</summary>
        public int Port { get; init; } = 5432;

        /// <summary>The database.</summary>
        public required string Database { get; init; }

        /// <summary>Who asks.</summary>
        public required string User { get; init; }

        /// <summary>The environment variable that holds the password; none when it is a secret, or the server wants none.</summary>
        public string? PasswordVariable { get; init; }

        /// <summary>The secret that is the password; none when a variable holds it, or the server wants none.</summary>
        public SecretName? PasswordSecret { get; init; }

        /// <summary>Whether the server must be reached over TLS. By default only if it offers it.</summary>
        public bool RequiresTls { get; init; }
    }

    /// <summary>A file of SQLite's.</summary>
    /// <param name="Name">The connection's name in the project.</param>
    /// <param name="Path">The file, as a full path.</param>
    public sealed record Sqlite(string Name, string Path) : ConnectionDefinition(Name);
}
