namespace Weir.Engine.Triggers.Http;

/// <summary>Finds secrets by their names.</summary>
internal interface ISecretLookup
{
    /// <summary>Where people set a secret, for messages.</summary>
    string PlaceOf(string name);

    /// <summary>A secret; none when it is not set. What is found is shown to nobody.</summary>
    string? Find(string name);
}
