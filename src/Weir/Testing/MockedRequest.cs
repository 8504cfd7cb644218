namespace Weir.Testing;

/// <summary>A request that a test answers in place of the web.</summary>
/// <param name="Request">Which.</param>
/// <param name="Answers">The answers, one after the other; the last one stays.</param>
public sealed record MockedRequest(RequestPattern Request, IReadOnlyList<MockedAnswer> Answers);
