using System.CommandLine;
using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.Encodings.Web;

using Weir.Cli.Composition;
using Weir.Cli.Invocation;
using Weir.Cli.Terminals;

namespace Weir.Cli.Commands;

/// <summary><c>weir open</c>.</summary>
internal sealed class OpenCommand : OperationsCommand
{
    private readonly Option<bool> _print = new("--print")
    {
        Description = "Prints the address instead of opening it: for a browser elsewhere. It lets in once, within a minute.",
    };

    public OpenCommand(Terminal terminal, CommonOptions common, EnvironmentAccess access)
        : base("open", "Opens the page of the running 'weir up' in a browser, signed in.", terminal, common, access)
    {
        Examples = [new("weir open", "the dashboard, without a password"), new("weir open --print", "an address to copy")];
        Options.Add(_print);
    }

    protected override async Task<int> RunAsync(ParseResult call, OpenedEnvironment opened, CancellationToken cancellationToken)
    {
        var place = await opened.Accounts.OpenAsync(cancellationToken);
        if (call.GetValue(_print) || !await TryOpenAsync(place.Url, Common.PlaceOf(call), cancellationToken))
        {
            Terminal.Out.WriteLine(place.Url);
        }

        return ExitCodes.Fine;
    }

    /// <summary>
    /// By a file that only its owner may read: the arguments of a process are shown to everybody on the machine, and one of them would be the ticket.
    /// </summary>
    private async Task<bool> TryOpenAsync(string url, ProjectPlace place, CancellationToken cancellationToken)
    {
        if (Browser() is not { } browser)
        {
            return false;
        }

        var page = Path.Combine(place.EnvironmentFolder, "open.html");
        File.Delete(page);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using (var file = new FileStream(page, options))
        {
            await file.WriteAsync(
                Encoding.UTF8.GetBytes($"<!doctype html><meta charset=\"utf-8\"><meta http-equiv=\"refresh\" content=\"0;url={HtmlEncoder.Default.Encode(url)}\"><title>Weir</title>\n"), cancellationToken);
        }

        try
        {
            using var started = Process.Start(new ProcessStartInfo(browser, [page]) { RedirectStandardOutput = true, RedirectStandardError = true });
            Terminal.Out.WriteLine($"{Terminal.Ink.Green("opened")} {new Uri(url).GetLeftPart(UriPartial.Authority)}");
            return true;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    private static string? Browser() => Environment.GetEnvironmentVariable("BROWSER") is { Length: > 0 } named ? named
        : OperatingSystem.IsMacOS() ? "open"
        : OperatingSystem.IsWindows() ? "explorer"
        : Environment.GetEnvironmentVariable("DISPLAY") is { Length: > 0 } || Environment.GetEnvironmentVariable("WAYLAND_DISPLAY") is { Length: > 0 } ? "xdg-open"
        : null;
}
