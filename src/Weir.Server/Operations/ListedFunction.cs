using Weir.Functions;

namespace Weir.Server.Operations;

/// <summary>A function in a list.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Runtime">What runs it, such as <c>python3.12</c>.</param>
/// <param name="Handler">What is called in it.</param>
/// <param name="TimeoutSeconds">How long one call may take.</param>
/// <param name="MemoryBytes">How much memory one process may have.</param>
/// <param name="Concurrency">How many calls go on at a time.</param>
internal sealed record ListedFunction(string Name, string Runtime, string Handler, double TimeoutSeconds, long MemoryBytes, int Concurrency)
{
    public static ListedFunction Of(FunctionDefinition definition) => new(
        definition.Name,
        FunctionRuntimeNames.Of(definition.Runtime),
        definition.Handler,
        definition.Timeout.TotalSeconds,
        definition.Memory,
        definition.Concurrency);
}
