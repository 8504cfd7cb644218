using Weir.Functions;

namespace Weir.Server.Operations;

/// <summary>A function that was built.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Revision">What was built: a hash of its files and of how they are built.</param>
/// <param name="Folder">Where the build is.</param>
/// <param name="IsNew">Whether it was built now; it was there already otherwise.</param>
internal sealed record BuiltFunction(string Name, string Revision, string Folder, bool IsNew)
{
    public static BuiltFunction Of(FunctionBuild build) => new(build.Name, build.Revision, build.Folder, build.IsNew);
}
