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

    /// <summary>Under whatever key, in whatever shape: what is wrong is told, and the password is not.</summary>
    [Theory]
    [InlineData("connections: { c: { type: sqlite, path: a.db, password: s3cret } }", "WEIR2901")]
    [InlineData("connections:\n  c:\n    type: postgres\n    host: h\n    pasword: s3cret", "has no key 'pasword'")]
    [InlineData("connections:\n  c: { type: postgres, host: h, hots: x, psw: s3cret }", "has no key 'psw'")]
    [InlineData("conections:\n  c:\n    psw: s3cret\n    psw: s3cret", "The key 'psw' stands twice")]
    [InlineData("connections:\n  c:\n    password: { value: s3cret }", "has no key 'value'")]
    [InlineData("connections:\n  c:\n    password: { env: 's3cret!' }", "WEIR2905")]
    [InlineData("connections:\n  c:\n    type: s3cret", "found '…'")]
    [InlineData("connections:\n  c:\n    type: postgres\n    psw s3cret", "WEIR20")]
    [InlineData("connections:\n  c: { type: postgres, psw s3cret }", "has no key '…'")]
    [InlineData("connections:\n  c:\n    psw: *s3cret", "'…' is an alias")]
    [InlineData("connections:\n  c:\n    psw: !s3cret", "The tag '…'")]
    [InlineData("connections:\n  c:\n    psw: &s3cret", "WEIR20")]
    [InlineData("connections:\n  c:\n    psw: \"s3cret", "WEIR20")]
    [InlineData("connections:\n  c:\n    psw: [s3cret", "WEIR20")]
    [InlineData("connections:\n  c:\n    type: postgres\n    host: postgres://u:s3cret@h/d", "WEIR2905")]
    [InlineData("tables:\n  t:\n    source: raw/x.csv\n    password: s3cret", "has no key 'password'")]
    [InlineData("billing: { host: h, api_key: s3cret }", "has no key 'billing'")]
    [InlineData("connections:\n  c:\n    database: 53\n    password: s3cret", "Put it in quotes: \"…\"")]
    public void A_password_is_shown_by_no_mistake(string yaml, string told)
    {
        using var screen = new Screen(160);
        _project.Write("weir.yaml", $"project: p\n{yaml}\n");

        new DiagnosticPrinter(screen.Terminal, _project.Folder).Print(ProjectReader.Read(_project.Folder).Diagnostics);

        Assert.Contains(told, screen.ShownErrors, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", screen.ShownErrors, StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_without_a_password_are_shown_beside_connections()
    {
        using var screen = new Screen(160);
        _project.Write("weir.yaml", "project: p\nconnections:\n  c: { type: sqlite, path: a.db }\nbuckets:\n  raw: { pth: x }\n");

        new DiagnosticPrinter(screen.Terminal, _project.Folder).Print(ProjectReader.Read(_project.Folder).Diagnostics);

        Assert.Contains("raw: { pth: x }", screen.ShownErrors, StringComparison.Ordinal);
    }

    public void Dispose() => _project.Dispose();
}
