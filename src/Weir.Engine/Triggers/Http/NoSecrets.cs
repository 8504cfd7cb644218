namespace Weir.Engine.Triggers.Http;

/// <summary>No secret is set.</summary>
internal sealed class NoSecrets : ISecretLookup
{
    public string PlaceOf(string name) => "nowhere";

    public string? Find(string name) => null;
}
