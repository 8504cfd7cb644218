using Weir.Failures;

namespace Weir.Server.Operations;

/// <summary>Looks at runs.</summary>
internal interface IRunReads
{
    /// <summary>Runs, those that started last first; also those of which the first attempt goes on.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="after">Where the last page ended.</param>
    /// <param name="limit">How many at the most. There may be fewer, and more on the next page, when a text is looked for.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="RefusedException">WEIR7409: there is no such state. WEIR7480: no page ended there.</exception>
    Task<Page<ListedRun>> ListAsync(RunFilter filter, string? after, int limit, CancellationToken cancellationToken);

    /// <summary>The flow of the project, and what waits, runs and failed in it now.</summary>
    Task<ListedFlow> FlowAsync(CancellationToken cancellationToken);
}
