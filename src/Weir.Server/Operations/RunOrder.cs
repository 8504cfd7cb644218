namespace Weir.Server.Operations;

/// <summary>Asks for a run of a pipeline.</summary>
/// <param name="Pipeline">Which pipeline.</param>
/// <param name="Inputs">What it is given, by name.</param>
internal sealed record RunOrder(string Pipeline, IReadOnlyDictionary<string, string> Inputs);
