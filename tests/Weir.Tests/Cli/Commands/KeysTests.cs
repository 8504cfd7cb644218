namespace Weir.Tests.Cli.Commands;

/// <summary>Keys that hold what could steer a terminal.</summary>
public sealed class KeysTests
{
    [Fact]
    public async Task Control_characters_of_a_key_are_shown_as_symbols_and_kept_for_programs()
    {
        using var project = new CliProject();
        const string Name = "raw/a\nb\u001b[31m.txt";

        var put = (await project.RunAsync("x", ["put", "-", Name])).Fine();
        var listed = (await project.RunAsync("ls", "raw")).Fine();
        var json = (await project.RunAsync("ls", "raw", "--json")).Fine();
        var got = await project.RunAsync("get", Name, "-");
        var removed = (await project.RunAsync("rm", Name)).Fine();
        var missing = await project.RunAsync("get", Name, "-");

        Assert.Contains("put raw/a↵b␛[31m.txt ", put, StringComparison.Ordinal);
        Assert.Contains("a↵b␛[31m.txt", listed, StringComparison.Ordinal);
        Assert.Contains("a\\nb\\u001B[31m.txt", json, StringComparison.Ordinal);
        Assert.Equal("x", got.Fine());
        Assert.All((string[])[put, listed, removed, missing.Errors], text => Assert.DoesNotContain('\u001b', text));
    }
}
