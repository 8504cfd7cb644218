using Weir.Functions;

namespace Weir.Server.Operations;

/// <summary>A function that was built.</summary>
internal sealed record BuiltFunction(string Name, string Revision, string Folder, bool IsNew)
{
    public static BuiltFunction Of(FunctionBuild build) => new(build.Name, build.Revision, build.Folder, build.IsNew);
}
