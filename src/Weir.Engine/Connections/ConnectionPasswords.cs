using Weir.Connections;
using Weir.Engine.Secrets;
using Weir.Failures;

namespace Weir.Engine.Connections;

/// <summary>The passwords of connections, which are masked from the moment in which somebody asks for them.</summary>
internal sealed class ConnectionPasswords(SecretFinder secrets)
{
    /// <summary>The password; none when the server wants none.</summary>
    /// <exception cref="RefusedException">WEIR6044, WEIR6801: nobody has it.</exception>
    public string? Of(ConnectionDefinition.Postgres connection)
    {
        if (connection.PasswordSecret is { } name)
        {
            return secrets.Get(name, tenant: null);
        }

        if (connection.PasswordVariable is not { } variable)
        {
            return null;
        }

        var password = Environment.GetEnvironmentVariable(variable) ?? throw ConnectionFailures.NoVariable(connection.Name, variable);
        secrets.Masks.Add(password);
        return password;
    }
}
