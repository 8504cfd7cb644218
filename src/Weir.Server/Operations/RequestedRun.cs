namespace Weir.Server.Operations;

/// <summary>A run that was asked for.</summary>
/// <param name="Id">What <c>weir show</c> takes.</param>
/// <param name="Pipeline">Its pipeline.</param>
/// <param name="IsAskedBefore">Whether it is the run of an earlier call with the same <c>dedupe_key</c>: no other one was started.</param>
internal sealed record RequestedRun(string Id, string Pipeline, bool IsAskedBefore = false);
