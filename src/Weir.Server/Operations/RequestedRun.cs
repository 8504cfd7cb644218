namespace Weir.Server.Operations;

/// <summary>A run that was asked for.</summary>
/// <param name="Id">What <c>weir show</c> takes.</param>
/// <param name="Pipeline">Its pipeline.</param>
internal sealed record RequestedRun(string Id, string Pipeline);
