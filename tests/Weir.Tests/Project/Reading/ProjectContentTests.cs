using Weir.Project;

namespace Weir.Tests.Project.Reading;

/// <summary>What is part of a project, and so of its revision.</summary>
public sealed class ProjectContentTests
{
    [Theory]
    [InlineData("functions/f/handler.py")]
    [InlineData("functions/f/lib/util.py")]
    [InlineData("layers/common/python/util.py")]
    [InlineData("scripts/run.sh")]
    [InlineData("scripts/node_modules/x.js")]
    [InlineData("sql/a.sql")]
    [InlineData("weir.yaml")]
    public void A_change_of_what_a_project_runs_is_a_new_revision(string path)
    {
        using var project = Project();
        var before = project.ReadGood().Revision;

        project.With(path, path == "weir.yaml" ? "project: p\n# changed" : "changed");

        Assert.NotEqual(before, project.ReadGood().Revision);
        Assert.Equal(ProjectReader.RevisionOf(project.Path), project.ReadGood().Revision);
        Assert.Contains(ProjectReader.Read(project.Path).Content, file => file.Path == path);
    }

    [Theory]
    [InlineData(".env")]
    [InlineData("functions/f/.env")]
    [InlineData("scripts/.secret/token")]
    [InlineData("functions/f/__pycache__/handler.pyc")]
    [InlineData("functions/n/node_modules/x/index.js")]
    [InlineData("functions/d/obj/project.assets.json")]
    [InlineData("data/orders.csv")]
    public void What_is_hidden_or_made_by_builds_or_elsewhere_is_no_part_of_it(string path)
    {
        using var project = Project();
        var before = ProjectReader.Read(project.Path);

        project.With(path, "changed");

        var after = ProjectReader.Read(project.Path);
        Assert.Equal(before.Definition!.Revision, after.Definition!.Revision);
        Assert.Equal(before.Content, after.Content);
    }

    [Fact]
    public void What_a_build_writes_of_the_packages_that_it_took_is_part_of_it_and_no_new_revision()
    {
        using var project = Project();
        var before = project.ReadGood().Revision;

        project.With("functions/f/requirements.lock", "x==1");

        Assert.Equal(before, project.ReadGood().Revision);
        Assert.Contains(ProjectReader.Read(project.Path).Content, file => file.Path == "functions/f/requirements.lock");
    }

    [Fact]
    public void A_script_that_may_be_run_is_another_than_one_that_may_not()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var project = Project();
        var before = project.ReadGood().Revision;

        File.SetUnixFileMode(Path.Combine(project.Path, "scripts/run.sh"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        Assert.NotEqual(before, project.ReadGood().Revision);
    }

    [Fact]
    public void A_link_to_a_hidden_file_brings_no_secret_in()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var project = Project().With(".env", "TOKEN=x");
        File.CreateSymbolicLink(Path.Combine(project.Path, "scripts/settings"), "../.env");

        Assert.DoesNotContain(ProjectReader.Read(project.Path).Content, file => file.Path == "scripts/settings");
    }

    private static ProjectFolder Project() => ProjectFolder.Of("project: p\n")
        .With("functions/f/handler.py", "def handler(event, context): pass")
        .With("functions/n/index.mjs", "export const handler = () => 1;")
        .With("functions/n/package.json", "{\"dependencies\": {\"x\": \"1\"}}")
        .With("functions/d/d.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\" />")
        .With("functions/d/function.yaml", "handler: d::D.F::Handle")
        .With("layers/common/python/util.py", "")
        .With("scripts/run.sh", "echo")
        .With("sql/a.sql", "SELECT 1");
}
