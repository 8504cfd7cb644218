namespace Weir.Engine.Triggers.Http;

/// <summary>The endpoint that a request is for.</summary>
/// <param name="Endpoint">The endpoint.</param>
/// <param name="Parameters">What the request's path has in the place of names.</param>
internal sealed record HttpMatch(HttpEndpoint Endpoint, IReadOnlyDictionary<string, string> Parameters);
