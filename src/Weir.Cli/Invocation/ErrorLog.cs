using System.Globalization;

using Weir.Cli.Terminals;
using Weir.Failures;

namespace Weir.Cli.Invocation;

/// <summary>Keeps what nobody should have to read on a terminal: the traces of errors that weir does not know.</summary>
internal static class ErrorLog
{
    /// <returns>The file; none when nothing could be written.</returns>
    public static string? Write(Exception error, IReadOnlyList<string> arguments, string? environmentFolder, Terminal terminal)
    {
        var now = terminal.Time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture);
        var folder = Directory.Exists(environmentFolder) ? environmentFolder : Path.GetTempPath();
        var file = Path.Combine(folder!, "weir-errors.log");
        try
        {
            File.AppendAllText(file, terminal.Masks.Hide($"{now} weir {string.Join(' ', arguments)}\n{error}\n\n"));
            return file;
        }
        catch (Exception unwritten) when (unwritten is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public static Failure FailureOf(Exception error, string? log) => new(
        "WEIR1000",
        $"Something failed that weir does not know: {FirstLineOf(error.Message)} ({error.GetType().Name})",
        log is null ? "Please report it." : $"Please report it, with the details that are in {log}.");

    private static string FirstLineOf(string text) => text.Split('\n')[0].TrimEnd();
}
