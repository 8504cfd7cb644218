namespace Weir.Engine.Warehouses.Catalog;

/// <summary>A change of a table's schema: a row of <c>weir.schema_history</c>.</summary>
/// <param name="LoadId">The load that made it.</param>
/// <param name="Change">What was changed.</param>
/// <param name="Column">The column; none when it is about the table.</param>
/// <param name="OldValue">What it was before.</param>
/// <param name="NewValue">What it is since.</param>
/// <param name="File">The file that brought it.</param>
/// <param name="ChangedAt">When, in UTC.</param>
internal sealed record SchemaNote(
    long? LoadId, string Change, string? Column, string? OldValue, string? NewValue, string? File, DateTimeOffset ChangedAt);
