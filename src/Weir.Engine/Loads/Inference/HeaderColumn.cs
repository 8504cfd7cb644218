namespace Weir.Engine.Loads.Inference;

/// <summary>A column that headers of CSV files name.</summary>
/// <param name="Name">The column's name; no two differ only in case.</param>
/// <param name="Field">The name in the header, as the first file has it.</param>
/// <param name="LoadId">The load of that file.</param>
internal sealed record HeaderColumn(string Name, string Field, long LoadId);
