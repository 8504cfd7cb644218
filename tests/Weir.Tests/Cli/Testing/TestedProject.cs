using System.Text.Json;

namespace Weir.Tests.Cli.Testing;

/// <summary>A project with tests, and what <c>weir test --project</c> says of them.</summary>
internal sealed class TestedProject : IDisposable
{
    private readonly CliProject _project;

    /// <param name="yaml">The project.</param>
    /// <param name="tests">What stands under <c>tests:</c>, in one file.</param>
    public TestedProject(string yaml, string tests)
    {
        _project = new CliProject(yaml);
        Write("tests/all.yaml", "tests:\n" + tests);
    }

    public string Folder => _project.Folder;

    public void Write(string file, string content) => _project.Write(file, content);

    public Task<Answer> RunAsync(params string[] arguments) => _project.RunAsync(["test", "--project", .. arguments]);

    /// <summary>That all tests pass.</summary>
    public async Task PassAsync()
    {
        var answer = await RunAsync();
        Assert.True(answer.ExitCode == 0, answer.Output + answer.Errors);
    }

    /// <summary>That a test fails.</summary>
    /// <returns>What is said of it, without how long it took.</returns>
    public async Task<string> FailAsync()
    {
        var answer = await RunAsync("--json");
        Assert.True(answer.ExitCode == 1, answer.Output + answer.Errors);
        using var json = JsonDocument.Parse(answer.Output);
        return string.Join('\n', json.RootElement.EnumerateArray().SelectMany(test => test.GetProperty("differences").EnumerateArray()).SelectMany(LinesOf));
    }

    public void Dispose() => _project.Dispose();

    private static IEnumerable<string> LinesOf(JsonElement difference) =>
    [
        $"{difference.GetProperty("line")}: {difference.GetProperty("what").GetString()}",
        .. difference.GetProperty("expected").EnumerateArray().Select(line => $"- {line.GetString()}"),
        .. difference.GetProperty("found").EnumerateArray().Select(line => $"+ {line.GetString()}"),
        .. difference.GetProperty("hint").GetString() is { } hint ? [$"? {hint}"] : Array.Empty<string>(),
    ];
}
