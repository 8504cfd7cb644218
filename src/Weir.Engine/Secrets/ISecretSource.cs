using Weir.Secrets;

namespace Weir.Engine.Secrets;

/// <summary>Something that holds secrets.</summary>
/// <remarks>
/// Implementations promise: names that differ in case, or in <c>_</c> and <c>-</c>, are the same; what was set is found at once by whoever
/// has the source open; a value is given as it was set, down to its white space; no failure has a value in it.
/// </remarks>
internal interface ISecretSource
{
    /// <summary>Where it would have this secret, for people, such as <c>the environment variable WEIR_SECRET_DB_PASSWORD</c>.</summary>
    string PlaceOf(SecretName name);

    /// <summary>The value of a secret; none when it does not have it.</summary>
    /// <exception cref="Failures.RefusedException">WEIR6802 to WEIR6807: it has it and cannot give it.</exception>
    /// <exception cref="Failures.UnavailableException">WEIR6808: it cannot be read for now.</exception>
    string? Find(SecretName name);
}
