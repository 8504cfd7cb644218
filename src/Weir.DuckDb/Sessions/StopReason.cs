namespace Weir.DuckDb.Sessions;

/// <summary>Why a statement was asked to stop.</summary>
internal enum StopReason
{
    None,
    Cancelled,
    TimedOut,
}
