namespace Weir.Cli.Rendering;

/// <summary>A column of a list of records.</summary>
/// <param name="Header">Its heading.</param>
/// <param name="Of">A record's cell.</param>
/// <param name="AlignsRight">Whether its cells stand at the right, as numbers do.</param>
/// <param name="Role">What happens to it on a line that is too short.</param>
internal sealed record RecordColumn<T>(
    string Header, Func<T, Cell> Of, bool AlignsRight = false, ColumnRole Role = ColumnRole.Whole);
