using Weir.Cli.Terminals;
using Weir.Failures;
using Weir.Project;

namespace Weir.Tests.Cli.Terminals;

public sealed class DiagnosticPrinterTests : IDisposable
{
    private readonly CliProject _project = new(yaml: null);

    [Theory]
    [InlineData("a: b", 4)]
    [InlineData("\ta:\tb", 5)]
    [InlineData("a_very_long_key_that_goes_on_and_on_and_on: { and: so, does: its, value: with, the: mistake, at: X }", 95)]
    [InlineData("short: [X, and, a, long, tail, that, goes, on, and, on, and, on, and, on, beyond, the, end]", 9)]
    [InlineData("ends: in_a_mistake_at_the_very_last_column_of_a_line_that_is_wider_than_the_screen_is", 85)]
    public void The_caret_stands_under_the_mistake_on_one_line_of_the_screen(string line, int column)
    {
        using var screen = new Screen(60);
        _project.Write("weir.yaml", $"project: p\n{line}\n");

        new DiagnosticPrinter(screen.Terminal, _project.Folder).Print([new Diagnostic("weir.yaml", 2, column, new Failure("WEIR2101", "It is wrong.", "Mend it."))]);

        var shown = screen.ShownErrors.Split('\n');
        Assert.Equal("  hint: Mend it.", shown[3]);
        Assert.All(shown, text => Assert.True(text.Length <= 60, text));
        Assert.Equal(line[column - 1], shown[1][shown[2].IndexOf('^', StringComparison.Ordinal)]);
    }

    [Fact]
    public void A_line_with_a_password_is_not_shown()
    {
        using var screen = new Screen(100);
        _project.Write("weir.yaml", "project: p\nconnections: { c: { type: sqlite, path: a.db, password: s3cret } }\n");

        new DiagnosticPrinter(screen.Terminal, _project.Folder).Print(ProjectReader.Read(_project.Folder).Diagnostics);

        Assert.Contains("WEIR2901", screen.ShownErrors, StringComparison.Ordinal);
        Assert.Contains("WEIR2903", screen.ShownErrors, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", screen.ShownErrors, StringComparison.Ordinal);
    }

    public void Dispose() => _project.Dispose();
}
