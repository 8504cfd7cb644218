using Weir.Runs;

namespace Weir.Engine.Runs;

/// <summary>The runs that ended. They are written as their deliveries are settled.</summary>
internal interface IRunLog
{
    /// <summary>The newest first.</summary>
    Task<IReadOnlyList<Run>> ListAsync(int limit, CancellationToken cancellationToken);
}
