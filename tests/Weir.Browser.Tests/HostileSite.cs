using Weir.Server.Operations;

namespace Weir.Browser.Tests;

/// <summary>The pages of a project that attacks who looks at them.</summary>
public sealed class HostileSite : Site
{
    private readonly Hostile _project = new(Hostile.Text, Hostile.Worse);

    private protected override IReadOnlyDictionary<string, string> Files => _project.Files;

    private protected override Task FillAsync(IOperations operations, TimeSpan patience) => _project.FillAsync(operations, patience);
}
