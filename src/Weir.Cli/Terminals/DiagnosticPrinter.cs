using Weir.Cli.Rendering;
using Weir.Failures;

namespace Weir.Cli.Terminals;

/// <summary>Tells every mistake in a project: its place, its line with a caret under it, and the fix.</summary>
internal sealed class DiagnosticPrinter(Terminal terminal, string projectFolder)
{
    private const int WidestPlainLine = 160;
    private const int NarrowestLine = 20;

    private readonly Dictionary<string, string[]> _linesByFile = [];

    public void Print(IReadOnlyList<Diagnostic> diagnostics)
    {
        var (to, ink) = (terminal.Error, terminal.ErrorInk);
        terminal.Out.Flush();
        foreach (var mistake in diagnostics)
        {
            to.WriteLine($"{ink.Bold($"{mistake.File}:{mistake.Line}:{mistake.Column}:")} {ink.Red(mistake.Failure.Code)} {mistake.Failure.Message}");
            if (!mistake.IsSecret)
            {
                PrintLine(mistake);
            }

            if (mistake.Failure.Hint is { } hint)
            {
                to.WriteLine($"  {ink.Dim("hint:")} {hint}");
            }

            to.WriteLine();
        }

        var files = diagnostics.Select(mistake => mistake.File).Distinct().Count();
        to.WriteLine(ink.Red($"{Quantity.Of(diagnostics.Count, "mistake")} in {Quantity.Of(files, "file")}"));
    }

    private void PrintLine(Diagnostic mistake)
    {
        var lines = LinesOf(mistake.File);
        if (mistake.Line < 1 || mistake.Line > lines.Length)
        {
            return;
        }

        var (to, ink) = (terminal.Error, terminal.ErrorInk);
        var margin = $"  {mistake.Line} | ";
        var (line, caret) = Window(lines[mistake.Line - 1], mistake.Column - 1, Math.Max(NarrowestLine, WidestLine - margin.Length));
        var blank = string.Concat(line[..caret].Select(letter => letter == '\t' ? "\t" : new string(' ', TextWidth.Of(letter.ToString()))));
        to.WriteLine($"{ink.Dim(margin)}{Harmless(line)}");
        to.WriteLine($"{new string(' ', margin.Length - 2)}{ink.Dim("| ")}{blank}{ink.Red("^")}");
    }

    private int WidestLine => terminal.IsErrorInteractive ? terminal.Width : WidestPlainLine;

    /// <summary>The part of a line that holds the mistake, where the line is too long: wrapped, the caret would point elsewhere.</summary>
    private static (string Line, int Caret) Window(string line, int caret, int room)
    {
        caret = Math.Clamp(caret, 0, line.Length);
        if (line.Length <= room)
        {
            return (line, caret);
        }

        // Half of a pair of surrogates alone is no character.
        var start = caret < room * 3 / 4 ? 0 : caret - (room / 2);
        start += start > 0 && char.IsLowSurrogate(line[start]) ? 1 : 0;
        var (before, after) = (start > 0 ? "…" : "", line.Length - start > room - 1 ? "…" : "");
        var end = Math.Min(line.Length, start + room - before.Length - after.Length);
        end -= end < line.Length && char.IsLowSurrogate(line[end]) ? 1 : 0;
        return (before + line[start..end] + after, before.Length + caret - start);
    }

    // Tabs stay, since the caret's line has them too.
    private static string Harmless(string line) => string.Join('\t', line.Split('\t').Select(TextWidth.OneLine));

    private string[] LinesOf(string file)
    {
        if (!_linesByFile.TryGetValue(file, out var lines))
        {
            try
            {
                lines = File.ReadAllText(Path.Combine(projectFolder, file)).Split('\n').Select(line => line.TrimEnd('\r')).ToArray();
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                lines = [];
            }

            _linesByFile[file] = lines;
        }

        return lines;
    }
}
