using System.Diagnostics;

using Weir.Engine.Telemetry;
using Weir.Failures;
using Weir.Functions;

namespace Weir.Engine.Functions;

/// <summary>Functions whose calls are traced, counted and timed, and are given the trace that they belong to.</summary>
internal sealed class ObservedFunctions(IFunctions functions) : IFunctions
{
    public async Task<FunctionResult> InvokeAsync(FunctionCall call, CancellationToken cancellationToken)
    {
        using var span = Traces.Begin($"invoke {call.Function}", ActivityKind.Client);
        span?.SetTag("faas.invoked_name", call.Function).SetTag("faas.invoked_provider", "weir").SetTag("faas.invocation_id", call.RequestId);
        try
        {
            var result = await functions.InvokeAsync(span is null ? call : call with { Trace = span.Id }, cancellationToken);
            Meters.Invoked(call.Function, result);
            span?.SetTag("faas.coldstart", result.IsColdStart);
            if (result.Failure is { } failure)
            {
                span.Fail(failure);
            }

            return result;
        }
        catch (WeirException error)
        {
            span.Fail(error.Failure);
            throw;
        }
    }

    public Task<FunctionBuild> BuildAsync(string name, CancellationToken cancellationToken) => functions.BuildAsync(name, cancellationToken);
}
