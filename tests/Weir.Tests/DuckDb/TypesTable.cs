using Weir.DuckDb;

namespace Weir.Tests.DuckDb;

/// <summary>One row with a column of every type.</summary>
internal sealed class TypesTable : HostTable
{
    private static readonly Guid Id = new("00112233-4455-6677-8899-aabbccddeeff");

    public static IReadOnlyList<string> Texts { get; } =
    [
        "true", "-1", "-2", "-3", "-4", "1", "2", "3", "4", "-5", "5", "1.5", "2.5", "text", @"\x00\xFF", "1970-01-02",
        "00:00:01", "1970-01-01 00:00:01", "1 month 2 days 00:00:03", Id.ToString(), "1.25", "1.250", "1.25000", "-1.25",
    ];

    public override IReadOnlyList<HostColumn> Columns { get; } =
    [
        .. new[]
        {
            DuckDbType.Boolean, DuckDbType.TinyInt, DuckDbType.SmallInt, DuckDbType.Integer, DuckDbType.BigInt,
            DuckDbType.UTinyInt, DuckDbType.USmallInt, DuckDbType.UInteger, DuckDbType.UBigInt, DuckDbType.HugeInt,
            DuckDbType.UHugeInt, DuckDbType.Float, DuckDbType.Double, DuckDbType.Varchar, DuckDbType.Blob, DuckDbType.Date,
            DuckDbType.Time, DuckDbType.Timestamp, DuckDbType.Interval, DuckDbType.Uuid, DuckDbType.Decimal(4, 2),
            DuckDbType.Decimal(9, 3), DuckDbType.Decimal(18, 5), DuckDbType.Decimal(38, 2),
        }.Select((type, i) => new HostColumn($"c{i}", type)),
    ];

    public override HostScan OpenScan(CancellationToken cancellation) => new Scan();

    private sealed class Scan : HostScan
    {
        private bool _done;

        public override int Fill(DataChunkWriter chunk)
        {
            if (_done)
            {
                return 0;
            }

            _done = true;
            chunk[0].Values<bool>()[0] = true;
            chunk[1].Values<sbyte>()[0] = -1;
            chunk[2].Values<short>()[0] = -2;
            chunk[3].Values<int>()[0] = -3;
            chunk[4].Values<long>()[0] = -4;
            chunk[5].Values<byte>()[0] = 1;
            chunk[6].Values<ushort>()[0] = 2;
            chunk[7].Values<uint>()[0] = 3;
            chunk[8].Values<ulong>()[0] = 4;
            chunk[9].Values<Int128>()[0] = -5;
            chunk[10].Values<UInt128>()[0] = 5;
            chunk[11].Values<float>()[0] = 1.5f;
            chunk[12].Values<double>()[0] = 2.5;
            chunk[13].SetString(0, "text"u8);
            chunk[14].SetBlob(0, [0, 255]);
            chunk[15].Values<int>()[0] = 1;
            chunk[16].Values<long>()[0] = 1_000_000;
            chunk[17].Values<long>()[0] = 1_000_000;
            chunk[18].Values<DuckDbInterval>()[0] = new(1, 2, 3_000_000);
            chunk[19].SetGuid(0, Id);
            chunk[20].Values<short>()[0] = 125;
            chunk[21].Values<int>()[0] = 1250;
            chunk[22].Values<long>()[0] = 125000;
            chunk[23].Values<Int128>()[0] = -125;
            return 1;
        }
    }
}
