namespace Weir.Examples.Tests;

/// <summary>
/// Every folder of <c>examples/</c>: its <c>run.sh</c> does what a user would, with the command line as it is built, and
/// each <c>expected/NAME.sql</c> then answers exactly what <c>expected/NAME.csv</c> says.
/// </summary>
public sealed class ExampleTests
{
    private const string InPython = "lambda-handler";

    public static TheoryData<string> Examples => [.. Directory.GetDirectories(Path.Combine(Repository.Root, "examples"))
        .Select(folder => Path.GetFileName(folder)!).Where(name => name != InPython).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task Example_does_what_its_readme_says(string name)
    {
        using var folder = new ExampleFolder(name);

        var run = await folder.RunAsync("bash", "run.sh");
        Assert.True(run.ExitCode == 0, $"{run.Output}\n{run.Errors}");
        await AssertAnswersAsync(folder);

        // A user who runs an example twice has not doubled anything.
        var again = await folder.RunAsync("bash", "run.sh");
        Assert.True(again.ExitCode == 0, $"{again.Output}\n{again.Errors}");
        await AssertAnswersAsync(folder);
    }

    /// <summary>Those that have tests of their own.</summary>
    public static TheoryData<string> Tested => [.. Directory.GetDirectories(Path.Combine(Repository.Root, "examples"))
        .Where(folder => Directory.Exists(Path.Combine(folder, "tests"))).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Tested))]
    public async Task The_tests_of_an_example_pass_and_leave_nothing(string name)
    {
        using var folder = new ExampleFolder(name);

        var tested = await folder.RunAsync("weir", "test", "--project");

        Assert.True(tested.ExitCode == 0, $"{tested.Output}\n{tested.Errors}");
        Assert.False(Directory.Exists(Path.Combine(folder.Path, ".weir")));
    }

    [PythonFact]
    public Task The_example_in_python_does_what_its_readme_says() => Example_does_what_its_readme_says(InPython);

    [AwscliTheory]
    [InlineData("raw-to-curated", "1001.json")]
    [InlineData("radiation", "measurements.zip")]
    public async Task Example_takes_files_from_an_s3_client(string name, string listed)
    {
        using var folder = new ExampleFolder(name);
        const string Distribution = "aws() { /usr/bin/aws \"$@\"; }\n";

        var followed = await folder.RunAsync("bash", "-c", Distribution + Guide.ScriptOf(Path.Combine(folder.Path, "README.md")));

        Assert.True(followed.ExitCode == 0, $"{followed.Output}\n{followed.Errors}");
        Assert.Contains(listed, followed.Output, StringComparison.Ordinal);
        Assert.Contains("true", followed.Output, StringComparison.Ordinal);
        Assert.Contains("uploaded/", followed.Output, StringComparison.Ordinal);
    }

    private static async Task AssertAnswersAsync(ExampleFolder folder)
    {
        var questions = Directory.GetFiles(Path.Combine(folder.Path, "expected"), "*.sql");
        Assert.NotEmpty(questions);
        foreach (var question in questions)
        {
            var sql = (await File.ReadAllTextAsync(question)).Trim();
            var answer = await folder.RunAsync("weir", "query", sql, "--format", "csv");
            Assert.True(answer.ExitCode == 0, answer.Errors);
            var expected = await File.ReadAllTextAsync(Path.ChangeExtension(question, ".csv"));
            Assert.Equal(expected, answer.Output, ignoreLineEndingDifferences: true);
        }
    }
}
