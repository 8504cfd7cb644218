using System.Text;

using Weir.Engine.Secrets;
using Weir.Runs;

namespace Weir.Engine.Commands;

/// <summary>Commands whose logs and outputs have no secrets in them.</summary>
/// <remarks>Here, before anybody cuts what is too long: half of a secret is not known any more.</remarks>
internal sealed class MaskedCommands(ICommands commands, Masks masks) : ICommands
{
    public async Task<CommandResult> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        var result = await commands.RunAsync(call, cancellationToken);
        return masks.IsEmpty ? result : result with
        {
            Log = [.. result.Log.Select(line => masks.Hide(line))],
            Output = result.Output is { } output ? Encoding.UTF8.GetBytes(masks.Hide(Encoding.UTF8.GetString(output.Span))) : null,
        };
    }

    public void Forget(RunId run) => commands.Forget(run);

    public Task SweepAsync(Func<RunId, DateTimeOffset, CancellationToken, Task<bool>> isOver, CancellationToken cancellationToken) =>
        commands.SweepAsync(isOver, cancellationToken);
}
