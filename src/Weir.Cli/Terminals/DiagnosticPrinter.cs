using Weir.Cli.Rendering;
using Weir.Failures;

namespace Weir.Cli.Terminals;

/// <summary>Tells every mistake in a project: its place, its line with a caret under it, and the fix.</summary>
internal sealed class DiagnosticPrinter(Terminal terminal, string projectFolder)
{
    private const int WidestLine = 160;

    private readonly Dictionary<string, string[]> _linesByFile = [];

    public void Print(IReadOnlyList<Diagnostic> diagnostics)
    {
        var (to, ink) = (terminal.Error, terminal.ErrorInk);
        terminal.Out.Flush();
        foreach (var mistake in diagnostics)
        {
            to.WriteLine($"{ink.Bold($"{mistake.File}:{mistake.Line}:{mistake.Column}:")} {ink.Red(mistake.Failure.Code)} {mistake.Failure.Message}");
            PrintLine(mistake);
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
        var line = lines[mistake.Line - 1];
        var before = line[..Math.Clamp(mistake.Column - 1, 0, line.Length)];
        if (TextWidth.Of(before) > WidestLine)
        {
            return;
        }

        var margin = $"  {mistake.Line} | ";
        var blank = string.Concat(before.Select(letter => letter == '\t' ? "\t" : new string(' ', TextWidth.Of(letter.ToString()))));
        to.WriteLine($"{ink.Dim(margin)}{TextWidth.Cut(Harmless(line), WidestLine)}");
        to.WriteLine($"{new string(' ', margin.Length - 2)}{ink.Dim("| ")}{blank}{ink.Red("^")}");
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
