using Weir.Engine.Triggers.Http;

namespace Weir.Local.Secrets;

/// <summary>Secrets in environment variables: <c>orders-token</c> is in <c>WEIR_SECRET_ORDERS_TOKEN</c>.</summary>
internal sealed class EnvironmentSecrets : ISecretLookup
{
    public string PlaceOf(string name) => "WEIR_SECRET_" + name.ToUpperInvariant().Replace('-', '_');

    public string? Find(string name) => Environment.GetEnvironmentVariable(PlaceOf(name));
}
