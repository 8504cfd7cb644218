namespace Weir.Tests.Cli;

/// <summary>What a call of the command line gave.</summary>
internal sealed record Answer(int ExitCode, string Output, string Errors)
{
    /// <summary>The output, of a call that must have gone well.</summary>
    public string Fine()
    {
        Assert.True(ExitCode == 0, $"exit code {ExitCode}\n{Output}\n{Errors}");
        return Output;
    }

    /// <summary>That the call was refused: with a code, a hint, the exit code for it, and nothing that a pipe would take for a result.</summary>
    public void Refused(string code, string saying, string hint)
    {
        var lines = Errors.TrimEnd().Split('\n');
        Assert.Equal(2, ExitCode);
        Assert.StartsWith($"{code} ", lines[0], StringComparison.Ordinal);
        Assert.Contains(saying, lines[0], StringComparison.Ordinal);
        Assert.StartsWith("  hint: ", lines[^1], StringComparison.Ordinal);
        Assert.Contains(hint, lines[^1], StringComparison.Ordinal);
        Assert.Equal("", Output);
    }
}
