using System.Security.Cryptography;

using Weir.Cli.Composition;
using Weir.Engine.Secrets;
using Weir.Failures;
using Weir.Local.Revisions;
using Weir.Project;
using Weir.Tests.Project;

namespace Weir.Tests.Cli.Composition;

/// <summary>Revisions that go, and those that stay.</summary>
public sealed class KeptRevisionsTests
{
    [Fact]
    public async Task An_old_revision_goes_when_no_run_needs_it_and_the_present_one_never_does()
    {
        using var project = ProjectFolder.Of("project: one\n");
        var one = Keep(project, out _);
        project.With("weir.yaml", "project: two\n");
        var two = Keep(project, out _);
        project.With("weir.yaml", "project: three\n");
        var three = Keep(project, out var kept);
        var asked = new List<string>();
        Func<string, CancellationToken, Task<bool>> isNeeded = (revision, _) =>
        {
            asked.Add(revision);
            return Task.FromResult(revision == two);
        };

        await kept.SweepAsync(TimeProvider.System.GetUtcNow() - TimeSpan.FromDays(14), isNeeded, default);
        Assert.Empty(asked);

        await kept.SweepAsync(TimeProvider.System.GetUtcNow() + TimeSpan.FromDays(1), isNeeded, default);
        Assert.Equal(new[] { one, two }.Order(), asked.Order());
        Assert.Equal((false, true, true), (kept.Has(one), kept.Has(two), kept.Has(three)));
        await using (var opened = await kept.OpenAsync(two, default))
        {
            Assert.Equal(("two", two), (opened.Definition.Name, opened.Definition.Revision));
        }

        Assert.Equal("WEIR7034", (await Assert.ThrowsAsync<RefusedException>(() => kept.OpenAsync(one, default))).Failure.Code);
    }

    [Fact]
    public async Task Paths_of_an_old_revision_lead_to_where_they_led()
    {
        using var project = ProjectFolder.Of("project: p\nconnections: { crm: { type: sqlite, path: data/crm.db } }\n");
        var before = project.ReadGood().Connections["crm"];
        var revision = Keep(project, out _);
        project.With("weir.yaml", "project: p\n");
        Keep(project, out var kept);

        await using var opened = await kept.OpenAsync(revision, default);

        Assert.Equal(before, opened.Definition.Connections["crm"]);
    }

    [Fact]
    public async Task A_revision_that_has_become_wrong_is_told_with_what_is_wrong()
    {
        using var project = ProjectFolder.Of("project: p\nbuckets: { raw: {} }\nunknown: 1\n");
        var bytes = await File.ReadAllBytesAsync(Path.Combine(project.Path, "weir.yaml"));
        Store(project).Keep("r0", [new KeptFile("weir.yaml", Convert.ToHexStringLower(SHA256.HashData(bytes)), false)], project.Path);
        project.With("weir.yaml", "project: p\n");
        Keep(project, out var kept);

        var refused = await Assert.ThrowsAsync<RefusedException>(() => kept.OpenAsync("r0", default));

        Assert.Equal("WEIR7035", refused.Failure.Code);
        Assert.Contains("unknown", refused.Failure.Message, StringComparison.Ordinal);
    }

    private static RevisionStore Store(ProjectFolder project) => new(Path.Combine(project.Path, ".weir", "local"), TimeProvider.System);

    private static string Keep(ProjectFolder project, out KeptRevisions kept)
    {
        var read = ProjectReader.Read(project.Path);
        kept = new KeptRevisions(project.Path, read.Definition!, Store(project), SecretFinder.None, TimeProvider.System);
        kept.Keep(read.Content);
        return read.Definition!.Revision;
    }
}
