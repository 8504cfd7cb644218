using System.Diagnostics;
using System.Text.Json;

namespace Weir.Tests.Cli.Commands;

public class SecretScanCommandTests
{
    /// <summary>Not one for whoever looks through these tests.</summary>
    private static readonly string Leak = "password: \"Tr0ub4dor" + "&3x\"\n";

    [Fact]
    public async Task A_folder_is_looked_into_and_nothing_of_a_secret_is_shown()
    {
        using var project = new CliProject();
        project.Write("config/a.yaml", "x: 1\n" + Leak);
        project.Write("node_modules/b.yaml", Leak);

        var found = await project.RunAsync("secrets", "scan");
        var json = await project.RunAsync("secret", "scan", "config", "--json");

        Assert.Equal((1, 1), (found.ExitCode, json.ExitCode));
        Assert.StartsWith("config/a.yaml:2:12: assignment What looks like a password", found.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Tr0ub4dor", found.Output + json.Output, StringComparison.Ordinal);
        using var records = JsonDocument.Parse(json.Output);
        Assert.Equal(2, Assert.Single(records.RootElement.EnumerateArray()).GetProperty("line").GetInt32());
        Assert.StartsWith("clean", (await project.RunAsync("secret", "scan", "weir.yaml")).Fine(), StringComparison.Ordinal);
        (await project.RunAsync("secret", "scan", "nowhere")).Refused("WEIR6820", "'nowhere'", "relative to the current folder");
        (await project.RunAsync("secret", "scan", "--staged", "config")).Refused("WEIR1001", "--staged", "one of the two");
    }

    [Theory]
    [InlineData("config/**", 0)]
    [InlineData("# note\n\nconfig/*.yaml assignment", 0)]
    [InlineData("config/*.yaml jwt", 1)]
    [InlineData("other/**", 1)]
    public async Task What_is_listed_is_ignored(string ignored, int exitCode)
    {
        using var project = new CliProject();
        project.Write("config/a.yaml", Leak);
        project.Write(".weirsecretsignore", ignored);

        Assert.Equal(exitCode, (await project.RunAsync("secret", "scan")).ExitCode);
    }

    [Theory]
    [InlineData("a b c")]
    [InlineData("config/** nothing-known")]
    public async Task What_cannot_be_ignored_is_refused(string ignored)
    {
        using var project = new CliProject();
        project.Write(".weirsecretsignore", "fine/**\n" + ignored);

        (await project.RunAsync("secret", "scan")).Refused("WEIR6823", "Line 2", "assignment");
    }

    [Fact]
    public async Task A_commit_is_looked_into_as_it_is_staged()
    {
        using var project = new CliProject();
        (await project.RunAsync("secret", "scan", "--staged")).Refused("WEIR6821", "git", "repository");
        if (!Git(project, "init", "-q", "."))
        {
            return;
        }

        project.Write("a.yaml", Leak);
        project.Write("b c.yaml", Leak);
        project.Write(".gitignore", "ignored.yaml\n");
        project.Write("ignored.yaml", Leak);
        Assert.True(Git(project, "add", "b c.yaml"));
        project.Write("b c.yaml", "clean now\n");

        var staged = await project.RunAsync("secret", "scan", "--staged");
        var all = await project.RunAsync("secret", "scan");

        Assert.StartsWith("b c.yaml:1:12: assignment", staged.Output, StringComparison.Ordinal);
        Assert.StartsWith("a.yaml:1:12: assignment", all.Output, StringComparison.Ordinal);
        Assert.Contains("1 likely secret in 1 file", staged.Output, StringComparison.Ordinal);
        Assert.Contains("1 likely secret in 1 file", all.Output, StringComparison.Ordinal);

        Assert.Contains("weir secret scan --staged", (await project.RunAsync("secret", "hook")).Fine(), StringComparison.Ordinal);
        (await project.RunAsync("secret", "hook", "--install")).Fine();
        (await project.RunAsync("secret", "hook", "--install")).Fine();
        var hook = Path.Combine(project.Folder, ".git", "hooks", "pre-commit");
        Assert.True(OperatingSystem.IsWindows() || (File.GetUnixFileMode(hook) & UnixFileMode.UserExecute) != 0);
        await File.WriteAllTextAsync(hook, "#!/bin/sh\n");
        (await project.RunAsync("secret", "hook", "--install")).Refused("WEIR6822", "already", "weir secret scan --staged || exit 1");
    }

    private static bool Git(CliProject project, params string[] arguments)
    {
        try
        {
            using var git = Process.Start(new ProcessStartInfo("git", ["-C", project.Folder, .. arguments]) { RedirectStandardError = true })!;
            git.WaitForExit();
            return git.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
