namespace Weir.Cli.Rendering;

/// <summary>A column of text.</summary>
/// <param name="Header">Its heading.</param>
/// <param name="AlignsRight">Whether its cells stand at the right, as numbers do.</param>
internal sealed record GridColumn(string Header, bool AlignsRight = false);
