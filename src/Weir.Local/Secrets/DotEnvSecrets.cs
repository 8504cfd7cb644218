using Weir.Engine.Secrets;
using Weir.Failures;
using Weir.Projects;
using Weir.Secrets;

namespace Weir.Local.Secrets;

/// <summary>Secrets in the file <c>.env</c> of the project's folder, for the environment <c>local</c> alone.</summary>
/// <param name="project">The project's folder.</param>
/// <param name="environment">The environment, by name.</param>
internal sealed class DotEnvSecrets(string project, string environment) : ISecretSource
{
    private const int MostBytes = 1 << 20;

    private readonly KeptText _file = new(Path.Combine(project, ".env"), MostBytes);

    public string PlaceOf(SecretName name) => ".env";

    /// <inheritdoc/>
    /// <exception cref="RefusedException">WEIR6802: it is there, for another environment. WEIR6803: a line cannot be read.</exception>
    public string? Find(SecretName name)
    {
        if (_file.Read() is not { } text || !DotEnv.Read(text, ".env").TryGetValue(name, out var value))
        {
            return null;
        }

        return environment == EnvironmentDefinition.Local ? value : throw new RefusedException(new Failure(
            "WEIR6802",
            $"The secret '{name}' stands in .env alone, which is for the environment 'local' and not for '{environment}'.",
            $"Set it with 'weir secret set {name} --env {environment}'."));
    }
}
