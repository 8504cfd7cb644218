using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Weir.Notifiers;

/// <summary>Runs a command of the shell, with a notification on its standard input.</summary>
/// <param name="folder">Where it runs.</param>
internal sealed class CommandSender(string folder)
{
    private const int LongestAnswer = 500;

    /// <summary>Exit codes by which a shell says that there is no such command, or that it is none.</summary>
    private static readonly int[] NoCommand = [126, 127];

    public async Task SendAsync(string line, byte[] json, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var process = Start(line);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience);
        try
        {
            var said = Task.WhenAll(TailAsync(process.StandardOutput, limit.Token), TailAsync(process.StandardError, limit.Token));
            await WriteAsync(process, json, limit.Token);
            await process.WaitForExitAsync(limit.Token);
            var tails = await said;
            if (process.ExitCode != 0)
            {
                throw Failed(process.ExitCode, (tails[1].Length > 0 ? tails[1] : tails[0]).Trim());
            }
        }
        catch (OperationCanceledException error)
        {
            Kill(process);
            cancellationToken.ThrowIfCancellationRequested();
            throw SendFailures.ForNow(
                string.Create(CultureInfo.InvariantCulture, $"The command did not end within {patience.TotalSeconds:0.#} seconds, and was killed."), error);
        }
    }

    private static Exception Failed(int exitCode, string said)
    {
        var what = string.Create(CultureInfo.InvariantCulture, $"The command ended with exit code {exitCode}{(said.Length > 0 ? $": {said}" : "")}");
        return NoCommand.Contains(exitCode) ? SendFailures.ForGood(what, "Correct the command.") : SendFailures.ForNow(what);
    }

    private static async Task WriteAsync(Process process, byte[] json, CancellationToken cancellationToken)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(json, cancellationToken);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It does not read it.
        }
    }

    private static async Task<string> TailAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        var (tail, buffer) = (new StringBuilder(), new char[4096]);
        while (await reader.ReadAsync(buffer, cancellationToken) is > 0 and var read)
        {
            tail.Append(buffer, 0, read);
            if (tail.Length > LongestAnswer)
            {
                tail.Remove(0, tail.Length - LongestAnswer);
            }
        }

        return tail.ToString();
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception error) when (error is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has ended.
        }
    }

    private Process Start(string line)
    {
        var start = OperatingSystem.IsWindows()
            ? new ProcessStartInfo("cmd.exe", ["/c", line])
            : new ProcessStartInfo("/bin/sh", ["-c", line]);
        start.WorkingDirectory = folder;
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception error)
        {
            throw SendFailures.ForNow($"The command cannot be started: {error.Message}", error);
        }
    }
}
