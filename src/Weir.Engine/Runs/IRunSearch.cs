namespace Weir.Engine.Runs;

/// <summary>Looks through the runs of which an attempt has ended.</summary>
/// <remarks>
/// Implementations promise, and <c>RunSearchConformance</c> checks: pages that follow one another have every run once that fits and was
/// there all the time, those that started last first; one page takes about as long however many runs there are.
/// </remarks>
internal interface IRunSearch
{
    /// <summary>One page.</summary>
    Task<RunPage> SearchAsync(RunQuery query, CancellationToken cancellationToken);
}
