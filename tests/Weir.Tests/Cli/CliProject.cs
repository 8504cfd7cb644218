using System.ComponentModel;
using System.Diagnostics;
using System.Text;

using Weir.Cli.Terminals;

namespace Weir.Tests.Cli;

/// <summary>A project in a folder of its own, and the command line as somebody in that folder has it, in a pipe.</summary>
internal sealed class CliProject : IDisposable
{
    public const string Orders =
        """
        project: orders
        buckets:
          raw: {}
          curated: {}
        pipelines:
          curate:
            triggers: [{ object_created: raw/orders/**.json }]
            steps: [{ copy: { from: "{{event.bucket}}/{{event.key}}", to: "curated/{{event.key}}" } }]
        tables:
          orders:
            source: curated/orders/**.json
            columns:
              id: { type: bigint, nullable: false }
              name: { type: varchar }
        """;

    private static readonly Lazy<IReadOnlyList<string>?> Bound = new(FindBound);

    public CliProject(string? yaml = Orders)
    {
        if (yaml is not null)
        {
            Write("weir.yaml", yaml);
        }
    }

    /// <summary>Whether <see cref="StartBound"/> can be had here.</summary>
    public static bool CanBeBound => Bound.Value is not null;

    public string Folder { get; } = Directory.CreateTempSubdirectory("weir-cli-").FullName;

    public void Write(string file, string content)
    {
        var path = Path.Combine(Folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
    }

    /// <summary>Writes a file for each number, each with the row of one order.</summary>
    public void WriteOrders(string folder, int first, int count)
    {
        for (var id = first; id < first + count; id++)
        {
            Write($"{folder}/{id}.json", $$"""{"id": {{id}}, "name": "order {{id}}"}""");
        }
    }

    /// <summary>Calls the command line, in this process.</summary>
    public Task<Answer> RunAsync(params string[] arguments) => RunAsync("", arguments);

    /// <summary>Calls the command line, in this process, with something on standard input.</summary>
    public async Task<Answer> RunAsync(string input, string[] arguments)
    {
        using var output = new MemoryStream();
        using var errors = new MemoryStream();
        using var terminal = new Terminal(new MemoryStream(Encoding.UTF8.GetBytes(input)), output, errors) { CurrentDirectory = Folder };
        var exitCode = await Weir.Cli.House.CommandLineOn(terminal).RunAsync(arguments, CancellationToken.None);
        return new Answer(exitCode, Encoding.UTF8.GetString(output.ToArray()), Encoding.UTF8.GetString(errors.ToArray()));
    }

    /// <summary>Starts the command line as a process of its own.</summary>
    public CliProcess Start(params string[] arguments) => new(Folder, arguments, []);

    /// <summary>The same, with a variable of the environment.</summary>
    public CliProcess StartWith(string variable, string value, params string[] arguments) => new(Folder, arguments, ["env", $"{variable}={value}"]);

    /// <summary>The same, bound by files' rights, also where the tests are run by a user who is not.</summary>
    public CliProcess StartBound(params string[] arguments) => new(Folder, arguments, Bound.Value!);

    /// <summary>Starts <c>weir up</c> as a process of its own, and waits until it is ready.</summary>
    public async Task<CliProcess> UpAsync()
    {
        var process = Start("up");
        await process.ReadUntilAsync("ready in");
        return process;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static IReadOnlyList<string>? FindBound()
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return OperatingSystem.IsWindows() ? null : [];
        }

        string[] wrapper = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"];
        try
        {
            using var trial = Process.Start(wrapper[0], [.. wrapper[1..], "true"]);
            trial.WaitForExit();
            return trial.ExitCode == 0 ? wrapper : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
