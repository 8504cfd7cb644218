using System.Collections;
using Weir.DuckDb.Native;

namespace Weir.DuckDb.Parameters;

/// <summary>Makes a LIST of a sequence of parameter values.</summary>
internal static unsafe class ParameterList
{
    private static readonly Dictionary<Type, DuckDbTypeId> ElementTypes = new()
    {
        [typeof(bool)] = DuckDbTypeId.Boolean,
        [typeof(sbyte)] = DuckDbTypeId.TinyInt,
        [typeof(byte)] = DuckDbTypeId.UTinyInt,
        [typeof(short)] = DuckDbTypeId.SmallInt,
        [typeof(ushort)] = DuckDbTypeId.USmallInt,
        [typeof(int)] = DuckDbTypeId.Integer,
        [typeof(uint)] = DuckDbTypeId.UInteger,
        [typeof(long)] = DuckDbTypeId.BigInt,
        [typeof(ulong)] = DuckDbTypeId.UBigInt,
        [typeof(Int128)] = DuckDbTypeId.HugeInt,
        [typeof(UInt128)] = DuckDbTypeId.UHugeInt,
        [typeof(System.Numerics.BigInteger)] = DuckDbTypeId.HugeInt,
        [typeof(float)] = DuckDbTypeId.Float,
        [typeof(double)] = DuckDbTypeId.Double,
        [typeof(decimal)] = DuckDbTypeId.Decimal,
        [typeof(string)] = DuckDbTypeId.Varchar,
        [typeof(char)] = DuckDbTypeId.Varchar,
        [typeof(byte[])] = DuckDbTypeId.Blob,
        [typeof(DateTime)] = DuckDbTypeId.Timestamp,
        [typeof(DateTimeOffset)] = DuckDbTypeId.TimestampTz,
        [typeof(DateOnly)] = DuckDbTypeId.Date,
        [typeof(TimeOnly)] = DuckDbTypeId.Time,
        [typeof(TimeSpan)] = DuckDbTypeId.Interval,
        [typeof(DuckDbInterval)] = DuckDbTypeId.Interval,
        [typeof(Guid)] = DuckDbTypeId.Uuid,
    };

    /// <param name="sequence">The elements: all of one type, or null.</param>
    /// <param name="create">Makes the value of an element.</param>
    /// <exception cref="ArgumentException">The elements are of several types.</exception>
    public static ValueHandle Create(IEnumerable sequence, Func<object?, ValueHandle> create)
    {
        var elements = sequence.Cast<object?>().ToList();
        var example = elements.Find(e => e is not (null or DBNull));
        if (elements.Exists(e => e is not (null or DBNull) && e.GetType() != example!.GetType()))
        {
            throw new ArgumentException("The elements of a list that is passed as a parameter must all be of one type.");
        }

        var values = new List<ValueHandle>(elements.Count);
        try
        {
            values.AddRange(elements.Select(create));
            using var type = ElementType(sequence, example, elements, values);
            return Create(type, values);
        }
        finally
        {
            values.ForEach(v => v.Dispose());
        }
    }

    private static ValueHandle Create(TypeHandle type, List<ValueHandle> values)
    {
        var pointers = new nint[Math.Max(1, values.Count)];
        for (var i = 0; i < values.Count; i++)
        {
            pointers[i] = values[i].DangerousGetHandle();
        }

        fixed (nint* first = pointers)
        {
            var list = NativeValues.List(type.DangerousGetHandle(), first, (ulong)values.Count);
            GC.KeepAlive(values);
            return list.IsInvalid
                ? throw new ArgumentException("The elements of a list that is passed as a parameter do not fit one type.")
                : list;
        }
    }

    private static TypeHandle ElementType(
        IEnumerable sequence, object? example, List<object?> elements, List<ValueHandle> values)
    {
        switch (example)
        {
            case decimal:
                return NativeTypes.CreateDecimal(38, elements.Max(e => e is decimal d ? d.Scale : (byte)0));
            case IEnumerable and not string and not byte[]:
                // A list of lists takes its type from the first one that has elements.
                var borrowed = NativeValues.TypeOf(values[elements.FindIndex(e => e is IEnumerable i && i.Cast<object?>().Any()) switch
                {
                    < 0 => elements.IndexOf(example),
                    var index => index,
                }]);
                using (var holder = NativeTypes.ListElementOf(borrowed))
                {
                    return NativeTypes.CreateList(holder);
                }

            case null when Declared(sequence) is not null and var declared && ElementTypes.TryGetValue(declared, out var id):
                return id is DuckDbTypeId.Decimal ? NativeTypes.CreateDecimal(18, 3) : NativeTypes.Create(id);
            case null:
                return NativeTypes.Create(DuckDbTypeId.SqlNull);
            default:
                return NativeTypes.Create(ElementTypes.GetValueOrDefault(example.GetType(), DuckDbTypeId.Varchar));
        }
    }

    private static Type? Declared(IEnumerable sequence) => sequence.GetType().GetInterfaces()
        .Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEnumerable<>))
        .Select(i => Nullable.GetUnderlyingType(i.GenericTypeArguments[0]) ?? i.GenericTypeArguments[0])
        .FirstOrDefault();
}
