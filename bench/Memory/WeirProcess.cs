using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Weir.Bench.Memory;

/// <summary><c>weir up</c> in a process of its own, as a user has it.</summary>
internal sealed partial class WeirProcess : IAsyncDisposable
{
    private const int Interrupt = 2;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private static readonly DirectoryInfo Own = new(AppContext.BaseDirectory);

    private static readonly DirectoryInfo Artifacts = Own.Parent!.Parent!.Parent!;

    private readonly Process _process;

    private WeirProcess(Process process, TimeSpan ready) => (_process, Ready) = (process, ready);

    /// <summary>From the start of the process to its word that it is ready.</summary>
    public TimeSpan Ready { get; }

    /// <summary>Megabytes resident now.</summary>
    public double ResidentNow => Megabytes("VmRSS:");

    /// <summary>Megabytes resident at the most so far.</summary>
    public double ResidentAtMost => Megabytes("VmHWM:");

    /// <summary>Starts <c>weir up --json</c> and waits until it is ready.</summary>
    public static async Task<WeirProcess> UpAsync(string project)
    {
        var start = Stopwatch.GetTimestamp();
        var process = Start(project, ["up", "--json"]);
        var up = new WeirProcess(process, Stopwatch.GetElapsedTime(start));
        await up.UntilAsync("ready");
        return new WeirProcess(process, Stopwatch.GetElapsedTime(start));
    }

    /// <summary>Runs another command of <c>weir</c> on the project, in another process.</summary>
    public static Task RunAsync(string project, params string[] words) => EndAsync(Start(project, words), words);

    /// <summary>Runs a command by the script <c>./weir</c>, as users do, which builds the program first when something has changed.</summary>
    public static Task RunScriptAsync(string project, params string[] words) => EndAsync(
        Process.Start(new ProcessStartInfo(Path.Combine(Artifacts.Parent!.FullName, "weir"), [.. words, "--project", project]) { RedirectStandardOutput = true })!,
        words);

    private static async Task EndAsync(Process started, string[] words)
    {
        using var process = started;
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(Patience);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"weir {string.Join(' ', words)} ended with {process.ExitCode}.");
        }
    }

    /// <summary>Reads on until something has happened, or has happened so often.</summary>
    public async Task UntilAsync(string happening, int times = 1)
    {
        while (await _process.StandardOutput.ReadLineAsync().WaitAsync(Patience) is { } line)
        {
            using var read = JsonDocument.Parse(line);
            if (read.RootElement.GetProperty("event").GetString() == happening && --times == 0)
            {
                return;
            }
        }

        throw new InvalidOperationException($"weir up ended before '{happening}'.");
    }

    /// <summary>Stops it as Ctrl-C does.</summary>
    public async ValueTask DisposeAsync()
    {
        _ = Kill(_process.Id, Interrupt);
        await _process.StandardOutput.ReadToEndAsync();
        await _process.WaitForExitAsync().WaitAsync(Patience);
        _process.Dispose();
    }

    private static Process Start(string project, string[] words)
    {
        // Beside this program, built with it and in the same configuration.
        var weir = Path.Combine(Artifacts.FullName, "bin", "Weir.Cli", Own.Name, "Weir.Cli.dll");
        return Process.Start(new ProcessStartInfo("dotnet", [weir, .. words, "--project", project])
        {
            RedirectStandardOutput = true,
        })!;
    }

    private double Megabytes(string field)
    {
        var line = File.ReadLines($"/proc/{_process.Id}/status").First(l => l.StartsWith(field, StringComparison.Ordinal));
        var kilobytes = line[field.Length..].Replace("kB", "", StringComparison.Ordinal).Trim();
        return long.Parse(kilobytes, NumberStyles.None, CultureInfo.InvariantCulture) * 1024 / 1e6;
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
