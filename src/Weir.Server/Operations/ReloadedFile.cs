using Weir.Engine.Triggers;
using Weir.Loads;

namespace Weir.Server.Operations;

/// <summary>A file that a table loads again, or would.</summary>
/// <param name="Table">The table.</param>
/// <param name="File">The file, as <c>bucket/key</c>.</param>
/// <param name="Size">How many bytes it has.</param>
/// <param name="LandedAt">When it landed.</param>
/// <param name="Before">What had become of it before.</param>
internal sealed record ReloadedFile(string Table, string File, long Size, DateTimeOffset LandedAt, string Before)
{
    public static ReloadedFile Of(Reload reload) => new(
        reload.Table,
        reload.File.Name.ToString(),
        reload.File.Size,
        reload.File.LandedAt,
        reload.Last is { } last ? LoadStatusNames.Of(last) : "NEVER_LOADED");
}
