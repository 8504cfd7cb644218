using Weir.Failures;
using Weir.Functions;

namespace Weir.Engine.Functions;

/// <summary>What stands where there are no functions.</summary>
internal sealed class NoFunctions : IFunctions
{
    public Task<FunctionResult> InvokeAsync(FunctionCall call, CancellationToken cancellationToken) => throw Missing(call.Function);

    public Task<FunctionBuild> BuildAsync(string name, CancellationToken cancellationToken) => throw Missing(name);

    private static RefusedException Missing(string name) =>
        new(new Failure("WEIR6501", $"There is no function '{name}' in this project.", "Make a folder 'functions/NAME' with a handler.py, an index.mjs or the like."));
}
