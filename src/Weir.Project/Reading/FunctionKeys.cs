using System.Diagnostics.CodeAnalysis;

using Weir.Functions;
using Weir.Project.Expressions;
using Weir.Project.Schema;
using Weir.Project.Yaml;
using Weir.Templates;

namespace Weir.Project.Reading;

/// <summary>The keys of a function.</summary>
internal static class FunctionKeys
{
    private const long LeastMemory = 64L << 20;
    private const long MostMemory = 1L << 40;

    private static readonly Key<FunctionRuntime> Runtime = new("runtime", "What runs it.", Scalars.Choice(FunctionRuntimeNames.All, later: []))
    {
        Default = "what the folder's files say: handler.py, index.mjs, a .csproj, a single .cs or bootstrap",
        Example = "python3",
    };

    private static readonly Key<string> Handler = new(
        "handler",
        "What is called: `module.function` for `python3` and `node`, `Assembly::Namespace.Class::Method` for `dotnet` (`Class::Method` in a single file).",
        Scalars.Text("a handler such as handler.handler"))
    {
        Default = "the convention of the runtime, such as handler.handler or index.handler",
        Example = "handler.handler",
    };

    private static readonly Key<TimeSpan> Timeout = new(
        "timeout", "How long one invocation may take. After it the process is killed, with all its children.", Scalars.Duration(TimeSpan.FromDays(1)))
    {
        Default = "1m",
    };

    private static readonly Key<long> Memory = new(
        "memory", "How much memory its process and that process's children may use together, from 64MB on.", Scalars.Size)
    {
        Default = "512MB",
    };

    private static readonly Key<int> Concurrency = new(
        "concurrency", "How many invocations may run at a time, each in a process of its own. More wait.", Scalars.Integer(1, 1_000))
    {
        Default = "4",
    };

    private static readonly Key<TimeSpan> LogRetention = new(
        "log_retention", "How long what it writes is kept, at most as long as the project's `retention`.", Scalars.Duration(TimeSpan.FromDays(3_650)))
    {
        Default = "the project's `log_retention`",
        Example = "2d",
    };

    private static readonly Key<IReadOnlyDictionary<string, HandlebarsTemplate>> Env = new(
        "env",
        "Environment variables for the function, which may name `vars` and secrets. It sees few others: PATH, HOME, the locale and those of AWS Lambda.",
        EnvKeys.OfFunction)
    {
        Example = "{ REGION: \"{{vars.region}}\", API_TOKEN: { secret: api-token } }",
    };

    private static readonly Key<IReadOnlyList<ListShape<string>.Item>> Layers = new(
        "layers",
        "Folders of `layers/` that it uses, laid out as AWS Lambda's: `python/`, `nodejs/node_modules/`, `bin/`, `lib/`. A later one goes before an earlier one.",
        new ListShape<string>("layer", Names.Shape("a layer's name", Names.AnyCase, "WEIR2203")));

    private static readonly Key<IReadOnlyList<ListShape<string>.Item>> Build = new(
        "build",
        "Shell commands that build it in a copy of its folder, in place of what Weir would do. What is in the copy then is the function.",
        new ListShape<string>("command", Scalars.Text("a shell command")));

    private static readonly Key<IReadOnlyList<ListShape<FilePattern>.Item>> Exclude = new(
        "exclude",
        "Files of its folder that are no part of it, as globs.",
        new ListShape<FilePattern>("pattern", new ScalarShape<FilePattern>(new Description("string", "a glob such as tests/**"), ReadPattern)));

    private static readonly RecordShape<FunctionDefinition> Shape =
        new([Runtime, Handler, Timeout, Memory, Concurrency, LogRetention, Env, Layers, Build, Exclude], BuildDefinition) { MayBeNothing = true };

    /// <summary>The functions, by name.</summary>
    public static MapShape<FunctionDefinition> Map { get; } = new(
        "function", Shape, (name, reading) => Names.Check(name, reading, Names.AnyCase, "WEIR2203"))
    {
        NamePattern = Names.AnyCaseText,
    };

    /// <summary>No functions.</summary>
    public static IReadOnlyDictionary<string, FunctionDefinition> None { get; } = new Dictionary<string, FunctionDefinition>();

    private static FunctionDefinition? BuildDefinition(Fields fields, ReadingContext reading)
    {
        var folder = Path.Combine(reading.Folder, FunctionFiles.Key, reading.Name);
        if (!Directory.Exists(folder))
        {
            reading.Wrong(
                fields.Map,
                "WEIR2511",
                $"{reading.Label} has no folder '{FunctionFiles.Key}/{reading.Name}' with its code.",
                "Make the folder, or remove the function.");
            return null;
        }

        if (fields.IsWrong(Runtime) || RuntimeOf(fields, FunctionConventions.Of(folder), reading) is not { } runtime)
        {
            return null;
        }

        CheckLayers(fields, reading);
        CheckMemory(fields, reading);
        return HandlerOf(fields, runtime, folder, reading) is not { } handler ? null : new FunctionDefinition
        {
            Name = reading.Name,
            Runtime = runtime,
            Handler = handler,
            Timeout = fields.Get(Timeout, TimeSpan.FromMinutes(1)),
            Memory = fields.Get(Memory, 512L << 20),
            Concurrency = fields.Get(Concurrency, 4),
            LogRetention = fields.TryGet(LogRetention, out var kept) ? kept : null,
            Env = fields.TryGet(Env, out var env) ? env.ToDictionary(e => e.Key, Template (e) => e.Value) : new Dictionary<string, Template>(),
            Layers = fields.TryGet(Layers, out var layers) ? [.. layers.Select(l => l.Value)] : [],
            Build = fields.TryGet(Build, out var build) ? [.. build.Select(b => b.Value)] : [],
            Exclude = fields.TryGet(Exclude, out var exclude) ? [.. exclude.Select(e => e.Value)] : [],
        };
    }

    private static FunctionRuntime? RuntimeOf(Fields fields, FunctionConventions files, ReadingContext reading)
    {
        if (fields.TryGet(Runtime, out var chosen))
        {
            return chosen;
        }

        if (files.Runtimes is [var only])
        {
            return only;
        }

        var known = string.Join(", ", FunctionRuntimeNames.All.Keys);
        reading.Wrong(
            fields.Map,
            "WEIR2512",
            files.Runtimes.Count == 0
                ? $"{reading.Label} has no file in its folder that says what runs it: no handler.py, lambda_function.py, index.mjs, index.js, .csproj, single .cs or bootstrap."
                : $"{reading.Label} has files in its folder for {string.Join(" and ", files.Runtimes.Select(FunctionRuntimeNames.Of))}, so that it is not clear what runs it.",
            $"Say it in {FunctionFiles.Key}/{reading.Name}/{FunctionFiles.Name}, such as runtime: python3; known are {known}.");
        return null;
    }

    private static string? HandlerOf(Fields fields, FunctionRuntime runtime, string folder, ReadingContext reading)
    {
        if (fields.IsWrong(Handler))
        {
            return null;
        }

        if ((fields.TryGet(Handler, out var said) ? said : FunctionConventions.Of(folder).HandlerFor(runtime)) is { } handler)
        {
            FunctionHandlers.Check(handler, runtime, folder, fields.NodeOf(Handler), reading);
            return handler;
        }

        if (runtime == FunctionRuntime.DotNet)
        {
            FunctionHandlers.Check("", runtime, folder, fields.Map, reading);
            return null;
        }

        reading.Wrong(
            fields.Map, "WEIR2513", $"{reading.Label} does not say what is called in it.", "Add handler: and a file of the folder without its extension, a dot and the function.");
        return null;
    }

    private static void CheckLayers(Fields fields, ReadingContext reading)
    {
        if (!fields.TryGet(Layers, out var layers))
        {
            return;
        }

        foreach (var layer in layers.Where(l => !Directory.Exists(Path.Combine(reading.Folder, "layers", l.Value))))
        {
            reading.Wrong(
                layer.Node, "WEIR2517", $"{reading.Label} uses the layer '{layer.Value}', of which there is no folder 'layers/{layer.Value}'.", "Make the folder, or remove the layer.");
        }
    }

    private static void CheckMemory(Fields fields, ReadingContext reading)
    {
        if (fields.TryGet(Memory, out var memory) && memory is < LeastMemory or > MostMemory)
        {
            reading.Wrong(fields.NodeOf(Memory), "WEIR2106", $"'memory' of {reading.Label} is outside of 64MB to 1TB.", "Choose a size within.");
        }
    }

    private static bool ReadPattern(YamlNode.Scalar scalar, ReadingContext reading, [MaybeNullWhen(false)] out FilePattern value)
    {
        if (FilePattern.TryParse(scalar.Text, out value, out var mistake))
        {
            return true;
        }

        reading.Wrong(scalar, "WEIR2518", $"{reading.Label} is '{scalar.Text}', which {mistake}.", "Write a glob relative to the function's folder, such as tests/**.");
        return false;
    }
}
