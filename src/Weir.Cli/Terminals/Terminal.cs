using System.Text;

using Weir.Engine.Secrets;

namespace Weir.Cli.Terminals;

/// <summary>Where a command reads and writes. Commands touch nothing else of the console, so tests run them in process.</summary>
internal sealed class Terminal : IDisposable
{
    public Terminal(Stream input, Stream output, Stream error)
    {
        (Input, Output) = (input, new OutputStream(output, isTold: true));
        Out = new StreamWriter(Output, new UTF8Encoding(false), bufferSize: 16 << 10, leaveOpen: true);
        Error = new StreamWriter(new OutputStream(error, isTold: false), new UTF8Encoding(false), leaveOpen: true) { AutoFlush = true };
    }

    /// <summary>The bytes of standard input.</summary>
    public Stream Input { get; }

    /// <summary>The bytes of standard output, for contents. Text goes to <see cref="Out"/>.</summary>
    public Stream Output { get; }

    public TextWriter Out { get; }

    public TextWriter Error { get; }

    /// <summary>Asks for something that nobody is to see, by a question; none when nobody sits there.</summary>
    public Func<string, string>? AskHidden { get; init; }

    /// <summary>Whether somebody watches standard output: colours, bars and boxes then; plain stable text otherwise.</summary>
    public bool IsInteractive { get; init; }

    /// <summary>Whether somebody watches standard error.</summary>
    public bool IsErrorInteractive { get; init; }

    /// <summary>Whether colours are wanted where somebody watches. <c>NO_COLOR</c> turns them off.</summary>
    public bool UsesColor { get; init; } = true;

    /// <summary>Characters in a line, where somebody watches.</summary>
    public int Width { get; init; } = 100;

    /// <summary>The caller's folder.</summary>
    public string CurrentDirectory { get; init; } = Directory.GetCurrentDirectory();

    /// <summary>Knows the secrets that this process has seen, and that no message may tell.</summary>
    public Masks Masks { get; } = new();

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Colours for sentences on standard output.</summary>
    public Ink Ink => new(IsInteractive && UsesColor);

    /// <summary>Colours for sentences on standard error.</summary>
    public Ink ErrorInk => new(IsErrorInteractive && UsesColor);

    /// <summary>The process's own console.</summary>
    public static Terminal OfProcess()
    {
        var isDumb = Environment.GetEnvironmentVariable("TERM") == "dumb";
        return new Terminal(
            Console.OpenStandardInput(), Console.OpenStandardOutput(), Console.OpenStandardError())
        {
            AskHidden = Console.IsInputRedirected ? null : HiddenInput.Ask,
            IsInteractive = !isDumb && !Console.IsOutputRedirected,
            IsErrorInteractive = !isDumb && !Console.IsErrorRedirected,
            UsesColor = string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")),
            Width = WidthOfConsole(),
        };
    }

    public void Dispose()
    {
        Out.Dispose();
        Error.Dispose();
    }

    private static int WidthOfConsole()
    {
        if (Console.IsOutputRedirected)
        {
            return 100;
        }

        try
        {
            return Console.WindowWidth is > 0 and var width ? width : 100;
        }
        catch (IOException)
        {
            return 100;
        }
    }
}
