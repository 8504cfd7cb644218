using System.Text;
using System.Text.Json;

using Weir.Engine.Functions;
using Weir.Functions;
using Weir.Tests.Project;

namespace Weir.Tests.Functions;

/// <summary>A project with functions, and their workers.</summary>
internal sealed class FunctionProject : IAsyncDisposable
{
    private readonly ProjectFolder _folder = ProjectFolder.Of("project: functions\n");
    private LocalFunctions? _functions;

    public string Folder => _folder.Path;

    public LocalFunctions Functions => _functions ??= new LocalFunctions(_folder.ReadGood().Functions, _folder.Path, TimeProvider.System);

    public static string PathOf(FunctionBuild build, string file) => Path.Combine(build.Folder, file);

    public FunctionProject With(string file, string content)
    {
        _folder.With(file, content);
        if (Path.GetFileName(file) == "bootstrap" && !OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Path.Combine(Folder, file), (UnixFileMode)0b111_101_101);
        }

        return this;
    }

    public FunctionProject WithPython(string name, string code, string yaml = "") => With($"functions/{name}/handler.py", code).With($"functions/{name}/function.yaml", yaml);

    public Task<FunctionResult> InvokeAsync(string name, string json = "{}", CancellationToken cancellationToken = default) =>
        Functions.InvokeAsync(new FunctionCall(name, Encoding.UTF8.GetBytes(json), Guid.NewGuid().ToString()), cancellationToken);

    /// <summary>Invokes a function that does its work, and reads its answer.</summary>
    public async Task<JsonElement> AnswerAsync(string name, string json = "{}")
    {
        var result = await InvokeAsync(name, json);
        Assert.True(result.Failure is null, $"{result.Failure}\n{string.Join('\n', result.Log)}");
        using var answer = JsonDocument.Parse(result.Answer);
        return answer.RootElement.Clone();
    }

    /// <summary>Invokes a function with a file.</summary>
    /// <returns>The path and the text of each file that it left.</returns>
    public async Task<IReadOnlyList<string>> FilesAsync(string name, string json, string inputName, string input)
    {
        var left = new List<string>();
        var files = new FunctionFiles
        {
            InputName = inputName,
            OpenInput = () => new MemoryStream(Encoding.UTF8.GetBytes(input)),
            TakeAsync = async (path, content, stop) =>
            {
                using var reader = new StreamReader(content);
                left.Add($"{path} {await reader.ReadToEndAsync(stop)}");
            },
        };
        var result = await Functions.InvokeAsync(new FunctionCall(name, Encoding.UTF8.GetBytes(json), "files") { Files = files }, default);
        Assert.True(result.Failure is null, $"{result.Failure}\n{string.Join('\n', result.Log)}");
        return left;
    }

    public async ValueTask DisposeAsync()
    {
        if (_functions is not null)
        {
            await _functions.DisposeAsync();
        }

        _folder.Dispose();
    }
}
