using Weir.Server.Operations;

namespace Weir.Browser.Tests;

/// <summary>The pages of a project that attacks who looks at them.</summary>
public sealed class HostileSite : Site
{
    private protected override IReadOnlyDictionary<string, string> Files => Hostile.Files;

    private protected override Task FillAsync(IOperations operations, TimeSpan patience) => Hostile.FillAsync(operations, patience);
}
