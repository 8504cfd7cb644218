using Weir.Functions;

namespace Weir.Engine.Functions;

/// <summary>The project's functions, ready to be called.</summary>
/// <remarks>
/// An invocation calls the function at most once; whoever calls decides whether to call again, with the same request id. As
/// many invocations of a function run at a time as its definition says, each with a worker of its own; more wait. What goes
/// wrong with a function is an outcome and no exception, and disturbs neither the next invocation nor another function.
/// </remarks>
internal interface IFunctions
{
    /// <summary>Calls a function with one event, building it first when that was not done.</summary>
    /// <param name="call">The function, and what it is called with.</param>
    /// <param name="cancellationToken">Ends the invocation: its worker is asked to end, and killed when it takes too long.</param>
    /// <exception cref="Failures.RefusedException">WEIR6501: there is no such function. WEIR6502, WEIR6503: it cannot be built.</exception>
    Task<FunctionResult> InvokeAsync(FunctionCall call, CancellationToken cancellationToken);

    /// <summary>Builds a function from its files as they are now. From then on it is this build that is called.</summary>
    /// <exception cref="Failures.RefusedException">As of <see cref="InvokeAsync"/>.</exception>
    Task<FunctionBuild> BuildAsync(string name, CancellationToken cancellationToken);
}
