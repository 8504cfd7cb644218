namespace Weir.Local.Reconciliations;

/// <summary>Which values of the watermark are compared.</summary>
/// <param name="After">Those not less than this: rows with the last value of a window may come after it. All when none.</param>
/// <param name="Through">Those not greater than this.</param>
internal sealed record WatermarkWindow(string? After, string Through);
