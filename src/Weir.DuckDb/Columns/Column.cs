using Weir.DuckDb.Native;

namespace Weir.DuckDb.Columns;

/// <summary>One column of a result: reads the values of the chunk it is attached to.</summary>
/// <param name="typeName">The type's name in SQL.</param>
/// <param name="clrType">What <see cref="Value"/> returns.</param>
internal abstract unsafe class Column(string typeName, Type clrType)
{
    private ulong* _validity;

    public string TypeName { get; } = typeName;

    public Type ClrType { get; } = clrType;

    /// <summary>The values of the vector, as they lie in memory.</summary>
    protected byte* Data { get; private set; }

    /// <summary>Turns to the vector of another chunk. The old one's memory may be gone already.</summary>
    public virtual void Attach(nint vector)
    {
        Data = NativeVectors.Data(vector);
        _validity = NativeVectors.Validity(vector);
    }

    public bool IsNull(long row) => !NativeVectors.IsValid(_validity, row);

    /// <summary>The value of a row, null for NULL.</summary>
    public object? ValueOrNull(long row) => IsNull(row) ? null : Value(row);

    /// <summary>The value of a row that is not NULL. Null only where a UNION's member is.</summary>
    protected abstract object? Value(long row);
}
