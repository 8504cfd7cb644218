using Weir.Engine.Secrets;
using Weir.Failures;
using Weir.Secrets;

namespace Weir.Engine.Triggers.Http;

/// <summary>What senders of requests must know.</summary>
internal sealed class RequestSecrets(SecretFinder secrets)
{
    /// <summary>A secret; none when nobody has it.</summary>
    public string? Find(string name) => SecretName.TryParse(name, out var parsed) && secrets.Locate(parsed, tenant: null) is not null
        ? secrets.Get(parsed, tenant: null)
        : null;

    /// <summary>What to tell of one that nobody has.</summary>
    public Failure Missing(string name) => SecretName.TryParse(name, out var parsed)
        ? secrets.Missing(parsed, tenant: null)
        : throw new ArgumentException($"'{name}' is no name of a secret.", nameof(name));
}
