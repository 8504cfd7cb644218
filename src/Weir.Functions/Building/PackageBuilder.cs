using System.Security.Cryptography;
using System.Text;

namespace Weir.Functions.Building;

/// <summary>Copies a function's or a layer's source, and installs what it depends on beside it.</summary>
internal static class PackageBuilder
{
    /// <summary>Changes when the same source is built into something else than before.</summary>
    private const string Format = "1";

    /// <summary>A hash of all that goes into a package.</summary>
    public static async Task<string> RevisionOfAsync(Recipe recipe, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{Format}\n{string.Join('\n', recipe.Commands)}\n{recipe.PythonTarget}\n{recipe.NodeFolder}\n"));
        if (recipe.PythonTarget is not null && recipe.Commands.Count == 0)
        {
            // What was compiled for one Python does not run in the next.
            var python = Tool.Find("python3", recipe.What);
            hash.AppendData(Encoding.UTF8.GetBytes(await Tool.RunAsync("Asking python3 for its version", "/", [python, "--version"], cancellationToken)));
        }

        await FilesOf(recipe).AddToAsync(hash, cancellationToken);
        foreach (var other in recipe.DotNet?.Others() ?? [])
        {
            hash.AppendData(Encoding.UTF8.GetBytes(other));
            await SourceFiles.Of(other, DotNetSource.Left, []).AddToAsync(hash, cancellationToken);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 8));
    }

    /// <summary>Builds into a folder.</summary>
    /// <returns>The revision of what the source has become: a first build adds lock files to it.</returns>
    public static async Task<string> BuildAsync(Recipe recipe, string target, CancellationToken cancellationToken)
    {
        if (recipe.DotNet is { } source)
        {
            await DotNetPublish.RunAsync(recipe.What, source, target, cancellationToken);
            return await RevisionOfAsync(recipe, cancellationToken);
        }

        FilesOf(recipe).CopyTo(target);
        if (recipe.Commands.Count > 0)
        {
            foreach (var command in recipe.Commands)
            {
                await Tool.RunAsync($"The command '{command}' of {recipe.What}", target, ["/bin/sh", "-c", command], cancellationToken);
            }
        }
        else
        {
            await InstallAsync(recipe, target, cancellationToken);
        }

        return await RevisionOfAsync(recipe, cancellationToken);
    }

    private static async Task InstallAsync(Recipe recipe, string target, CancellationToken cancellationToken)
    {
        if (recipe.PythonTarget is { } modules)
        {
            await KeepAsync(
                await PythonPackages.InstallAsync(recipe.What, target, Path.Combine(target, modules), cancellationToken),
                Path.Combine(recipe.Source, PythonPackages.LockFile),
                cancellationToken);
        }

        if (recipe.NodeFolder is { } folder)
        {
            await KeepAsync(
                await NodePackages.InstallAsync(recipe.What, Path.Combine(target, folder), cancellationToken),
                Path.Combine(recipe.Source, folder, NodePackages.LockFile),
                cancellationToken);
        }
    }

    /// <summary>Writes a lock file beside the source, where that can be written to: elsewhere the next build resolves again.</summary>
    private static async Task KeepAsync(string? text, string path, CancellationToken cancellationToken)
    {
        if (text is null)
        {
            return;
        }

        try
        {
            await File.WriteAllTextAsync(path, text, cancellationToken);
        }
        catch (Exception readOnly) when (readOnly is IOException or UnauthorizedAccessException)
        {
            // The package is as good without it.
        }
    }

    private static SourceFiles FilesOf(Recipe recipe) => SourceFiles.Of(
        recipe.Source,
        recipe.DotNet is not null ? DotNetSource.Left : recipe.NodeFolder is not null && recipe.Commands.Count == 0 ? [NodePackages.Folder] : [],
        recipe.Exclude);
}
