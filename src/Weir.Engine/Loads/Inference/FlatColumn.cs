using Weir.Tables;

namespace Weir.Engine.Loads.Inference;

/// <summary>A column of a flattened table.</summary>
/// <param name="Name">Its name: the names on the way to it, joined by two underscores.</param>
/// <param name="Type">Its type.</param>
/// <param name="Path">The members that lead to it from the row; empty for a row that is a single value.</param>
internal sealed record FlatColumn(string Name, ColumnType Type, IReadOnlyList<MemberName> Path)
{
    /// <summary>Whether a row without a value does not fit.</summary>
    public bool IsRequired { get; init; }

    /// <summary>The first load that wants the column, or its type.</summary>
    public long? LoadId { get; init; }
}
