using Weir.Engine.Triggers;

namespace Weir.Server.Operations;

/// <summary>What became of one page of the files that were selected.</summary>
/// <param name="Files">Those that are loaded again, once for each table.</param>
/// <param name="Found">How many files were selected.</param>
/// <param name="Taken">How many times a table takes one of them.</param>
/// <param name="Next">Where the next page begins; none after the last.</param>
internal sealed record ReloadPage(IReadOnlyList<ReloadedFile> Files, int Found, int Taken, string? Next)
{
    public static ReloadPage Of(SelectedPage selected, IReadOnlyList<Reload> reloads) => new(
        [.. reloads.Where(reload => reload.IsDue).Select(ReloadedFile.Of)], selected.Files.Count, reloads.Count, selected.Next);
}
