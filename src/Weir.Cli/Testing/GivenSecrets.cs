using Weir.Engine.Secrets;
using Weir.Secrets;
using Weir.Testing;

namespace Weir.Cli.Testing;

/// <summary>The secrets that a test gives.</summary>
internal sealed class GivenSecrets(ProjectTest test) : ISecretSource
{
    private readonly Dictionary<string, string> _secrets = test.Secrets.ToDictionary(
        secret => SecretName.TryParse(secret.Key, out var name) ? name.Text : secret.Key, secret => secret.Value);

    public string PlaceOf(SecretName name) => $"'secrets' of the test in {test.File}";

    public string? Find(SecretName name) => _secrets.GetValueOrDefault(name.Text);
}
