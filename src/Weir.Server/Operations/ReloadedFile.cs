using Weir.Engine.Triggers;
using Weir.Loads;

namespace Weir.Server.Operations;

/// <summary>A file that a table loads again, or would.</summary>
internal sealed record ReloadedFile(string Table, string File, long Size, DateTimeOffset LandedAt, string Before)
{
    public static ReloadedFile Of(Reload reload) => new(
        reload.Table,
        reload.File.Name.ToString(),
        reload.File.Size,
        reload.File.LandedAt,
        reload.Last is { } last ? LoadStatusNames.Of(last) : "NEVER_LOADED");
}
