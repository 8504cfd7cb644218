namespace Weir.Server.Api.Bodies;

/// <summary>Which objects to remove.</summary>
/// <param name="Names">Each as <c>bucket/key</c>.</param>
internal sealed record Removal(IReadOnlyList<string> Names);
