using System.IO.Compression;
using System.Text;
using System.Text.Json;

using Weir.Failures;
using Weir.Functions;

namespace Weir.Tests.Functions;

/// <summary>What functions depend on is installed beside them: once, whole, and the same each time.</summary>
public sealed class BuildTests
{
    private const string Requirements = "--no-index\n--find-links wheels\ngreeting>=1.0\n";
    private const string Greets = "import greeting\ndef handler(event, context):\n    return greeting.WORD\n";

    [PythonFact(withPip: true)]
    public async Task Requirements_are_installed_and_locked()
    {
        await using var project = new FunctionProject().WithPython("greet", Greets).With("functions/greet/requirements.txt", Requirements);
        WriteWheel(project, "functions/greet/wheels", "1.0", "hello");

        var answer = await project.AnswerAsync("greet");
        var again = await project.Functions.BuildAsync("greet", default);
        var lockFile = await File.ReadAllTextAsync(Path.Combine(project.Folder, "functions/greet/requirements.lock"));

        Assert.Equal(("hello", false), (answer.GetString(), again.IsNew));
        Assert.Matches("^# Written by weir for requirements.txt [0-9a-f]{16}\ngreeting==1.0\n$", lockFile);
        Assert.False(Directory.Exists(Path.Combine(project.Folder, "functions/greet/greeting")), "The source is left alone.");

        // A newer version is not taken until the requirements change.
        WriteWheel(project, "functions/greet/wheels", "1.1", "good day");
        Assert.True((await project.Functions.BuildAsync("greet", default)).IsNew);
        Assert.Equal("hello", (await project.AnswerAsync("greet")).GetString());

        project.With("functions/greet/requirements.txt", Requirements.Replace("1.0", "1.1", StringComparison.Ordinal));
        await project.Functions.BuildAsync("greet", default);
        Assert.Equal("good day", (await project.AnswerAsync("greet")).GetString());
    }

    [PythonFact(withPip: true)]
    public async Task A_requirement_that_cannot_be_had_is_told_with_what_pip_said()
    {
        await using var project = new FunctionProject().WithPython("greet", Greets).With("functions/greet/requirements.txt", "--no-index\nno-such-package-anywhere\n");

        var failure = (await Assert.ThrowsAsync<RefusedException>(() => project.InvokeAsync("greet"))).Failure;

        Assert.Equal("WEIR6503", failure.Code);
        Assert.StartsWith("Installing requirements.txt of the function 'greet' failed: python3 ended with exit code 1.\n", failure.Message, StringComparison.Ordinal);
        Assert.Contains("no-such-package-anywhere", failure.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetDirectories(Path.Combine(project.Folder, ".weir/functions/greet")));
    }

    [Fact]
    public async Task Packages_of_node_are_installed_and_locked()
    {
        await using var project = new FunctionProject()
            .With("functions/greet/index.mjs", "import { word } from 'greeting';\nexport const handler = async () => word;\n")
            .With("functions/greet/package.json", """{"dependencies": {"greeting": "file:./vendor/greeting"}}""")
            .With("functions/greet/vendor/greeting/package.json", """{"name": "greeting", "version": "1.0.0", "main": "index.js"}""")
            .With("functions/greet/vendor/greeting/index.js", "exports.word = 'hello';\n");

        var answer = await project.AnswerAsync("greet");
        var again = await project.Functions.BuildAsync("greet", default);

        Assert.Equal(("hello", false), (answer.GetString(), again.IsNew));
        using var locked = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(project.Folder, "functions/greet/package-lock.json")));
        Assert.True(locked.RootElement.GetProperty("packages").TryGetProperty("vendor/greeting", out _));
        Assert.False(Directory.Exists(Path.Combine(project.Folder, "functions/greet/node_modules")));
    }

    [PythonFact(withPip: true)]
    public async Task Layers_are_shared_and_a_later_one_goes_first()
    {
        await using var project = new FunctionProject()
            .With("layers/base/python/base.py", "WORD = 'base'\n").With("layers/base/python/both.py", "WORD = 'base'\n")
            .With("layers/top/python/both.py", "WORD = 'top'\n").With("layers/top/requirements.txt", Requirements)
            .With("layers/top/nodejs/node_modules/word/index.js", "exports.word = 'layer';\n").With("layers/top/bin/tool", "#!/bin/sh\necho tool\n")
            .WithPython("one", "import base, both, greeting\ndef handler(event, context):\n    return [base.WORD, both.WORD, greeting.WORD]\n", "layers: [base, top]")
            .WithPython("two", "import both\ndef handler(event, context):\n    return both.WORD\n", "layers: [top, base]")
            .With("functions/node/index.js", "const { word } = require('word');\nexports.handler = async () => word;\n").With("functions/node/function.yaml", "layers: [top]");
        WriteWheel(project, "layers/top/wheels", "1.0", "hello");

        Assert.Equal("""["base", "top", "hello"]""", (await project.AnswerAsync("one")).GetRawText());
        Assert.Equal("base", (await project.AnswerAsync("two")).GetString());
        Assert.Equal("layer", (await project.AnswerAsync("node")).GetString());
    }

    [PythonFact]
    public async Task Commands_of_ones_own_build_it_in_a_copy()
    {
        await using var project = new FunctionProject().WithPython(
            "own",
            "import made\ndef handler(event, context):\n    return made.WORD\n",
            """
            build: ["mkdir made", "echo \"WORD = '$(cat word.txt)'\" > made/__init__.py", "rm word.txt"]
            exclude: [notes]
            """).With("functions/own/word.txt", "hello").With("functions/own/notes/private.txt", "x").With("functions/own/.git/config", "x");

        var answer = await project.AnswerAsync("own");
        var build = await project.Functions.BuildAsync("own", default);

        Assert.Equal("hello", answer.GetString());
        Assert.Equal(
            ["function.yaml", "handler.py", "made"],
            Directory.GetFileSystemEntries(build.Folder).Select(Path.GetFileName).Where(n => n != "__pycache__").Order(StringComparer.Ordinal));
        Assert.True(File.Exists(Path.Combine(project.Folder, "functions/own/word.txt")));
        project.With("functions/own/function.yaml", "build: [\"echo this goes wrong >&2; exit 4\"]");
        await using var changed = new LocalFunctions(ReadAgain(project), project.Folder, TimeProvider.System);
        var failure = (await Assert.ThrowsAsync<RefusedException>(() => changed.BuildAsync("own", default))).Failure;
        Assert.Contains("ended with exit code 4.\n  this goes wrong", failure.Message, StringComparison.Ordinal);
    }

    [PythonFact]
    public async Task Builds_at_the_same_time_make_one_package()
    {
        await using var project = new FunctionProject().WithPython("slow", "def handler(event, context): pass\n", "build: [\"sleep 0.2\", \"date +%N > built\"]");
        var definitions = ReadAgain(project);
        await using var other = new LocalFunctions(definitions, project.Folder, TimeProvider.System);

        var built = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => (i % 2 == 0 ? project.Functions : other).BuildAsync("slow", default)));

        Assert.Single(built, b => b.IsNew);
        Assert.Single(built.Select(b => b.Folder).Distinct());
        Assert.Equal([".lock", built[0].Revision], Directory.GetFileSystemEntries(Path.Combine(project.Folder, ".weir/functions/slow")).Select(Path.GetFileName).Order());
    }

    [PythonFact]
    public async Task What_a_killed_build_left_is_cleared_and_old_packages_go()
    {
        await using var project = new FunctionProject().WithPython("f", "");
        var home = Path.Combine(project.Folder, ".weir/functions/f");
        Directory.CreateDirectory(Path.Combine(home, ".building-1/half"));

        var builds = new List<FunctionBuild>();
        for (var i = 0; i < 8; i++)
        {
            project.With("functions/f/handler.py", $"# {i}\n");
            builds.Add(await project.Functions.BuildAsync("f", default));
        }

        var kept = Directory.GetDirectories(home).Select(Path.GetFileName).ToList();
        Assert.Equal(5, kept.Count);
        Assert.Contains(builds[^1].Revision, kept);
        Assert.DoesNotContain(builds[0].Revision, kept);
    }

    [Fact]
    public void A_program_that_is_not_there_is_named() => Assert.Equal(
        "WEIR6502", Assert.Throws<RefusedException>(() => Weir.Functions.Building.Tool.Find("no-such-program", "The function 'f'")).Failure.Code);

    private static IReadOnlyDictionary<string, FunctionDefinition> ReadAgain(FunctionProject project) =>
        Weir.Project.ProjectReader.Read(project.Folder).Definition!.Functions;

    /// <summary>A package for pip, as small as can be.</summary>
    private static void WriteWheel(FunctionProject project, string folder, string version, string word)
    {
        var path = Path.Combine(project.Folder, folder, $"greeting-{version}-py3-none-any.whl");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var zip = ZipFile.Open(path, ZipArchiveMode.Create);
        var about = $"greeting-{version}.dist-info";
        Add(zip, "greeting.py", $"WORD = '{word}'\n");
        Add(zip, $"{about}/METADATA", $"Metadata-Version: 2.1\nName: greeting\nVersion: {version}\n");
        Add(zip, $"{about}/WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n");
        Add(zip, $"{about}/RECORD", $"greeting.py,,\n{about}/METADATA,,\n{about}/WHEEL,,\n{about}/RECORD,,\n");
    }

    private static void Add(ZipArchive zip, string name, string content)
    {
        using var entry = zip.CreateEntry(name).Open();
        entry.Write(Encoding.UTF8.GetBytes(content));
    }
}
