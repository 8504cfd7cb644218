namespace Weir.Tests.Reliability;

/// <summary>Where one content's rows must come to be: a table, the file they come from, and how many.</summary>
/// <param name="Table">The table.</param>
/// <param name="File">The object that is loaded, as <c>bucket/key</c>.</param>
/// <param name="Put">The content's number, which every one of its rows holds.</param>
/// <param name="Rows">Rows that fit.</param>
/// <param name="Refused">Rows that do not.</param>
internal sealed record Target(string Table, string File, int Put, int Rows, int Refused);
