using System.Diagnostics;

using Weir.Tests.Flow;
using Weir.Tests.House;

using static Weir.Tests.Lake.LakeProject;

namespace Weir.Tests.Lake;

/// <summary>The files are read by hyparquet, an implementation of Parquet in JavaScript that has nothing to do with DuckDB.</summary>
public sealed class OtherReadersTests
{
    [Fact]
    public async Task Another_implementation_reads_the_same_rows()
    {
        await using var world = await World.StartAsync(Yaml(
            "[year(at), region]",
            columns: "{ id: { type: bigint }, at: { type: timestamp }, region: { type: varchar }, price: { type: 'decimal(10,2)' }, note: { type: varchar } }",
            more: "write_disposition: merge\n    primary_key: [id]"));
        await PutAsync(world, "raw/a.json", """
            [{"id":1,"at":"2025-12-31T23:59:59","region":"a/b ü","price":"1.25","note":"first"},{"id":2,"at":"2026-01-01","region":"EU","price":"2"},{"id":3}]
            """);
        await PutAsync(world, "raw/b.json", """[{"id":2,"at":"2026-06-01","region":"US","price":"-3.5","note":"moved"},{"id":4,"at":"2026-06-01","region":"US"}]""");

        string[] expected =
        [
            """{"id":1,"at":"2025-12-31T23:59:59.000Z","price":1.25,"note":"first","_weir_load_id":1,"year":"2025","region":"a/b ü"}""",
            """{"id":2,"at":"2026-06-01T00:00:00.000Z","price":-3.5,"note":"moved","_weir_load_id":2,"year":"2026","region":"US"}""",
            """{"id":3,"at":null,"price":null,"note":null,"_weir_load_id":1,"year":null,"region":null}""",
            """{"id":4,"at":"2026-06-01T00:00:00.000Z","price":null,"note":null,"_weir_load_id":2,"year":"2026","region":"US"}""",
        ];
        Assert.Equal(expected, await ReadAsync(Shown(world)));
        await world.CompactAsync("orders");
        Assert.Equal(expected, await ReadAsync(Shown(world)));
    }

    private static async Task<IReadOnlyList<string>> ReadAsync(string folder)
    {
        using var process = Process.Start(new ProcessStartInfo("node", [Path.Combine(Sources.Root, "eng", "readers", "read.mjs"), folder])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var rows = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal((0, ""), (process.ExitCode, await errors));
        return [.. rows.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)];
    }
}
