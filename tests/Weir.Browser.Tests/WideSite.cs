using Weir.Server.Operations;

namespace Weir.Browser.Tests;

/// <summary>The pages of a project in which every word is very long.</summary>
public sealed class WideSite : Site
{
    private readonly Hostile _project = new(new string('W', 180), new string('W', 900));

    private protected override IReadOnlyDictionary<string, string> Files => _project.Files;

    private protected override Task FillAsync(IOperations operations, TimeSpan patience) => _project.FillAsync(operations, patience);
}
