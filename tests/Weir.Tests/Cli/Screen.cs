using System.Text;

using Weir.Cli.Terminals;

namespace Weir.Tests.Cli;

/// <summary>A terminal that somebody watches, without colours, and what it showed.</summary>
internal sealed class Screen : IDisposable
{
    private readonly MemoryStream _output = new();
    private readonly MemoryStream _errors = new();

    public Screen(int width) => Terminal = new Terminal(Stream.Null, _output, _errors)
    {
        IsInteractive = true,
        IsErrorInteractive = true,
        UsesColor = false,
        Width = width,
    };

    public Terminal Terminal { get; }

    public string Shown
    {
        get
        {
            Terminal.Out.Flush();
            return Encoding.UTF8.GetString(_output.ToArray());
        }
    }

    public string ShownErrors => Encoding.UTF8.GetString(_errors.ToArray());

    public void Dispose()
    {
        Terminal.Dispose();
        _output.Dispose();
        _errors.Dispose();
    }
}
