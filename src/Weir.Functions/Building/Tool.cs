using System.Diagnostics;

using Weir.Failures;

namespace Weir.Functions.Building;

/// <summary>A program that builds or runs functions, such as python3.</summary>
internal static class Tool
{
    /// <summary>As many lines of a failed command as its failure tells.</summary>
    private const int LinesTold = 20;

    /// <summary>Where a program is.</summary>
    /// <exception cref="RefusedException">WEIR6502: it is not on the PATH.</exception>
    public static string Find(string program, string what)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return folders.Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists)
            ?? throw new RefusedException(new Failure(
                "WEIR6502",
                $"{what} needs the program '{program}', which is not on the PATH.",
                $"Install {NameOf(program)}, or see that the PATH of weir leads to it."));
    }

    /// <summary>Runs a command to its end.</summary>
    /// <param name="what">What is done, for messages, such as <c>Installing requirements.txt of the function 'orders'</c>.</param>
    /// <param name="folder">Where it runs.</param>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="cancellationToken">Kills it.</param>
    /// <returns>What it wrote to its standard output.</returns>
    /// <exception cref="RefusedException">WEIR6503: it failed.</exception>
    public static async Task<string> RunAsync(string what, string folder, IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        try
        {
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode == 0 ? await output : throw Failed(what, command, process.ExitCode, await output + await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static RefusedException Failed(string what, IReadOnlyList<string> command, int exitCode, string written)
    {
        var lines = written.TrimEnd().Split('\n').TakeLast(LinesTold);
        return new RefusedException(new Failure(
            "WEIR6503",
            $"{what} failed: {Path.GetFileName(command[0])} ended with exit code {exitCode}.\n  {string.Join("\n  ", lines)}",
            "Correct what it says, and build again with 'weir function build'."));
    }

    private static string NameOf(string program) => program switch
    {
        "python3" => "Python 3",
        "node" or "npm" => "Node.js",
        "dotnet" => "the .NET SDK",
        _ => program,
    };
}
