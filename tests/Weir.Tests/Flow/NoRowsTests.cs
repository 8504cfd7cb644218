namespace Weir.Tests.Flow;

/// <summary>A file that gives no rows although nothing is wrong with it says why.</summary>
public sealed class NoRowsTests
{
    [Theory]
    [InlineData("columns: { sku: { type: varchar } }")]
    [InlineData("schema_contract: evolve")]
    [InlineData("columns: { sku: { type: varchar } }\n    on_error: skip_file")]
    public async Task A_path_that_leads_nowhere_is_noted(string columns)
    {
        await using var world = await World.StartAsync(
            $$"""
            project: notes
            buckets: { raw: {} }
            tables:
              t:
                source: raw/*.json
                rows: $.lines[*]
                {{columns}}
            """);

        await world.PutAsync("raw/1.json", """{"lines":[{"sku":"a"}]}""");
        await world.WhenIdleAsync();
        await world.PutAsync("raw/2.json", """{"line":[{"sku":"b"}]}""");
        await world.PutAsync("raw/3.json", """[{"line":[]},{},{"Lines":null}]""");
        await world.PutAsync("raw/4.json", """{"lines":[]}""");
        await world.PutAsync("raw/5.json", """{"lines":null}""");
        await world.PutAsync("raw/6.json", """[{"line":[]},{"lines":[{"sku":"c"}]}]""");
        await world.PutAsync("raw/7.json", "");
        await world.WhenIdleAsync();

        Assert.Equal(
            [
                "1 LOADED 1 ", "2 LOADED 0 no rows: $.lines[*] leads nowhere in its document",
                "3 LOADED 0 no rows: $.lines[*] leads nowhere in 3 documents", "4 LOADED 0 ", "5 LOADED 0 ", "6 LOADED 1 ", "7 LOADED 0 ",
            ],
            await world.QueryAsync("SELECT concat(parse_filename(file, true), ' ', status, ' ', rows_loaded, ' ', note) FROM weir.load_history ORDER BY file"));
        Assert.Equal(2, world.Recorder.Loads.Count(load => load.Note is not null));
    }

    [Fact]
    public async Task A_history_from_before_there_were_notes_goes_on()
    {
        const string yaml = "project: notes\nbuckets: { raw: {} }\ntables: { t: { source: raw/*.json, rows: '$.lines[*]' } }\n";
        var folder = Directory.CreateTempSubdirectory("weir-notes-");
        try
        {
            await using (var before = await World.StartAsync(yaml, folder.FullName))
            {
                await before.PutAsync("raw/1.json", """{"lines":[{"sku":"a"}]}""");
                await before.WhenIdleAsync();
                before.Execute("ALTER TABLE weir.load_history DROP COLUMN note");
            }

            await using var world = await World.StartAsync(yaml, folder.FullName);
            await world.PutAsync("raw/2.json", "{}");
            await world.WhenIdleAsync();

            Assert.Equal(["LOADED|1|", "LOADED|0|no rows"], await world.QueryAsync("SELECT status, rows_loaded, note[:7] FROM weir.load_history ORDER BY load_id"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
