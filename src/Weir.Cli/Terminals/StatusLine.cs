using System.Diagnostics;

namespace Weir.Cli.Terminals;

/// <summary>One line that is written over and over while something goes on. Nothing where nobody watches.</summary>
/// <param name="terminal">Where; the line goes to standard error, so that output stays clean.</param>
internal sealed class StatusLine(Terminal terminal) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly Stopwatch _sinceShown = new();
    private bool _isShown;

    /// <summary>Shows a text, unless the last one was shown a moment ago.</summary>
    public void Show(string text)
    {
        if (!terminal.IsErrorInteractive || (_sinceShown.IsRunning && _sinceShown.Elapsed < Pause))
        {
            return;
        }

        var room = Math.Max(1, terminal.Width - 1);
        terminal.Error.Write($"\r\e[2K{terminal.ErrorInk.Dim(text.Length > room ? text[..room] : text)}");
        _isShown = true;
        _sinceShown.Restart();
    }

    public void Clear()
    {
        if (_isShown)
        {
            terminal.Error.Write("\r\e[2K");
            _isShown = false;
        }

        _sinceShown.Reset();
    }

    public void Dispose() => Clear();
}
