using System.Diagnostics;
using System.Text;

using Weir.Cli.Terminals;

namespace Weir.Tests.Cli;

/// <summary>The command line as a process of its own.</summary>
internal sealed class CliProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly Task<string> _errors;
    private bool _isClosed;

    /// <param name="folder">Where.</param>
    /// <param name="arguments">What.</param>
    /// <param name="wrapper">A command that runs the one which follows it, where not as it is.</param>
    public CliProcess(string folder, IReadOnlyList<string> arguments, IReadOnlyList<string> wrapper)
    {
        List<string> command = [.. wrapper, "dotnet", typeof(Terminal).Assembly.Location, .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _process = Process.Start(start)!;
        _errors = _process.StandardError.ReadToEndAsync();
    }

    public int Id => _process.Id;

    /// <summary>Reads the output until a line holds a text.</summary>
    public Task ReadUntilAsync(string text) => ReadLineAsync(text);

    /// <summary>Reads the output until a line holds a text.</summary>
    /// <returns>That line.</returns>
    public async Task<string> ReadLineAsync(string text)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (await _process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            _output.Append(line).Append('\n');
            if (line.Contains(text, StringComparison.Ordinal))
            {
                return line;
            }
        }

        Assert.Fail($"It ended before it said '{text}':\n{_output}\n{await _errors}");
        return "";
    }

    /// <summary>Sends a signal, such as <c>INT</c> for Ctrl-C.</summary>
    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", _process.Id.ToString()]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Ends it on the spot, as the system does when memory is short.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Reads no more, as <c>head</c> does.</summary>
    public void CloseOutput()
    {
        _process.StandardOutput.Close();
        _isClosed = true;
    }

    public async Task<Answer> WhenEndedAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        _output.Append(_isClosed ? "" : await _process.StandardOutput.ReadToEndAsync(patience.Token));
        await _process.WaitForExitAsync(patience.Token);
        return new Answer(_process.ExitCode, _output.ToString(), await _errors);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }
}
