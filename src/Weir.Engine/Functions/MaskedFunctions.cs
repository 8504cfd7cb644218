using System.Text;
using System.Text.Json;

using Weir.Engine.Secrets;
using Weir.Functions;

namespace Weir.Engine.Functions;

/// <summary>Functions whose answers, logs and failures have no secrets in them.</summary>
/// <remarks>Here, before anybody cuts what is too long: half of a secret is not known any more.</remarks>
internal sealed class MaskedFunctions(IFunctions functions, Masks masks) : IFunctions
{
    public async Task<FunctionResult> InvokeAsync(FunctionCall call, CancellationToken cancellationToken)
    {
        var result = await functions.InvokeAsync(call, cancellationToken);
        return masks.IsEmpty ? result : result with
        {
            Answer = Hidden(result.Answer),
            Failure = masks.Hide(result.Failure),
            Log = [.. result.Log.Select(line => masks.Hide(line))],
        };
    }

    public Task<FunctionBuild> BuildAsync(string name, CancellationToken cancellationToken) => functions.BuildAsync(name, cancellationToken);

    private ReadOnlyMemory<byte> Hidden(ReadOnlyMemory<byte> answer)
    {
        var text = Encoding.UTF8.GetString(answer.Span);
        var hidden = masks.Hide(text, new JsonDocumentOptions { MaxDepth = 1_000 });
        return ReferenceEquals(hidden, text) ? answer : Encoding.UTF8.GetBytes(hidden);
    }
}
