using Weir.Functions;

namespace Weir.Tests.Project.Reading;

/// <summary>A folder of <c>functions/</c> is a function, by its files alone or with a file that says more.</summary>
public class FunctionKeysTests
{
    private const string Yaml = "functions/f/function.yaml";

    [Theory]
    [InlineData("handler.py", FunctionRuntime.Python3, "handler.handler")]
    [InlineData("lambda_function.py", FunctionRuntime.Python3, "lambda_function.lambda_handler")]
    [InlineData("index.mjs", FunctionRuntime.Node, "index.handler")]
    [InlineData("index.cjs", FunctionRuntime.Node, "index.handler")]
    [InlineData("Orders.csproj", FunctionRuntime.DotNet, "Orders::Orders.Function::FunctionHandler")]
    [InlineData("Orders.cs", FunctionRuntime.DotNet, "Function::FunctionHandler")]
    [InlineData("bootstrap", FunctionRuntime.Provided, "bootstrap")]
    public void The_files_of_a_folder_say_what_runs(string file, FunctionRuntime runtime, string handler)
    {
        using var project = Project().With($"functions/f/{file}", "");
        MakeExecutable(project, file);

        var function = project.ReadGood().Functions["f"];

        Assert.Equal((runtime, handler), (function.Runtime, function.Handler));
        Assert.Equal((TimeSpan.FromMinutes(1), 512L << 20, 4), (function.Timeout, function.Memory, function.Concurrency));
        Assert.Empty(function.Env);
    }

    [Fact]
    public void A_project_of_net_that_is_a_program_is_called_as_its_assembly()
    {
        using var project = Project().With("functions/f/x.csproj", "<Project><AssemblyName>Orders.Api</AssemblyName><OutputType>Exe</OutputType></Project>");

        Assert.Equal("Orders.Api", project.ReadGood().Functions["f"].Handler);
    }

    [Fact]
    public void Its_file_says_all_there_is_to_say()
    {
        using var project = Project().With("functions/f/src/app.py", "").With("layers/common/python/x.py", "").With(
            Yaml,
            """
            runtime: python3
            handler: src.app.main
            timeout: 3s
            memory: 128MB
            concurrency: 2
            log_retention: 2d
            env: { MODE: test, LIMIT: 5, DRY: true, RATE: 1.5 }
            layers: [common]
            build: ["pip install --target . -r requirements.txt"]
            exclude: [tests, "**/*.md"]
            """);

        var function = project.ReadGood().Functions["f"];

        Assert.Equal(
            (FunctionRuntime.Python3, "src.app.main", TimeSpan.FromSeconds(3), 128L << 20, 2, TimeSpan.FromDays(2)),
            (function.Runtime, function.Handler, function.Timeout, function.Memory, function.Concurrency, function.LogRetention));
        Assert.Equal("DRY=true,LIMIT=5,MODE=test,RATE=1.5", string.Join(",", function.Env.OrderBy(e => e.Key, StringComparer.Ordinal).Select(e => $"{e.Key}={e.Value}")));
        Assert.Equal(["common"], function.Layers);
        Assert.Equal(["pip install --target . -r requirements.txt"], function.Build);
        Assert.Equal([true, true, true, false], new[] { "tests/a/b.py", "readme.md", "docs/x.md", "src/app.py" }.Select(f => function.Exclude.Any(e => e.Matches(f))));
    }

    [Fact]
    public void The_root_file_may_declare_one_whose_folder_has_no_file()
    {
        using var project = new ProjectFolder()
            .With("weir.yaml", "project: p\nfunctions: { f: { timeout: 5s } }").With("functions/f/handler.py", "").With("functions/.git/x", "").With("functions/_drafts/x", "");

        var function = Assert.Single(project.ReadGood().Functions).Value;

        Assert.Equal(TimeSpan.FromSeconds(5), function.Timeout);
    }

    [Fact]
    public void A_new_function_is_a_new_revision()
    {
        using var project = Project();
        var before = project.ReadGood().Revision;

        project.With("functions/f/handler.py", "");

        Assert.NotEqual(before, project.ReadGood().Revision);
    }

    [Theory]
    [InlineData("README.md", "", "1:1 WEIR2512")]
    [InlineData("handler.py,index.mjs", "", "1:1 WEIR2512")]
    [InlineData("a.csproj,b.csproj", "", "1:1 WEIR2512")]
    [InlineData("a.cs,b.cs", "runtime: dotnet", "1:1 WEIR2512")]
    [InlineData("a.cs,b.cs", "runtime: dotnet\nhandler: 'A::B'", "2:10 WEIR2512")]
    [InlineData("app.py", "runtime: python3", "1:1 WEIR2513")]
    [InlineData("handler.py", "handler: handler", "1:10 WEIR2513")]
    [InlineData("handler.py", "handler: app.main", "1:10 WEIR2514")]
    [InlineData("handler.py", "runtime: node\nhandler: handler.handler", "2:10 WEIR2514")]
    [InlineData("a.cs", "handler: A.B", "")]
    [InlineData("a.cs", "handler: 'A::B::C::D'", "1:10 WEIR2513")]
    [InlineData("bootstrap", "", "1:1 WEIR2515")]
    [InlineData("handler.py", "runtime: python", "1:10 WEIR2105")]
    [InlineData("handler.py", "timeout: 0s", "1:10 WEIR2106")]
    [InlineData("handler.py", "memory: 1MB", "1:9 WEIR2106")]
    [InlineData("handler.py", "concurrency: 0", "1:14 WEIR2106")]
    [InlineData("handler.py", "log_retention: 15d", "1:1 WEIR2604")]
    [InlineData("handler.py", "env: { 'A-B': x }", "1:8 WEIR2516")]
    [InlineData("handler.py", "env: { _HANDLER: x }", "1:8 WEIR2516")]
    [InlineData("handler.py", "env: { A: [x] }", "1:11 WEIR2104")]
    [InlineData("handler.py", "layers: [gone]", "1:10 WEIR2517")]
    [InlineData("handler.py", "exclude: ['[']", "1:11 WEIR2518")]
    [InlineData("handler.py", "handlers: x", "1:1 WEIR2101")]
    public void A_mistake_has_its_place_and_code(string files, string yaml, string expected)
    {
        using var project = Project();
        foreach (var file in files.Split(','))
        {
            project.With($"functions/f/{file}", "");
        }

        if (yaml.Length > 0)
        {
            project.With(Yaml, yaml);
        }

        var found = project.Read().Diagnostics;

        Assert.Equal(expected, string.Join(",", found.Select(d => $"{d.Line}:{d.Column} {d.Failure.Code}")));
        Assert.All(found, d => Assert.Equal(Yaml, d.File));
    }

    [Theory]
    [InlineData("project: p\nfunctions: { f: }", "weir.yaml:2:17 WEIR2511")]
    [InlineData("project: p\nfunctions: { 'f f': }", "weir.yaml:2:14 WEIR2203,weir.yaml:2:21 WEIR2511")]
    public void A_function_without_a_folder_is_a_mistake(string yaml, string expected) =>
        Assert.Equal(expected, string.Join(",", ProjectFolder.Mistakes(yaml).Select(d => $"{d.File}:{d.Line}:{d.Column} {d.Failure.Code}")));

    [Fact]
    public void A_function_is_declared_once()
    {
        using var project = new ProjectFolder()
            .With("weir.yaml", "project: p\nfunctions: { f: { timeout: 5s } }").With("functions/f/handler.py", "").With(Yaml, "timeout: 6s").With("functions/g/function.yml", "");

        Assert.Equal("functions/f/function.yaml WEIR2206,functions/g/function.yaml WEIR2512,functions/g/function.yml WEIR2014", string.Join(",", project.Read().Diagnostics.Select(d => $"{d.File} {d.Failure.Code}")));
    }

    private static ProjectFolder Project() => ProjectFolder.Of("project: p\n");

    private static void MakeExecutable(ProjectFolder project, string file)
    {
        if (file == "bootstrap" && !OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Path.Combine(project.Path, "functions/f/bootstrap"), (UnixFileMode)0b111_101_101);
        }
    }
}
