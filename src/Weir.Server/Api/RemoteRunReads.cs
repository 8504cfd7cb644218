using System.Globalization;

using Weir.Server.Operations;

namespace Weir.Server.Api;

/// <summary>Looks at the runs of an environment that a running <c>weir up</c> has open.</summary>
/// <param name="client">Makes the calls.</param>
internal sealed class RemoteRunReads(ApiClient client) : IRunReads
{
    public Task<Page<ListedRun>> ListAsync(RunFilter filter, string? after, int limit, CancellationToken cancellationToken) => client.GetAsync(
        ApiClient.Url(
            "runs",
            ("pipeline", filter.Pipeline),
            ("state", filter.State),
            ("since", Text(filter.Since)),
            ("until", Text(filter.Until)),
            ("text", filter.Text),
            ("after", after),
            ("limit", ApiClient.Text(limit))),
        OperationsJson.Default.PageListedRun,
        cancellationToken);

    public Task<ListedFlow> FlowAsync(CancellationToken cancellationToken) => client.GetAsync("flow", OperationsJson.Default.ListedFlow, cancellationToken);

    private static string? Text(DateTimeOffset? time) => time?.ToString("O", CultureInfo.InvariantCulture);
}
