namespace Weir.Engine.Loads.Values;

/// <summary>Why a row does not fit its table.</summary>
/// <param name="Column">The column whose value does not fit; none when it is the row itself.</param>
/// <param name="Code">The failure's code.</param>
/// <param name="Reason">In words.</param>
internal sealed record Misfit(string? Column, string Code, string Reason);
