using Weir.Engine.Functions;
using Weir.Projects;

namespace Weir.Server.Operations;

/// <summary>The functions of a project, built and called in this process.</summary>
/// <param name="project">Has them.</param>
/// <param name="functions">Builds and calls them.</param>
internal sealed class FunctionOperations(ProjectDefinition project, IFunctions functions) : IFunctionOperations
{
    public Task<IReadOnlyList<ListedFunction>> ListFunctionsAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ListedFunction>>([.. project.Functions.Values.Select(ListedFunction.Of)]);

    public async Task<BuiltFunction> BuildFunctionAsync(string name, CancellationToken cancellationToken)
    {
        project.CheckFunction(name);
        return BuiltFunction.Of(await functions.BuildAsync(name, cancellationToken));
    }

    public async Task<InvokedFunction> InvokeFunctionAsync(string name, byte[] payload, CancellationToken cancellationToken)
    {
        project.CheckFunction(name);
        var result = await functions.InvokeAsync(new FunctionCall(name, payload, Guid.CreateVersion7().ToString()), cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        return InvokedFunction.Of(result);
    }
}
