using System.ComponentModel;
using System.Diagnostics;
using System.Text;

using Weir.Failures;

namespace Weir.Cli.Scanning;

/// <summary>Asks git about the repository that a folder is in.</summary>
/// <param name="folder">The folder.</param>
internal sealed class Git(string folder)
{
    /// <summary>The repository's folder; none when the folder is in no repository, or there is no git.</summary>
    public async Task<string?> RootAsync(CancellationToken cancellationToken) =>
        await TryAsync(["rev-parse", "--show-toplevel"], cancellationToken) is { } root ? TextOf(root).TrimEnd('\n') : null;

    /// <summary>What git says.</summary>
    /// <exception cref="RefusedException">WEIR6821: the folder is in no repository, or there is no git.</exception>
    public async Task<byte[]> AskAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken) =>
        await TryAsync(arguments, cancellationToken) ?? throw new RefusedException(new Failure(
            "WEIR6821", $"git cannot be asked about {folder}.", "Call it in a folder of a git repository, with git on the PATH; without --staged it works anywhere."));

    /// <summary>Names that git gives with NUL between them.</summary>
    /// <exception cref="RefusedException">WEIR6821: as of <see cref="AskAsync"/>.</exception>
    public async Task<IReadOnlyList<string>> ListAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken) =>
        TextOf(await AskAsync(arguments, cancellationToken)).Split('\0', StringSplitOptions.RemoveEmptyEntries);

    private static string TextOf(byte[] bytes) => Encoding.UTF8.GetString(bytes);

    private async Task<byte[]?> TryAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        try
        {
            var start = new ProcessStartInfo("git", ["-C", folder, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
            using var git = Process.Start(start)!;
            var errors = git.StandardError.ReadToEndAsync(cancellationToken);
            using var output = new MemoryStream();
            await git.StandardOutput.BaseStream.CopyToAsync(output, cancellationToken);
            await errors;
            await git.WaitForExitAsync(cancellationToken);
            return git.ExitCode == 0 ? output.ToArray() : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
