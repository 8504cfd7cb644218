namespace Weir.Server.Api.Bodies;

/// <summary>Asks what loading files into a table would change.</summary>
/// <param name="Table">The table.</param>
/// <param name="Files">The files, each as <c>bucket/key</c>.</param>
internal sealed record PreviewBody(string Table, IReadOnlyList<string> Files);
