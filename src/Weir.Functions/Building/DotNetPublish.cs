using System.Globalization;
using System.Security;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Weir.Functions.Building;

/// <summary>Compiles a .NET function with all that it depends on.</summary>
internal static partial class DotNetPublish
{
    /// <summary>The file that says with which frameworks Weir's program runs a function's library.</summary>
    public const string RuntimeConfig = "weir.runtimeconfig.json";

    private const string LockFile = "packages.lock.json";

    private static readonly string[] Quietly = ["--nologo", "--verbosity", "quiet", "--disable-build-servers", "-p:UseAppHost=false", "-p:GenerateRuntimeConfigurationFiles=true"];

    /// <summary>Publishes into a folder.</summary>
    /// <remarks>
    /// A project is built where it stands, so that its references and the settings above it hold, with all that comes of it
    /// elsewhere. Of a single file a project is made.
    /// </remarks>
    public static async Task RunAsync(string what, DotNetSource source, string target, CancellationToken cancellationToken)
    {
        var dotnet = Tool.Find("dotnet", what);
        var work = Path.Combine(target, ".work");
        Directory.CreateDirectory(work);
        var project = source.IsSingle ? await MakeProjectAsync(source, Path.Combine(work, "source"), cancellationToken) : source.File;
        var own = Path.Combine(Path.GetDirectoryName(source.File)!, LockFile);
        var locks = IsLocked(project, source) ? Path.Combine(work, LockFile) : null;
        if (locks is not null && File.Exists(own))
        {
            File.Copy(own, locks);
        }

        await Tool.RunAsync(
            $"Compiling {what}",
            Path.GetDirectoryName(project)!,
            [
                dotnet, "publish", project, "--configuration", "Release", "--output", target, "--artifacts-path", Path.Combine(work, "artifacts"), .. Quietly,
                .. locks is null ? [] : LockOptions(locks),
            ],
            cancellationToken);
        if (locks is not null)
        {
            // Only now: a build that fails leaves a lock file that is none.
            Keep(locks, own);
        }

        Directory.Delete(work, recursive: true);
        await WriteRuntimeConfigAsync(target, cancellationToken);
    }

    private static async Task<string> MakeProjectAsync(DotNetSource source, string folder, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var text = await File.ReadAllTextAsync(source.File, cancellationToken);
        var packages = new StringBuilder();
        foreach (Match package in Package.Matches(text))
        {
            packages.Append(CultureInfo.InvariantCulture, $"""    <PackageReference Include="{package.Groups[1].Value}" Version="{package.Groups[2].Value}" />""").Append('\n');
        }

        // The file's own lines "#:package NAME@VERSION" are those that `dotnet run FILE.cs` knows.
        var project = Path.Combine(folder, source.Assembly + ".csproj");
        await File.WriteAllTextAsync(
            project,
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net{Environment.Version.Major}.0</TargetFramework>
                <OutputType>Library</OutputType>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <EnableDefaultItems>false</EnableDefaultItems>
                <ManagePackageVersionsCentrally>false</ManagePackageVersionsCentrally>
                <ImportDirectoryBuildProps>false</ImportDirectoryBuildProps>
                <ImportDirectoryBuildTargets>false</ImportDirectoryBuildTargets>
                <Features>$(Features);FileBasedProgram</Features>
              </PropertyGroup>
              <ItemGroup>
                <Compile Include="{SecurityElement.Escape(source.File)}" />
            {packages}  </ItemGroup>
            </Project>
            """,
            cancellationToken);
        return project;
    }

    /// <summary>
    /// Whether Weir keeps a lock file for it. Of projects that refer to others each would need one of its own: those say it
    /// themselves, with <c>RestorePackagesWithLockFile</c>.
    /// </summary>
    private static bool IsLocked(string project, DotNetSource source) =>
        source.Others().Count == 0 && File.ReadAllText(project).Contains("<PackageReference", StringComparison.Ordinal);

    /// <summary>The first build writes which packages it took; later ones take the same.</summary>
    private static IReadOnlyList<string> LockOptions(string locks) =>
    [
        "-p:RestorePackagesWithLockFile=true", $"-p:NuGetLockFilePath={locks}", .. File.Exists(locks) ? ["-p:RestoreLockedMode=true"] : (string[])[],
    ];

    private static void Keep(string locks, string own)
    {
        try
        {
            File.Copy(locks, own, overwrite: true);
        }
        catch (Exception readOnly) when (readOnly is IOException or UnauthorizedAccessException)
        {
            // The package is as good without it.
        }
    }

    /// <summary>The function's own frameworks, in the version that Weir's program needs at least.</summary>
    private static async Task WriteRuntimeConfigAsync(string target, CancellationToken cancellationToken)
    {
        var own = Directory.EnumerateFiles(target, "*.runtimeconfig.json").FirstOrDefault();
        var options = own is null ? null : JsonNode.Parse(await File.ReadAllTextAsync(own, cancellationToken))?["runtimeOptions"];
        var named = (options?["frameworks"] as JsonArray ?? [options?["framework"]?.DeepClone()]).Select(f => (string?)f?["name"]).OfType<string>();
        var version = string.Create(CultureInfo.InvariantCulture, $"{Environment.Version.Major}.{Environment.Version.Minor}.0");
        var config = new JsonObject
        {
            ["runtimeOptions"] = new JsonObject
            {
                ["rollForward"] = "LatestMajor",
                ["frameworks"] = new JsonArray(
                    [.. named.Append("Microsoft.NETCore.App").Distinct().Select(name => new JsonObject { ["name"] = name, ["version"] = version })]),
                ["configProperties"] = options?["configProperties"]?.DeepClone() ?? new JsonObject(),
            },
        };
        await File.WriteAllTextAsync(Path.Combine(target, RuntimeConfig), config.ToJsonString(), cancellationToken);
    }

    [GeneratedRegex("^#:package\\s+([\\w.-]+)@([\\w.*-]+)\\s*$", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex Package { get; }
}
