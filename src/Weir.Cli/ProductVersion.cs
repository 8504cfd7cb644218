using System.Reflection;

namespace Weir.Cli;

/// <summary>Which weir this is.</summary>
internal static class ProductVersion
{
    /// <summary>The version and, in builds from a repository, the first digits of the commit: <c>0.1.0 (3f2a91c)</c>.</summary>
    public static string Text { get; } =
        (typeof(ProductVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "")
        .Split('+') switch
        {
            [var version, { Length: > 7 } commit] => $"{version} ({commit[..7]})",
            [var version, ..] => version,
            [] => "",
        };
}
