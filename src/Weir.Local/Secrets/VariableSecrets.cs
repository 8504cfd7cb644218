using Weir.Engine.Secrets;
using Weir.Secrets;

namespace Weir.Local.Secrets;

/// <summary>Secrets in environment variables: <c>WEIR_SECRET_DB_PASSWORD</c> is <c>db-password</c>.</summary>
/// <param name="valueOf">Gives the value of a variable; none when it is not set.</param>
internal sealed class VariableSecrets(Func<string, string?> valueOf) : ISecretSource
{
    public string PlaceOf(SecretName name) => $"the environment variable {VariableOf(name)}";

    // An empty variable is how many systems say that there is none.
    public string? Find(SecretName name) => valueOf(VariableOf(name)) is { Length: > 0 } value ? value : null;

    private static string VariableOf(SecretName name) => $"WEIR_SECRET_{name.Variable}";
}
