namespace Weir.Local.Reconciliations;

/// <summary>Which values of the watermark are compared.</summary>
/// <param name="After">Those greater than this; all when none.</param>
/// <param name="Through">Those not greater than this.</param>
internal sealed record WatermarkWindow(string? After, string Through);
