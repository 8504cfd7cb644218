namespace Weir.Server.Operations;

/// <summary>What people do with the functions of a project.</summary>
internal interface IFunctionOperations
{
    Task<IReadOnlyList<ListedFunction>> ListFunctionsAsync(CancellationToken cancellationToken);

    /// <summary>Builds a function from its files as they are now. From then on it is this build that is called.</summary>
    /// <exception cref="Weir.Failures.RefusedException">WEIR6501: there is none of that name. WEIR6502, WEIR6503: it cannot be built.</exception>
    Task<BuiltFunction> BuildFunctionAsync(string name, CancellationToken cancellationToken);

    /// <summary>Calls a function with one event. What goes wrong within it is part of the answer.</summary>
    /// <exception cref="Weir.Failures.RefusedException">As of <see cref="BuildFunctionAsync"/>. WEIR6520: the event is none.</exception>
    Task<InvokedFunction> InvokeFunctionAsync(string name, byte[] payload, CancellationToken cancellationToken);
}
