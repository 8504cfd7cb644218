using System.Diagnostics;

namespace Weir.Examples.Tests;

/// <summary>A copy of an example in a temporary folder, with <c>weir</c> on its path.</summary>
internal sealed class ExampleFolder : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("weir-example-").FullName;

    /// <summary>An empty folder, with <c>weir</c> also in it, as in a clone.</summary>
    public ExampleFolder()
    {
        Path = Directory.CreateDirectory(System.IO.Path.Combine(_root, "home")).FullName;
        File.Copy(WriteWeir(), System.IO.Path.Combine(Path, "weir"));
    }

    public ExampleFolder(string name)
    {
        Path = System.IO.Path.Combine(_root, name);
        var source = System.IO.Path.Combine(Repository.Root, "examples", name);
        var ownData = File.Exists(System.IO.Path.Combine(source, ".gitignore"));
        Copy(source, Path, folder => folder != ".weir" && !(ownData && folder == "data"));
        WriteWeir();
    }

    public string Path { get; }

    public async Task<Ended> RunAsync(string command, params string[] arguments)
    {
        var bin = System.IO.Path.Combine(_root, "bin");
        var start = new ProcessStartInfo(command == "weir" ? System.IO.Path.Combine(bin, "weir") : command, arguments)
        {
            WorkingDirectory = Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["HOME"] = Path;
        start.Environment["PATH"] = $"{bin}:{Environment.GetEnvironmentVariable("PATH")}";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await process.WaitForExitAsync(patience.Token);
        return new Ended(process.ExitCode, await output, await errors);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    /// <summary>The command line that these tests were built with, under the name that users call it by.</summary>
    private string WriteWeir()
    {
        var bin = Directory.CreateDirectory(System.IO.Path.Combine(_root, "bin")).FullName;
        var weir = System.IO.Path.Combine(bin, "weir");
        File.WriteAllText(weir, $"#!/usr/bin/env bash\nexec dotnet '{System.IO.Path.Combine(AppContext.BaseDirectory, "Weir.Cli.dll")}' \"$@\"\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(weir, (UnixFileMode)0b111_101_101);
        }

        return weir;
    }

    private static void Copy(string from, string to, Func<string, bool> takes)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from))
        {
            File.Copy(file, System.IO.Path.Combine(to, System.IO.Path.GetFileName(file)));
        }

        foreach (var folder in Directory.GetDirectories(from).Where(f => takes(System.IO.Path.GetFileName(f))))
        {
            Copy(folder, System.IO.Path.Combine(to, System.IO.Path.GetFileName(folder)), takes);
        }
    }
}
