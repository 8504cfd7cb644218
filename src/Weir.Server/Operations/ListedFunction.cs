using Weir.Functions;

namespace Weir.Server.Operations;

/// <summary>A function in a list.</summary>
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
