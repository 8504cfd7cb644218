using Weir.Engine.Hosting;
using Weir.Engine.Outbox;
using Weir.Local;
using Weir.Local.Deliveries;

namespace Weir.Cli.Composition;

/// <summary>Whether a flow does nothing until time passes or somebody acts.</summary>
internal sealed class FlowRest(FlowHost host, LocalEnvironment local, IWarehouseEvents news)
{
    /// <summary>What waits when nothing is done, of one moment: what the parts say must hold before and after the others were asked.</summary>
    /// <returns>None when something is done.</returns>
    public QueueRest? Find()
    {
        var posted = news.Posted;
        return news.Waiting == 0
            && host.CountHeldUp() is { } held
            && local.FindRest() is { } rest
            && rest.Held == held
            && host.CountHeldUp() == held
            && news.Posted == posted
            ? rest
            : null;
    }
}
