using Weir.Tables;

namespace Weir.Cli.Flow;

/// <summary>A change of a table's schema, as programs read it.</summary>
internal sealed record ListedChange(
    string Table, string Change, string? Column, string? OldValue, string? NewValue, long LoadId, string File, DateTimeOffset ChangedAt)
{
    public static ListedChange Of(SchemaChange change) => new(
        change.Table,
        SchemaChangeNames.Of(change.Kind),
        change.Column,
        change.OldValue,
        change.NewValue,
        change.LoadId,
        change.File.ToString(),
        change.ChangedAt);
}
