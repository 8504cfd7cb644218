using System.Text;
using Weir.DuckDb.Native;

namespace Weir.DuckDb.Columns;

/// <summary>Chooses the reader for a column's type.</summary>
internal static class ColumnReaders
{
    /// <summary>How many digits every <see cref="decimal"/> can hold.</summary>
    private const int DecimalDigits = 28;

    public static Column For(TypeHandle type) => NativeTypes.Id(type) switch
    {
        DuckDbTypeId.Boolean => new MappedColumn<byte, bool>("BOOLEAN", b => b != 0),
        DuckDbTypeId.TinyInt => new FixedColumn<sbyte>("TINYINT"),
        DuckDbTypeId.SmallInt => new FixedColumn<short>("SMALLINT"),
        DuckDbTypeId.Integer => new FixedColumn<int>("INTEGER"),
        DuckDbTypeId.BigInt => new FixedColumn<long>("BIGINT"),
        DuckDbTypeId.UTinyInt => new FixedColumn<byte>("UTINYINT"),
        DuckDbTypeId.USmallInt => new FixedColumn<ushort>("USMALLINT"),
        DuckDbTypeId.UInteger => new FixedColumn<uint>("UINTEGER"),
        DuckDbTypeId.UBigInt => new FixedColumn<ulong>("UBIGINT"),
        DuckDbTypeId.HugeInt => new MappedColumn<NativeWide, Int128>("HUGEINT", w => w.Signed),
        DuckDbTypeId.UHugeInt => new MappedColumn<NativeWide, UInt128>("UHUGEINT", w => w.Unsigned),
        DuckDbTypeId.BigNum => new BytesColumn<System.Numerics.BigInteger>("BIGNUM", StoredNumber.BigNum),
        DuckDbTypeId.Float => new FixedColumn<float>("FLOAT"),
        DuckDbTypeId.Double => new FixedColumn<double>("DOUBLE"),
        DuckDbTypeId.Decimal => Decimal(type),
        DuckDbTypeId.Varchar => new BytesColumn<string>(AliasOr("VARCHAR", type), Encoding.UTF8.GetString),
        DuckDbTypeId.Blob => new BytesColumn<byte[]>("BLOB", b => b.ToArray()),
        DuckDbTypeId.Geometry => new BytesColumn<byte[]>("GEOMETRY", b => b.ToArray()),
        DuckDbTypeId.Bit => new BytesColumn<string>("BIT", StoredNumber.Bits),
        DuckDbTypeId.Uuid => new MappedColumn<NativeWide, Guid>("UUID", w => StoredNumber.Uuid(w.Unsigned)),
        DuckDbTypeId.Date => new MappedColumn<int, DateOnly>("DATE", StoredTime.Date),
        DuckDbTypeId.Time => new MappedColumn<long, TimeOnly>("TIME", StoredTime.Time),
        DuckDbTypeId.TimeNs => new MappedColumn<long, TimeOnly>("TIME_NS", StoredTime.TimeFromNanoseconds),
        DuckDbTypeId.TimeTz => new MappedColumn<ulong, DuckDbTimeTz>("TIME WITH TIME ZONE", StoredTime.TimeTz),
        DuckDbTypeId.Timestamp => new MappedColumn<long, DateTime>("TIMESTAMP", StoredTime.FromMicroseconds),
        DuckDbTypeId.TimestampS => new MappedColumn<long, DateTime>("TIMESTAMP_S", StoredTime.FromSeconds),
        DuckDbTypeId.TimestampMs => new MappedColumn<long, DateTime>("TIMESTAMP_MS", StoredTime.FromMilliseconds),
        DuckDbTypeId.TimestampNs => new MappedColumn<long, DateTime>("TIMESTAMP_NS", StoredTime.FromNanoseconds),
        DuckDbTypeId.TimestampTz =>
            new MappedColumn<long, DateTimeOffset>("TIMESTAMP WITH TIME ZONE", StoredTime.Utc),
        DuckDbTypeId.Interval => new FixedColumn<DuckDbInterval>("INTERVAL"),
        DuckDbTypeId.Enum => Enum(type),
        DuckDbTypeId.List => new ListColumn(Of(NativeTypes.ListElement(type))),
        DuckDbTypeId.Array => new ArrayColumn(Of(NativeTypes.ArrayElement(type)), checked((int)NativeTypes.ArraySize(type))),
        DuckDbTypeId.Map => new MapColumn(Of(NativeTypes.MapKey(type)), Of(NativeTypes.MapValue(type))),
        DuckDbTypeId.Struct => Struct(type),
        DuckDbTypeId.Union => Union(type),
        DuckDbTypeId.SqlNull => new UnreadableColumn("NULL"),
        var other => new UnreadableColumn(AliasOr(other.ToString().ToUpperInvariant(), type)),
    };

    /// <summary>As <see cref="For"/>, and disposes the type.</summary>
    public static Column Of(TypeHandle type)
    {
        using (type)
        {
            return For(type);
        }
    }

    private static string AliasOr(string name, TypeHandle type) =>
        NativeText.Owned(NativeTypes.Alias(type)) is { Length: > 0 } alias ? alias : name;

    private static Column Decimal(TypeHandle type)
    {
        var (width, scale) = (NativeTypes.DecimalWidth(type), NativeTypes.DecimalScale(type));
        var name = $"DECIMAL({width},{scale})";
        return NativeTypes.DecimalStorage(type) switch
        {
            DuckDbTypeId.SmallInt => new MappedColumn<short, decimal>(name, v => StoredNumber.Decimal(v, scale)),
            DuckDbTypeId.Integer => new MappedColumn<int, decimal>(name, v => StoredNumber.Decimal(v, scale)),
            DuckDbTypeId.BigInt => new MappedColumn<long, decimal>(name, v => StoredNumber.Decimal(v, scale)),
            _ when width <= DecimalDigits =>
                new MappedColumn<NativeWide, decimal>(name, v => StoredNumber.Decimal(v.Signed, scale)),
            _ => new MappedColumn<NativeWide, DuckDbDecimal>(name, v => new(v.Signed, scale)),
        };
    }

    private static Column Enum(TypeHandle type)
    {
        var names = new string[NativeTypes.EnumSize(type)];
        for (var i = 0; i < names.Length; i++)
        {
            names[i] = NativeText.Owned(NativeTypes.EnumValue(type, (ulong)i));
        }

        var name = AliasOr($"ENUM({string.Join(", ", names.Select(DuckDbLiteral.Quote))})", type);
        return NativeTypes.EnumStorage(type) switch
        {
            DuckDbTypeId.UTinyInt => new MappedColumn<byte, string>(name, v => names[v]),
            DuckDbTypeId.USmallInt => new MappedColumn<ushort, string>(name, v => names[v]),
            _ => new MappedColumn<uint, string>(name, v => names[v]),
        };
    }

    private static StructColumn Struct(TypeHandle type)
    {
        var fields = new (string Name, Column Column)[NativeTypes.StructSize(type)];
        for (var i = 0; i < fields.Length; i++)
        {
            fields[i] = (
                NativeText.Owned(NativeTypes.StructName(type, (ulong)i)), Of(NativeTypes.StructField(type, (ulong)i)));
        }

        return new(Named("STRUCT", fields), fields);
    }

    private static UnionColumn Union(TypeHandle type)
    {
        var members = new (string Name, Column Column)[NativeTypes.UnionSize(type)];
        for (var i = 0; i < members.Length; i++)
        {
            members[i] = (
                NativeText.Owned(NativeTypes.UnionName(type, (ulong)i)), Of(NativeTypes.UnionMember(type, (ulong)i)));
        }

        return new(Named("UNION", members), [.. members.Select(m => m.Column)]);
    }

    private static string Named(string kind, IEnumerable<(string Name, Column Column)> parts) =>
        $"{kind}({string.Join(", ", parts.Select(p => $"{DuckDbIdentifier.Quote(p.Name)} {p.Column.TypeName}"))})";
}
