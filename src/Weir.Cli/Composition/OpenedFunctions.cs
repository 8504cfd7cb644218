using Weir.Engine.Secrets;
using Weir.Engine.Steps;
using Weir.Functions;
using Weir.Local.Secrets;
using Weir.Project;
using Weir.Server.Api;
using Weir.Server.Operations;

namespace Weir.Cli.Composition;

/// <summary>The functions of a project at hand, without its environment: to build and call them takes nothing of that, however long it takes.</summary>
internal sealed class OpenedFunctions : IAsyncDisposable
{
    private readonly IAsyncDisposable _owner;

    private OpenedFunctions(IFunctionOperations operations, IAsyncDisposable owner) => (Operations, _owner) = (operations, owner);

    public IFunctionOperations Operations { get; }

    /// <summary>Those of the project's folder, in processes of this one's own.</summary>
    /// <param name="place">Where the project is.</param>
    /// <param name="masks">Learns the secrets that they are given.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="WrongProjectException">The project has mistakes.</exception>
    public static OpenedFunctions Own(ProjectPlace place, Masks masks, TimeProvider time)
    {
        var read = ProjectReader.Read(place.Folder, place.Environment);
        var project = read.Definition ?? throw new WrongProjectException(place.Folder, read.Diagnostics);
        var secrets = LocalSecrets.Of(place.Folder, place.Environment, masks, time);
        var functions = new LocalFunctions(project.Functions, place.Folder, time, new ProjectScope(project, secrets).OutsideOfRuns());
        return new OpenedFunctions(new FunctionOperations(project, functions), functions);
    }

    /// <summary>Those of a running <c>weir up</c>.</summary>
    public static OpenedFunctions Of(RemoteOperations running) => new(running, running);

    public ValueTask DisposeAsync() => _owner.DisposeAsync();
}
