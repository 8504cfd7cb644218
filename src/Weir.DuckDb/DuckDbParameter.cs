using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace Weir.DuckDb;

/// <summary>The value of one parameter of a statement.</summary>
/// <remarks>
/// The type that DuckDB sees follows from the value's: the integers, <see cref="float"/>, <see cref="double"/>,
/// <see cref="bool"/>, <see cref="string"/>, <see cref="Guid"/>, <see cref="DateOnly"/> and <see cref="TimeOnly"/> their
/// namesakes; <see cref="Int128"/> and <see cref="System.Numerics.BigInteger"/> HUGEINT (BIGNUM when too large);
/// <see cref="decimal"/> a DECIMAL of just its digits; <see cref="DateTime"/> a TIMESTAMP of what it shows, whatever its kind;
/// <see cref="DateTimeOffset"/> a TIMESTAMP WITH TIME ZONE; <see cref="TimeSpan"/> and <see cref="DuckDbInterval"/> an INTERVAL;
/// an array of bytes a BLOB; any other sequence a LIST of its elements, which must be of one type, so that
/// <c>WHERE x IN (SELECT unnest($1))</c> works. Times are cut to microseconds. <see cref="DbType"/> and
/// <see cref="Size"/> are kept but mean nothing here.
/// </remarks>
public sealed class DuckDbParameter : DbParameter
{
    private string _name = "";

    /// <summary>Makes a parameter without a name or value.</summary>
    public DuckDbParameter()
    {
    }

    /// <summary>Makes a parameter without a name, for <c>?</c> or <c>$1</c>.</summary>
    /// <param name="value">Its value; null is NULL.</param>
    public DuckDbParameter(object? value) => Value = value;

    /// <summary>Makes a parameter with a name, for <c>$name</c>.</summary>
    /// <param name="name">Its name, with or without the <c>$</c>.</param>
    /// <param name="value">Its value; null is NULL.</param>
    public DuckDbParameter(string name, object? value) => (ParameterName, Value) = (name, value);

    /// <inheritdoc/>
    public override DbType DbType { get; set; } = DbType.Object;

    /// <summary>Always <see cref="ParameterDirection.Input"/>.</summary>
    /// <exception cref="NotSupportedException">Another direction is set.</exception>
    public override ParameterDirection Direction
    {
        get => ParameterDirection.Input;
        set
        {
            if (value is not ParameterDirection.Input)
            {
                throw new NotSupportedException("DuckDB's parameters are input only.");
            }
        }
    }

    /// <inheritdoc/>
    public override bool IsNullable { get; set; } = true;

    /// <summary>The name without its <c>$</c>; empty, the default, for a parameter that is found by its position.</summary>
    [AllowNull]
    public override string ParameterName
    {
        get => _name;
        set => _name = value is ['$' or '@' or ':', .. var rest] ? rest : value ?? "";
    }

    /// <inheritdoc/>
    public override int Size { get; set; }

    /// <inheritdoc/>
    [AllowNull]
    public override string SourceColumn { get; set; } = "";

    /// <inheritdoc/>
    public override bool SourceColumnNullMapping { get; set; }

    /// <summary>The value; null and <see cref="DBNull.Value"/> are NULL.</summary>
    public override object? Value { get; set; }

    /// <inheritdoc/>
    public override void ResetDbType() => DbType = DbType.Object;
}
