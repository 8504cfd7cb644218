namespace Weir.Cli.Rendering;

/// <summary>A column of text.</summary>
/// <param name="Header">Its heading.</param>
/// <param name="AlignsRight">Whether its cells stand at the right, as numbers do.</param>
/// <param name="Role">What happens to it on a line that is too short.</param>
internal sealed record GridColumn(string Header, bool AlignsRight = false, ColumnRole Role = ColumnRole.Whole);
