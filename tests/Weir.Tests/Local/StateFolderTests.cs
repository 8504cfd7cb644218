using Weir.Local;
using Weir.Tests.Cli;

namespace Weir.Tests.Local;

/// <summary>What Weir keeps in a project stays out of what people commit.</summary>
public sealed class StateFolderTests
{
    [Fact]
    public async Task It_keeps_itself_out_of_Git_unless_somebody_wants_otherwise()
    {
        using var project = new CliProject();
        var ignored = Path.Combine(project.Folder, StateFolder.Name, ".gitignore");

        (await project.RunAsync("x", ["put", "-", "raw/a"])).Fine();
        var lines = await File.ReadAllLinesAsync(ignored);
        File.Delete(ignored);
        (await project.RunAsync("y", ["put", "-", "raw/b"])).Fine();
        (await project.RunAsync("z", ["put", "-", "raw/c", "--env", "other"])).Fine();

        Assert.Equal("*", lines[^1]);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.Combine(project.Folder, StateFolder.Name, "local")));
        }

        Assert.False(File.Exists(ignored));
    }
}
